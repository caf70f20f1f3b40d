"""People sent as rows by a program: imported as an uploaded list is, by the same rules."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from scheduler.domain.english import listed
from scheduler.domain.people.import_actions import ADD, UPDATE
from scheduler.domain.people.import_headings import heading_words, map_columns
from scheduler.domain.registration.transitions import Actor
from scheduler.errors import InvalidInput
from scheduler.exports.lists.upload import read_upload
from scheduler.models import Event, StagedImport, db, transaction
from scheduler.services.people.importing.import_preview import preview_import
from scheduler.services.people.importing.import_run import left_out_of, run_import
from scheduler.services.registration.answers.values import questions_of

Row = Mapping[str, str | None]
LeftOut = dict[int, tuple[str, str]]
"""The name and the reason of each row that is not used, by its number."""


def import_rows(
    event: Event,
    rows: Sequence[Row],
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
    numbered = dict(enumerate(rows, start=1))
    staged, lines = _staged(event, numbered, source, update_existing, now)
    left_out = _without_sector(event, staged, lines)
    if left_out:
        good = {number: row for number, row in numbered.items() if number not in left_out}
        staged, lines = _staged(event, good, source, update_existing, now)
    found = preview_import(event, staged)
    if found.counts[ADD] or found.counts[UPDATE]:
        with transaction():
            db.session.add(staged)
        done = run_import(event, staged, actor, now, raise_capacity=raise_capacity)
    else:
        nothing = dict.fromkeys(("added", "updated", "unchanged", "waiting"), 0)
        done = nothing | {"left_out": left_out_of(event, found.decisions)}
    left_out |= {lines[one["line"]]: (one["who"], one["why"]) for one in done["left_out"]}
    told = [
        {"row": number, "name": name, "why": why}
        for number, (name, why) in sorted(left_out.items())
    ]
    return done | {"left_out": told}


def _staged(
    event: Event, rows: Mapping[int, Row], source: str, update_existing: bool, now: datetime
) -> tuple[StagedImport, dict[int, int]]:
    """The rows as a list that was uploaded, and the number of the row at each of its lines."""
    headings = list({heading_words(h): h for row in rows.values() for h in row}.values())
    mapping = map_columns(headings, questions_of(event))
    known = set(mapping.values())
    if unknown := [f"“{name}”" for at, name in enumerate(headings) if at not in known]:
        raise InvalidInput(
            f"No list knows the heading {listed(unknown)}, or another has said the same. Use "
            "those of an exported list, such as name, organisation, sector and email.",
            field="people",
        )
    content, lines = _as_list(headings, rows)
    staged = StagedImport(
        event_id=event.id,
        filename=source,
        content=read_upload(content),
        choices={"header": 0, "mapping": mapping, "update_existing": update_existing},
        created_at=now,
    )
    return staged, lines


def _without_sector(event: Event, staged: StagedImport, lines: Mapping[int, int]) -> LeftOut:
    """Rows with a sector that the event does not have: nobody is there to be asked about it."""
    names = listed([sector.name for sector in event.sectors])
    return {
        lines[row.line]: (row.shown_name, f"Sector: “{row.unknown_sector}” is none of {names}.")
        for row in (decision.row for decision in preview_import(event, staged).decisions)
        if row.unknown_sector
    }


def _as_list(headings: Sequence[str], rows: Mapping[int, Row]) -> tuple[bytes, dict[int, int]]:
    text, lines = io.StringIO(newline=""), {}
    write = csv.writer(text, lineterminator="\n").writerow
    write(headings)
    for number, row in rows.items():
        lines[text.getvalue().count("\n") + 1] = number
        said = {heading_words(heading): cell or "" for heading, cell in row.items()}
        write([said.get(heading_words(h), "").replace("\r\n", "\n") for h in headings])
    return text.getvalue().encode("utf-8-sig"), lines
