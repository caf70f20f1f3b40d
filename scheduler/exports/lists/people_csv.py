"""Lists of people and of pairs, from delimited text to the engine's terms.

Every bad line is reported, and one bad line never hides another.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from scheduler.domain.text import normalized
from scheduler.engine.problem import Pair, Person, pair
from scheduler.exports.lists.delimited import LineFault, heading_key, read_raw_rows, read_rows
from scheduler.exports.lists.encodings import find_letters, read_letters, sentence_on
from scheduler.exports.lists.rows import Row

REQUIRED = ("name", "organisation", "sector")
OPTIONAL = (
    "id",
    "email",
    "host_table",
    "stays",
    "arrives_round",
    "leaves_after_round",
    "priorities",
    "offers",
    "asks",
)
_YES = frozenset(("yes", "y", "true", "1", "x", "any"))
_WHOLE = re.compile(r"[+-]?\d{1,9}(\.0*)?")
_MOST_PEOPLE = 10_000
"""The engine keeps a few bytes for every two people: 2 GB for so many."""
_NO = frozenset(("", "no", "n", "false", "0"))


@dataclass(frozen=True, slots=True)
class PeopleRead:
    """The people of a list in its order, and what is wrong with the other lines.

    ``notes`` say how doubtful letters were read; line 0 is the whole file.
    """

    people: tuple[Person, ...]
    faults: tuple[LineFault, ...]
    notes: tuple[LineFault, ...] = ()


@dataclass(frozen=True, slots=True)
class PairsRead:
    """The pairs of a list, its faults, and the lines that name somebody who is not here."""

    pairs: frozenset[Pair]
    faults: tuple[LineFault, ...]
    absent: tuple[LineFault, ...] = ()


def read_people(data: bytes, rounds: int, tables_for: Callable[[int], int]) -> PeopleRead:
    """Read a list of people: a heading line, then one person a line.

    ``tables_for`` gives the number of tables for a number of people; hosts are checked
    against it. Raises UnreadableFile when the bytes are not delimited text.
    """
    raw_rows = read_raw_rows(data, REQUIRED + OPTIONAL)
    letters = find_letters(raw_rows)
    rows = read_letters(raw_rows, letters.guess)
    if not rows:
        return PeopleRead((), (LineFault(1, "the file is empty"),))
    columns, faults = _columns(rows[0], REQUIRED, REQUIRED + OPTIONAL)
    if not faults and len(rows) == 1:
        faults.append(LineFault(rows[0].line, "there are no people below the header"))
    if not faults and len(rows) - 1 > _MOST_PEOPLE:
        many = f"there are {len(rows) - 1} people, and at most {_MOST_PEOPLE} can be planned"
        faults.append(LineFault(rows[0].line, many))
    if faults:
        return PeopleRead((), tuple(faults))
    reader = _PeopleReader(columns, len(rows[0].cells), rounds, tables_for(len(rows) - 1))
    people = [person for row in rows[1:] if (person := reader.person(row))]
    notes = [
        LineFault(0, sentence_on(letters)),
        *(LineFault(r.line, n) for r in rows for n in r.notes),
    ]
    return PeopleRead(tuple(people), tuple(reader.faults), tuple(n for n in notes if n.sentence))


def read_pairs(
    data: bytes, people: Collection[str], gone: Collection[str] = (), strangers: bool = False
) -> PairsRead:
    """Read a list of pairs with the columns a and b, holding ids of ``people``.

    A line naming somebody in ``gone`` is dropped and listed in ``absent``; so is one naming
    anybody unknown if ``strangers`` are expected (a history), else that is a fault.
    """
    rows = read_rows(data, ("a", "b"))
    if not rows:
        return PairsRead(frozenset(), (LineFault(1, "the file is empty: it needs the header a,b"),))
    columns, faults = _columns(rows[0], ("a", "b"), ("a", "b"))
    pairs, absent = set(), []
    for row in rows[1:] if not faults else ():
        a, b = (_cell(row, columns[name]) for name in ("a", "b"))
        unknown = [key for key in (a, b) if key not in people]
        if excess := _excess(row, len(rows[0].cells)):
            faults.append(LineFault(row.line, excess))
        elif not a or not b:
            faults.append(LineFault(row.line, f"{'a' if not a else 'b'} is empty"))
        elif a == b:
            faults.append(LineFault(row.line, f"{a} is paired with themselves"))
        elif not unknown:
            pairs.add(pair(a, b))
        elif strangers or all(key in gone for key in unknown):
            absent.append(LineFault(row.line, f"{unknown[0]} is not here"))
        else:
            names = " or ".join(key for key in unknown if key not in gone)
            faults.append(LineFault(row.line, f"nobody has the id {names}"))
    return PairsRead(frozenset(pairs), tuple(faults), tuple(absent))


class _PeopleReader:
    """Remembers the ids and sectors met so far, and collects the faults."""

    def __init__(self, columns: Mapping[str, int], width: int, rounds: int, tables: int) -> None:
        self._columns = columns
        self._width = width
        self._rounds = rounds
        self._tables = tables
        self._lines: dict[str, int] = {}
        self._sectors: dict[str, str] = {}
        self.faults: list[LineFault] = []

    def person(self, row: Row) -> Person | None:
        """The person of one line, or None after noting all its faults."""
        before = len(self.faults)
        if excess := _excess(row, self._width):
            self._note(row, excess)
            return None
        for name in REQUIRED:
            if not self._text(row, name):
                self._note(row, f"{name} is empty")
        person = self._person(row)
        return person if len(self.faults) == before else None

    def _person(self, row: Row) -> Person:
        arrives = self._number(row, "arrives_round", 1, self._rounds, "the rounds are")
        leaves = self._number(row, "leaves_after_round", 1, None, "")
        if arrives and leaves and leaves < arrives:
            self._note(
                row,
                f"leaves_after_round is {leaves}, before arrives_round {arrives}",
            )
        return Person(
            key=self._key(row),
            name=self._text(row, "name"),
            organisation=self._text(row, "organisation"),
            sector=self._sector(row),
            host_table=self._number(row, "host_table", 1, self._tables, "the tables are"),
            stays=self._yes(row, "stays"),
            arrives_round=arrives or 1,
            leaves_after_round=leaves,
            priorities=self._list(row, "priorities"),
            offers=self._list(row, "offers"),
            asks=self._list(row, "asks"),
        )

    def _key(self, row: Row) -> str:
        column = next((c for c in ("id", "email", "name") if self._text(row, c)), "id")
        key = self._text(row, column)
        # Addresses that differ in case alone reach one mailbox.
        known = key.casefold() if column == "email" else key
        if known and (first := self._lines.setdefault(known, row.line)) != row.line:
            advice = "" if column == "id" else ": give each person an id or an email of their own"
            self._note(row, f"{column} {key} is already used on line {first}{advice}")
        return key

    def _sector(self, row: Row) -> str:
        sector = self._text(row, "sector")
        key = " ".join(normalized("NFKC", sector).casefold().split())
        return self._sectors.setdefault(key, sector)

    def _number(
        self, row: Row, name: str, least: int, most: int | None, range_of: str
    ) -> int | None:
        text = self._text(row, name)
        if not text:
            return None
        try:
            number = _whole(text)
        except ValueError:
            self._note(row, f"{name} should be a whole number, not {text}")
            return None
        if number < least or (most is not None and number > most):
            bounds = (
                f"{range_of} {least} to {most}" if most is not None else f"it starts at {least}"
            )
            self._note(row, f"{name} is {number}, but {bounds}")
            return None
        return number

    def _yes(self, row: Row, name: str) -> bool:
        text = self._text(row, name).casefold()
        if text not in _YES | _NO:
            self._note(row, f"{name} should be yes or empty, not {self._text(row, name)}")
        return text in _YES

    def _list(self, row: Row, name: str) -> tuple[str, ...]:
        items = (item.strip() for item in self._text(row, name).split(";"))
        return tuple(dict.fromkeys(item for item in items if item))

    def _text(self, row: Row, name: str) -> str:
        return _cell(row, self._columns.get(name))

    def _note(self, row: Row, sentence: str) -> None:
        self.faults.append(LineFault(row.line, sentence))


def _columns(
    header: Row, required: Collection[str], known: Collection[str]
) -> tuple[dict[str, int], list[LineFault]]:
    """Where each known column stands, and what is wrong with the header."""
    keys = [heading_key(cell) for cell in header.cells]
    sentences = [f"there is no column {name}" for name in required if name not in keys]
    sentences += [f"the column {name} is there twice" for name in known if keys.count(name) > 1]
    columns = {name: keys.index(name) for name in known if name in keys}
    return columns, [LineFault(header.line, sentence) for sentence in sentences]


def _excess(row: Row, width: int) -> str:
    """What is wrong with a row that has more filled cells than headings; else nothing."""
    if not any(row.cells[width:]):
        return ""
    return (
        f"{len(row.cells)} cells under {width} headings: a cell that holds the separator needs "
        "quotation marks around it"
    )


def _cell(row: Row, column: int | None) -> str:
    return row.cells[column] if column is not None and column < len(row.cells) else ""


def _whole(text: str) -> int:
    """A whole number, also as spreadsheets write it (3.0)."""
    if not _WHOLE.fullmatch(text):
        raise ValueError(text)
    return int(text.partition(".")[0])
