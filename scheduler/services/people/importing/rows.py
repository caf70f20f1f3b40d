"""People sent as rows by a program: imported as an uploaded list is, by the same rules."""

from collections.abc import Container, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from scheduler.domain.english import listed
from scheduler.domain.people.import_actions import ImportAction
from scheduler.domain.people.import_headings import heading_words, map_columns
from scheduler.domain.registration.transitions import Actor
from scheduler.errors import InvalidInput
from scheduler.exports.lists.rows import Row as Line
from scheduler.exports.lists.rows import Sheet
from scheduler.exports.lists.upload import stored
from scheduler.models import Event, StagedImport, db, transaction
from scheduler.services.people.importing.import_preview import preview_import
from scheduler.services.people.importing.import_run import left_out_of, run_import
from scheduler.services.people.importing.outcome import LeftOutRow
from scheduler.services.registration.answers.values import questions_of

_Row = Mapping[str, str | None]
COUNTS: Final = ("added", "updated", "unchanged", "waiting")
LeftOut = dict[int, tuple[str, str]]
"""The name and the reason of each row that is not used, by its number."""


def import_rows(
    event: Event,
    rows: Sequence[_Row],
    source: str,
    actor: Actor,
    now: datetime,
    *,
    update_existing: bool,
    raise_capacity: bool,
) -> dict[str, Any]:
    """Import rows of text by heading; return the counts added, updated, unchanged and waiting.

    ``left_out`` has the ``row`` (from 1), ``name`` and reason (``why``) of each row that was not
    used: one bad row never loses the others. ``source``: what sent them, as the list's file name.
    Nobody is emailed. Raises InvalidInput for a heading that no list knows.
    """
    left_out = _unusable(rows)
    staged = _staged(event, rows, left_out, source, update_existing, now)
    left_out |= _without_sector(event, staged)
    done: dict[str, Any] = dict.fromkeys(COUNTS, 0)
    unused: tuple[LeftOutRow, ...] = ()
    if len(left_out) < len(rows):
        staged = _staged(event, rows, left_out, source, update_existing, now)
        found = preview_import(event, staged)
        if found.counts[ImportAction.ADD] or found.counts[ImportAction.UPDATE]:
            with transaction():
                db.session.add(staged)
            result = run_import(event, staged, actor, now, raise_capacity=raise_capacity)
            done = {name: getattr(result, name) for name in COUNTS}
            unused = result.left_out
        else:
            unused = left_out_of(event, found.decisions)
    left_out |= {row.line: (row.who, row.why) for row in unused}
    told = [
        {"row": number, "name": name, "why": why}
        for number, (name, why) in sorted(left_out.items())
    ]
    return done | {"left_out": told}


def _unusable(rows: Sequence[_Row]) -> LeftOut:
    """Rows that say nothing, or two things under one heading."""
    found: LeftOut = {}
    for number, row in enumerate(rows, start=1):
        if not any(cell and cell.strip() for cell in row.values()):
            found[number] = ("", "This row is empty.")
        elif len({heading_words(heading) for heading in row}) < len(row):
            found[number] = ("", "Two headings of this row are the same.")
    return found


def _staged(
    event: Event,
    rows: Sequence[_Row],
    left_out: Container[int],
    source: str,
    update_existing: bool,
    now: datetime,
) -> StagedImport:
    """The rows as a list that was uploaded, whose lines have the rows' numbers."""
    headings = list({heading_words(h): h for row in rows for h in row}.values())
    mapping = map_columns(headings, questions_of(event))
    known = set(mapping.values())
    if unknown := [f"“{name}”" for at, name in enumerate(headings) if at not in known]:
        raise InvalidInput(
            f"No list knows the heading {listed(unknown[:5])}, or another has said the same. Use "
            "those of an exported list, such as name, organisation, sector and email.",
            field="people",
        )
    lines = [Line(0, tuple(headings))]
    for number, row in enumerate(rows, start=1):
        if number not in left_out:
            said = {heading_words(heading): _text(cell or "") for heading, cell in row.items()}
            cells = tuple(said.get(heading_words(heading), "") for heading in headings)
            lines.append(Line(number, cells))
    as_written = {"encoding": "cp1252", "mend": False}
    columns = {"header": 0, "mapping": mapping}
    return StagedImport(
        event_id=event.id,
        filename=source,
        content=stored((Sheet("", tuple(lines)),), letters_known=True),
        choices=columns | as_written | {"update_existing": update_existing},
        created_at=now,
    )


def _text(cell: str) -> str:
    """A cell without what no list has: a zero, and line ends of other systems."""
    return cell.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def _without_sector(event: Event, staged: StagedImport) -> LeftOut:
    """Rows with a sector that the event does not have: nobody is there to be asked about it."""
    names = listed([sector.name for sector in event.sectors])
    return {
        row.line: (row.shown_name, f"Sector: “{row.unknown_sector}” is none of {names}.")
        for row in (decision.row for decision in preview_import(event, staged).decisions)
        if row.unknown_sector
    }
