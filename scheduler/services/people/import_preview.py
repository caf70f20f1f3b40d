"""Importing a list: staged bytes, a preview that changes nothing, then one transaction."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select

from scheduler.domain.events.sectors import sector_key
from scheduler.domain.people.import_actions import (
    ADD,
    FAULT,
    SKIP,
    UPDATE,
    Choices,
    Decision,
    Known,
    decide,
    read_list,
)
from scheduler.domain.people.import_headings import (
    FIELDS,
    KNOWN_HEADINGS,
    Columns,
    find_columns,
)
from scheduler.domain.people.import_rows import ListRules
from scheduler.errors import InvalidInput, NotFound
from scheduler.exports.lists.attendees_csv import without_guard
from scheduler.exports.lists.delimited import Row, heading_key, read_rows
from scheduler.exports.lists.workbook import is_workbook, read_workbook
from scheduler.models import Attendee, Event, StagedImport, db, transaction
from scheduler.models.database import changed_rows

KEPT_FOR: Final = timedelta(days=1)
MOST_PEOPLE: Final = 5000


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. ``headings`` are the cells above the columns ("" for none).

    ``unknown_sectors`` counts the rows under each sector's text that the event does not know,
    answered or not. ``beyond`` is how many of the added would find no place.
    """

    headings: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    columns: Columns
    decisions: tuple[Decision, ...]
    choices: Choices
    sector_answers: Mapping[str, str]
    unknown_sectors: Mapping[str, int]
    counts: Mapping[str, int]
    free: int

    @property
    def beyond(self) -> int:
        """How many of those added would go to the waiting list."""
        return max(0, self.counts[ADD] - self.free)


def stage(event: Event, filename: str, content: bytes, now: datetime) -> StagedImport:
    """Keep an uploaded list for its preview. Raises UnreadableFile, or InvalidInput when empty."""
    rows = _rows(content)
    if not rows:
        raise InvalidInput("The file is empty: choose the list of people.")
    if len(rows) > MOST_PEOPLE:
        raise InvalidInput(f"The list has more than {MOST_PEOPLE} rows: split it up.")
    columns = find_columns([row.cells for row in rows])
    staged = StagedImport(
        event_id=event.id,
        filename=filename[:255],
        content=content,
        choices={"header": columns.header, "mapping": dict(columns.mapping)},
        created_at=now,
    )
    with transaction():
        db.session.add(staged)
    return staged


def purge_staged(now: datetime) -> int:
    """Delete the lists that were uploaded longer than KEPT_FOR ago, of every event; how many."""
    with transaction():
        return changed_rows(delete(StagedImport).where(StagedImport.created_at < now - KEPT_FOR))


def staged_of(event: Event, staged_id: int) -> StagedImport:
    """Return the event's staged list of that id. Raises NotFound."""
    staged = db.session.scalar(
        select(StagedImport).where(StagedImport.id == staged_id, StagedImport.event_id == event.id)
    )
    if staged is None:
        raise NotFound("That list is no longer here: upload it again.")
    return staged


def choose(
    staged: StagedImport,
    mapping: Mapping[str, int],
    choices: Choices,
    sector_answers: Mapping[str, str],
) -> None:
    """Keep what the organiser decided about columns, sectors and people who occur twice.

    ``sector_answers`` gives for a sector's text the name of a sector of the event, or "".
    """
    with transaction():
        staged.choices = staged.choices | {
            "mapping": dict(mapping),
            "update_existing": choices.update_existing,
            "keep_last": choices.keep_last,
            "shared_addresses": choices.shared_addresses,
            "sector_answers": {sector_key(text): name for text, name in sector_answers.items()},
        }


def preview(event: Event, staged: StagedImport) -> Preview:
    """Return what importing the list now would do. Changes nothing."""
    rows = _rows(staged.content)
    kept: dict[str, Any] = staged.choices
    columns = _columns(kept, rows)
    choices = Choices(
        kept.get("update_existing", True),
        kept.get("keep_last", False),
        kept.get("shared_addresses", False),
    )
    above = rows[columns.header].cells if columns.header is not None else ()
    width = len(above) or max(len(row.cells) for row in rows)
    below = rows[columns.header + 1 :] if columns.header is not None else rows
    sectors = tuple(sector.name for sector in event.sectors)
    answers: dict[str, str] = kept.get("sector_answers", {})
    read = read_list(below, columns.mapping, width, ListRules(sectors, event.rounds, answers))
    unanswered = read_list(below, columns.mapping, width, ListRules(sectors, event.rounds))
    decisions = decide(read, _known(event.id), choices)
    return Preview(
        headings=(*above, *("",) * width)[:width],
        samples=_samples(below, width),
        columns=columns,
        decisions=tuple(decisions),
        choices=choices,
        sector_answers=answers,
        unknown_sectors=_unknown(row.unknown_sector for row in unanswered),
        counts={a: sum(d.action == a for d in decisions) for a in (ADD, UPDATE, SKIP, FAULT)},
        free=max(0, event.capacity - event.places_taken),
    )


def _columns(kept: Mapping[str, Any], rows: Sequence[Row]) -> Columns:
    if "mapping" not in kept:
        return find_columns([row.cells for row in rows])
    return Columns(kept["header"], kept["mapping"])


def fields_for(columns: Columns) -> dict[int, str]:
    """Return the field of each column that has one."""
    return {column: field for field, column in columns.mapping.items() if field in FIELDS}


def _rows(content: bytes) -> list[Row]:
    if is_workbook(content):
        rows = read_workbook(content)
    else:
        rows = read_rows(content, _headings())
    return [Row(row.line, tuple(without_guard(cell) for cell in row.cells)) for row in rows]


def _headings() -> frozenset[str]:
    return frozenset(heading_key(heading) for heading in KNOWN_HEADINGS) | {"e_mail"}


def _known(event_id: int) -> list[Known]:
    rows = db.session.execute(
        select(
            Attendee.id, Attendee.name, Attendee.organisation, Attendee.email, Attendee.state
        ).where(Attendee.event_id == event_id)
    )
    return [
        Known(id_, name, organisation, email or "", state == "cancelled")
        for id_, name, organisation, email, state in rows
    ]


def _samples(rows: Sequence[Row], width: int) -> tuple[tuple[str, ...], ...]:
    """A few different values of each column, to recognise it by."""
    samples = []
    for column in range(width):
        cells = (row.cells[column] for row in rows[:200] if column < len(row.cells))
        samples.append(tuple(dict.fromkeys(cell for cell in cells if cell))[:3])
    return tuple(samples)


def _unknown(texts: Any) -> dict[str, int]:
    """How many rows carry each unknown sector; spellings of one sector count together."""
    spelling: dict[str, str] = {}
    count: Counter[str] = Counter()
    for text in texts:
        if text:
            count[spelling.setdefault(sector_key(text), text)] += 1
    return dict(count)
