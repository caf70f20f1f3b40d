"""Papers around the rounds: for the kitchen, the desk, the wall and whoever may still sign up."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from scheduler.domain.languages import ENGLISH

ROWS_ON_A_PAGE: Final = 24
"""Of the desk's list."""


@dataclass(frozen=True, slots=True)
class DeskRow:
    """Somebody on the list of the desk; ``table``: of round 1, None where it is not known.

    ``shape``: their sector's, "" without one; ``remark``: what is different with them, or "".
    """

    surname: str
    rest: str
    organisation: str
    table: int | None
    shape: str = ""
    remark: str = ""

    @property
    def letter(self) -> str:
        """The letter under which they are looked for."""
        return self.surname.strip()[:1].upper()


@dataclass(frozen=True, slots=True)
class DeskListPart:
    """A part of the desk's list, for one queue; ``letters`` such as "A–K"."""

    letters: str
    rows: tuple[DeskRow, ...]

    def pages(self) -> tuple["DeskListPart", ...]:
        """The rows of each of its pages, with the letters that are on it."""
        starts = range(0, len(self.rows), ROWS_ON_A_PAGE)
        return tuple(_part(self.rows[start : start + ROWS_ON_A_PAGE]) for start in starts)


@dataclass(frozen=True, slots=True)
class MealNeed:
    """What so many people need to eat, as the first of them wrote it; ``tables``: where they sit in
    round 1 and how many at each, empty where that is not known."""

    words: str
    people: int
    tables: tuple[tuple[int, int], ...]


def meal_needs(people: Sequence[tuple[str, int | None]]) -> tuple[MealNeed, ...]:
    """What is needed, the commonest first; ``people``: each one's need, "" for none, and table."""
    same: defaultdict[str, list[tuple[str, int | None]]] = defaultdict(list)
    for need, table in people:
        if need.strip():
            same[need.strip().casefold()].append((need.strip(), table))
    needs = (
        MealNeed(
            found[0][0][:1].upper() + found[0][0][1:],
            len(found),
            tuple(sorted(Counter(table for _, table in found if table).items())),
        )
        for found in same.values()
    )
    return tuple(sorted(needs, key=lambda need: (-need.people, need.words)))


@dataclass(frozen=True, slots=True)
class Papers:
    """What these papers say. ``needs``: how many people asked for what, ``guests`` how many come;
    ``agenda``: from, to, what, and who speaks; ``link``: where people sign up;
    ``promises``: what became of what was said last time, in numbers; ``expect``: what to expect
    there, each with its heading. ``language``: the event's, in which all of it is said.
    ``served``: when the kitchen is wanted, and for what; ``counted``: when it was counted;
    ``host``: the organisation that invites; ``room``: of each table a sector’s style for every
    place at it."""

    title: str
    when: str
    time: str
    place: str
    guests: int
    needs: tuple[MealNeed, ...]
    rows: tuple[DeskRow, ...]
    agenda: tuple[tuple[str, str, str, str], ...]
    link: str
    promises: str = ""
    expect: tuple[tuple[str, str], ...] = ()
    language: str = ENGLISH
    served: tuple[tuple[str, str], ...] = ()
    counted: datetime | None = None
    host: str = ""
    room: tuple[tuple[int, ...], ...] = ()


def in_two(rows: Sequence[DeskRow]) -> tuple[DeskListPart, ...]:
    """The rows, which are in order, in two parts for two queues, as even as whole letters allow.

    One part where everybody is under one letter; none without anybody.
    """
    letters = [tuple(group) for _, group in groupby(rows, key=lambda row: row.letter)]
    if len(letters) < 2:
        return (_part(rows),) if rows else ()
    sizes = [sum(map(len, letters[:at])) for at in range(1, len(letters))]
    best = min(range(len(sizes)), key=lambda at: abs(2 * sizes[at] - len(rows))) + 1
    halves = letters[:best], letters[best:]
    return tuple(_part([row for group in half for row in group]) for half in halves)


def _part(rows: Sequence[DeskRow]) -> DeskListPart:
    first, last = rows[0].letter, rows[-1].letter
    return DeskListPart(first if first == last else f"{first}–{last}", tuple(rows))
