"""Whoever would sit at a table alone, and how many tables would mend it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from scheduler.domain.english import agree, count, listed

NAMED: Final = 4
"""How many people a sentence names before it counts the rest."""


@dataclass(frozen=True, slots=True)
class Sits:
    """One person who is coming, at one table in one round."""

    round: int
    table: int
    name: str


@dataclass(frozen=True, slots=True)
class Alone:
    """Who has a table to themselves in some round: (round, name), by round.

    ``tables`` is the most that any round uses; ``enough`` is as many as everybody can share in
    every round, 0 where somebody would be alone even at one.
    """

    people: tuple[tuple[int, str], ...] = ()
    tables: int = 0
    enough: int = 0

    def __bool__(self) -> bool:
        return bool(self.people)


def alone_in(seats: Iterable[Sits]) -> Alone:
    """Return who sits alone in a plan, of the people who are still coming."""
    rooms: defaultdict[int, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for seat in seats:
        rooms[seat.round][seat.table].append(seat.name)
    people = tuple(
        (number, names[0])
        for number, tables in sorted(rooms.items())
        for _, names in sorted(tables.items())
        if len(names) == 1
    )
    return Alone(
        people,
        max((len(tables) for tables in rooms.values()), default=0),
        min((sum(map(len, tables.values())) // 2 for tables in rooms.values()), default=0),
    )


def alone_sentence(found: Alone, again: str = "Fit in late changes, and nobody will.") -> str:
    """Such as "Ann sits alone in round 1, Bob in round 2. With 2 tables nobody would.".

    ``again``: what is said where there are no more tables than can be shared.
    """
    if not found:
        return ""
    each = list(_each(found.people))
    who = listed(each, NAMED) if len(each) > 1 else each[0]
    if not found.enough:
        return f"{who}: nobody else is there then."
    if found.enough < found.tables:
        return f"{who}. With {count(found.enough, 'table')} nobody would."
    return f"{who}. {again}".strip()


def _each(people: Sequence[tuple[int, str]]) -> Iterable[str]:
    rounds: defaultdict[str, list[int]] = defaultdict(list)
    for number, name in people:
        rounds[name].append(number)
    verb = "sits alone "
    for name, numbers in rounds.items():
        label = agree(len(numbers), "round", "rounds")
        yield f"{name} {verb}in {label} {listed([str(number) for number in numbers])}"
        verb = ""
