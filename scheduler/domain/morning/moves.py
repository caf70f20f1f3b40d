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
    """The tables with people whose sheets no longer say who sits there after the round ``held``.

    A sheet names who was planned, and so somebody who is not in ``names``: they do not come.
    """
    old, new = companions(before, held), companions(after, held, names)
    changed = {table for _number, table in {*old, *new} if _at(old, table) != _at(new, table)}
    return tuple(sorted(changed - set(given_up_tables(before, after, names, held))))


def given_up_tables(
    before: Tables, after: Tables, names: Mapping[int, str], held: int
) -> tuple[int, ...]:
    """The tables at which nobody sits any more after the round ``held``."""
    old, new = companions(before, held), companions(after, held, names)
    return tuple(sorted({table for _number, table in old} - {table for _number, table in new}))


def companions(
    tables: Tables, held: int, names: Mapping[int, str] | None = None
) -> dict[tuple[int, int], set[int]]:
    """Who, of ``names`` if they are given, sits at each table in each round after ``held``."""
    at: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for (person, number), table in tables.items():
        if table is not None and number > held and (names is None or person in names):
            at[number, table].add(person)
    return at


def _at(people: Mapping[tuple[int, int], set[int]], table: int) -> dict[int, set[int]]:
    return {number: who for (number, at), who in people.items() if at == table}
