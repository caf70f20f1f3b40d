"""A list that somebody tries without an account: who is on it, and which column says what.

Such lists are pasted in a hurry: often without headings, sometimes without sectors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scheduler.domain.english import count
from scheduler.domain.events.sectors import DEFAULT_SECTORS, STYLES, match_sector, sector_key
from scheduler.domain.events.setting_up import MOST_ROUNDS
from scheduler.domain.people.import_actions import person_key, read_list
from scheduler.domain.people.import_headings import Columns, find_columns, passed_over
from scheduler.domain.people.import_line import FileLine
from scheduler.domain.people.import_rows import ListRules, PersonDraft, ReadRow
from scheduler.errors import InvalidInput

MOST_PEOPLE: Final = 300
MOST_SECTORS: Final = 12
NOTES_SHOWN: Final = 10
_USED: Final = frozenset(
    ("name", "first_name", "last_name", "organisation", "sector", "host_table")
)
"""The fields of a list that count here; nobody is written to, so no address is read."""


@dataclass(frozen=True, slots=True)
class TrialSector:
    """A sector of the list: the style of its shape (0 for none) and how many people it has."""

    name: str
    style: int
    people: int


@dataclass(frozen=True, slots=True)
class TrialPerson:
    """Somebody on the list. ``sector`` is "" where the list names no sectors."""

    name: str
    organisation: str
    sector: str
    style: int
    host_table: int | None = None


@dataclass(frozen=True, slots=True)
class TrialList:
    """The people of a list in its order, its sectors by first mention, and what was left out."""

    people: tuple[TrialPerson, ...]
    sectors: tuple[TrialSector, ...]
    notes: tuple[str, ...]


def read_trial_list(rows: Sequence[FileLine]) -> TrialList:
    """Read the rows of a pasted or uploaded list, with or without headings.

    Lines that are no use are left out and named in ``notes``. Raises InvalidInput for a list
    of fewer than two people or more than MOST_PEOPLE, and for too many sectors.
    """
    columns = find_columns([row.cells for row in rows])
    if columns.header is None:
        columns = guess_columns([row.cells for row in rows])
    mapping = {field: at for field, at in columns.mapping.items() if field in _USED}
    below = rows if columns.header is None else rows[columns.header + 1 :]
    sectors = _sectors_named(below, mapping.get("sector"))
    width = max((len(row.cells) for row in below), default=0)
    read = read_list(below, mapping, width, ListRules(sectors, MOST_ROUNDS))
    styles = _styles(sectors)
    above = rows[columns.header].cells if columns.header is not None else ()
    notes = _unused(above, mapping)
    drafts = _drafts(read, notes)
    _check(drafts, sectors)
    if sectors and (without := sum(not draft.sector for draft in drafts)):
        notes.append(
            f"{count(without, 'person has', 'people have')} no sector: they count as a sector of "
            "their own."
        )
    people = tuple(
        TrialPerson(
            draft.name,
            draft.organisation,
            draft.sector,
            styles.get(draft.sector, 0),
            table if isinstance(table := draft.values["host_table"], int) else None,
        )
        for draft in drafts
    )
    counted = tuple(
        TrialSector(name, styles[name], sum(person.sector == name for person in people))
        for name in sectors
    )
    return TrialList(people, counted, _shortened(notes))


def guess_columns(rows: Sequence[Sequence[str]]) -> Columns:
    """Which columns of a list without headings hold what: the name stands first.

    The sector is the last column with few different texts; the organisation is the first of
    the others. A column of addresses is neither.
    """
    width = max((len(cells) for cells in rows), default=0)
    others = [
        column
        for column in range(1, width)
        if not any("@" in text for text in _column(rows, column))
    ]
    sector = next((c for c in reversed(others) if _may_be_sectors(_column(rows, c))), None)
    mapping = {"name": 0}
    if sector is not None:
        mapping["sector"] = sector
    organisation = next((column for column in others if column != sector), None)
    if organisation is not None:
        mapping["organisation"] = organisation
    return Columns(None, mapping)


def _column(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    return [cells[column] for cells in rows if column < len(cells) and cells[column]]


def _may_be_sectors(texts: Sequence[str]) -> bool:
    """Whether these are sectors: names that are known, or few texts for many people."""
    different = {sector_key(text) for text in texts} - {""}
    known = sum(
        match_sector(text, ("Voluntary", "Public", "Private")) is not None for text in texts
    )
    if texts and known == len(texts):
        return True
    return 0 < len(different) <= MOST_SECTORS and 3 * len(different) <= len(texts)


def _sectors_named(rows: Sequence[FileLine], column: int | None) -> tuple[str, ...]:
    """The sectors of a column by first mention; two spellings of one are one."""
    if column is None:
        return ()
    names: dict[str, str] = {}
    for text in _column([row.cells for row in rows], column):
        if key := sector_key(text):
            names.setdefault(key, " ".join(text.split())[:60])
    return tuple(names.values())


def _styles(sectors: Sequence[str]) -> dict[str, int]:
    """The shape of each sector: the three plain ones have theirs, the others take what is left."""
    usual = {sector_key(sector.name): sector.style for sector in DEFAULT_SECTORS}
    styles = {name: usual[sector_key(name)] for name in sectors if sector_key(name) in usual}
    free = iter(style for style in STYLES if style not in styles.values())
    for name in sectors:
        if name not in styles:
            styles[name] = next(free, 0)
    return styles


def _unused(above: Sequence[str], mapping: Mapping[str, int]) -> list[str]:
    """Which columns are not used, because another is called alike."""
    return [
        f"Column {at + 1}, “{above[at]}”, is not used: if it holds last names, call it so."
        if field == "name"
        else f"Column {at + 1}, “{above[at]}”, is not used: another is called alike."
        for at, field in passed_over(above, mapping).items()
    ]


def _drafts(read: Sequence[ReadRow], notes: list[str]) -> list[PersonDraft]:
    """The people of the rows that can be used; the others are named in ``notes``."""
    taken: dict[tuple[str, str], int] = {}
    drafts = []
    for row in read:
        if row.draft is None:
            reason = row.ignored or " ".join(fault.sentence for fault in row.faults)
            notes.append(f"Line {row.line} is left out: {reason}")
            continue
        key = person_key(row.draft.name, row.draft.organisation)
        if key in taken:
            notes.append(f"Line {row.line} is left out: {row.draft.name} is on line {taken[key]}.")
            continue
        taken[key] = row.line
        drafts.append(row.draft)
    return drafts


def _check(drafts: Sequence[PersonDraft], sectors: Sequence[str]) -> None:
    if len(drafts) < 2:
        raise InvalidInput(
            "Enter at least two people, each on a line of their own: name, organisation, sector.",
            field="people",
        )
    if len(drafts) > MOST_PEOPLE:
        raise InvalidInput(
            f"The list has {len(drafts)} people. Up to {MOST_PEOPLE} can be tried here; with an "
            "account there is no such limit.",
            field="people",
        )
    if len(sectors) > MOST_SECTORS:
        raise InvalidInput(
            f"The list has {len(sectors)} different sectors. Use at most {MOST_SECTORS}, each "
            "spelled in one way.",
            field="people",
        )


def _shortened(notes: Sequence[str]) -> tuple[str, ...]:
    if len(notes) <= NOTES_SHOWN:
        return tuple(notes)
    more = len(notes) - NOTES_SHOWN
    return (*notes[:NOTES_SHOWN], f"{count(more, 'more line is', 'more lines are')} left out.")
