"""Free chairs: where a newcomer sits without anybody else having to move."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scheduler.domain.english import listed

MOST_NAMED: Final = 6


@dataclass(frozen=True, slots=True)
class Unseated:
    """Somebody who has no table in some rounds to come."""

    name: str
    rounds: tuple[int, ...]


def in_rounds(rounds: Sequence[int]) -> str:
    """Such as "round 2" or "rounds 2 and 4"."""
    return f"{'round' if len(rounds) == 1 else 'rounds'} {listed([str(n) for n in rounds])}"


def no_table_yet(rounds: Sequence[int]) -> str:
    """Such as "No table in round 2 yet.", and nothing where they have one in each round."""
    return f"No table in {in_rounds(rounds)} yet." if rounds else ""


def no_chair(people: Sequence[Unseated]) -> str:
    """In which rounds no chair is free, and for whom: "No chair is free in round 2 for Eve."."""
    groups: dict[tuple[int, ...], list[str]] = {}
    for person in people:
        groups.setdefault(person.rounds, []).append(person.name)
    return " ".join(
        f"No chair is free in {in_rounds(rounds)} for {listed(names, MOST_NAMED)}."
        for rounds, names in sorted(groups.items())
    )


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Whom they must not share a table with, whom they are to sit with, who is of another sector,
    and whom they know: from earlier, or as colleagues."""

    never: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()


def free_chairs(
    rounds: Sequence[Mapping[int, Collection[str]]], seats: int, newcomer: Newcomer
) -> tuple[int | None, ...]:
    """Choose a table for each round, one round after the other; None where no chair is free.

    ``rounds``: who sits at each table. A chair is free where somebody sits and fewer than
    ``seats`` do. Whoever sits alone gets company first; then most new people of other sectors,
    fewest who are known, fewest people and the lowest number decide.
    """
    met = set(newcomer.known)
    chosen: list[int | None] = []
    for tables in rounds:
        bound = newcomer.beside.intersection(set().union(*tables.values()))
        fitting = [
            (
                len(people) > 1,
                -len(newcomer.others.intersection(people) - met),
                len(met.intersection(people)),
                len(people),
                number,
            )
            for number, people in tables.items()
            if 0 < len(people) < seats
            and newcomer.never.isdisjoint(people)
            and bound.issubset(people)
        ]
        table = min(fitting)[-1] if fitting else None
        chosen.append(table)
        met.update(() if table is None else tables[table])
    return tuple(chosen)
