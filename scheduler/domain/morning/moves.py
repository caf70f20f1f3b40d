"""Who moves when one plan takes the place of another, round by round, to be read aloud."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.domain.text import plain_letters

Tables = Mapping[tuple[int, int], int | None]
"""For a person and a round the table; None: they sit out. Who is not there has no entry."""


@dataclass(frozen=True, slots=True)
class TableMove:
    """Somebody who sits elsewhere than before; None: sits out. ``new``: had no place before."""

    person: int
    name: str
    before: int | None
    after: int | None
    new: bool


@dataclass(frozen=True, slots=True)
class RoundMoves:
    """Who moves in one round, by name."""

    number: int
    moves: tuple[TableMove, ...]


def moves_by_round(
    before: Tables, after: Tables, names: Mapping[int, str], held: int
) -> tuple[RoundMoves, ...]:
    """Each round after the first ``held`` in which somebody sits elsewhere, in order.

    Only people in ``names`` are told: nobody calls out who is not there.
    """
    found: defaultdict[int, list[TableMove]] = defaultdict(list)
    for (person, number), table in after.items():
        known = (person, number) in before
        old = before.get((person, number))
        if number > held and person in names and (not known or old != table):
            found[number].append(TableMove(person, names[person], old, table, not known))
    return tuple(
        RoundMoves(number, tuple(sorted(moves, key=lambda m: (plain_letters(m.name), m.person))))
        for number, moves in sorted(found.items())
    )


def changed_tables(
    before: Tables, after: Tables, names: Mapping[int, str], held: int
) -> tuple[int, ...]:
    """The tables at which somebody else of ``names`` sits in any round after the first ``held``."""

    def companions(tables: Tables) -> dict[tuple[int, int], set[int]]:
        at: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
        for (person, number), table in tables.items():
            if table is not None and number > held and person in names:
                at[number, table].add(person)
        return at

    old, new = companions(before), companions(after)
    return tuple(sorted({key[1] for key in {*old, *new} if old.get(key) != new.get(key)}))
