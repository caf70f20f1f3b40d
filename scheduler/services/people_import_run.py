"""Carrying a previewed import out: every good row, in one transaction, once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, select, update

from scheduler.domain.email_addresses import email_key
from scheduler.domain.people_headings import FIELDS
from scheduler.domain.people_list import ADD, FAULT, SKIP, UPDATE, Decision
from scheduler.domain.people_rows import PersonDraft
from scheduler.errors import InvalidInput
from scheduler.exports.delimited import write_rows
from scheduler.models import Attendee, Event, StagedImport, db, transaction
from scheduler.services.people import PersonEdit, enter, new_attendee, write_person
from scheduler.services.people_import import preview
from scheduler.services.signups_places import lock_event

LISTS = ("priorities", "offers", "asks")


def run_import(
    event: Event, staged: StagedImport, now: datetime, *, raise_capacity: bool
) -> dict[str, Any]:
    """Import every good row and return what happened; a second time returns the same.

    People beyond the capacity go to the waiting list unless ``raise_capacity``. Nobody is
    mailed. The result has the counts added, updated, waiting, skipped and faults, and under
    ``left_out`` the line, name and reason of every row that was not used. The uploaded bytes
    are deleted.
    """
    with transaction():
        event = lock_event(event.id)
        if not _claim(staged, now):
            db.session.refresh(staged)
            return dict(staged.choices["result"])
        found = preview(event, staged)
        if not found.counts[ADD] and not found.counts[UPDATE]:
            raise InvalidInput("There is nobody to import: correct the list or the columns.")
        people = _existing(event.id)
        sectors = {sector.name: sector.id for sector in event.sectors}
        waiting = 0
        for decision in found.decisions:
            if decision.action == UPDATE and decision.target is not None:
                _update(people[decision.target], decision, sectors, event, now)
            elif decision.action == ADD:
                attendee = _add(decision, sectors, event, now, raise_capacity=raise_capacity)
                waiting += attendee.state == "waiting"
        result = _result(found.decisions, found.counts, waiting)
        staged.choices = staged.choices | {"result": result}
        staged.content, staged.used_at = b"", now
    return result


def left_out_csv(result: dict[str, Any]) -> bytes:
    """The rows that were not imported, with the reason, as a CSV file."""
    rows = [("line", "who", "why"), *((r["line"], r["who"], r["why"]) for r in result["left_out"])]
    return write_rows(rows).encode("utf-8-sig")


def _claim(staged: StagedImport, now: datetime) -> bool:
    claimed: CursorResult[Any] = db.session.execute(  # type: ignore[assignment]
        update(StagedImport)
        .where(StagedImport.id == staged.id, StagedImport.used_at.is_(None))
        .values(used_at=now),
        execution_options={"synchronize_session": False},
    )
    return claimed.rowcount == 1


def _existing(event_id: int) -> dict[int, Attendee]:
    people = db.session.scalars(select(Attendee).where(Attendee.event_id == event_id))
    return {person.id: person for person in people}


def _add(
    decision: Decision,
    sectors: dict[str, int],
    event: Event,
    now: datetime,
    *,
    raise_capacity: bool,
) -> Attendee:
    assert decision.row.draft is not None
    edit = _edit(decision.row.draft, sectors)
    attendee = new_attendee(event, now)
    shared = _holder(event.id, edit.email)
    write_person(attendee, replace(edit, email="") if shared else edit, event, now)
    if shared:
        # Two people share the mailbox: both are mailed, and the first keeps the key of it.
        attendee.email = edit.email
    enter(attendee, event, now, raise_capacity=raise_capacity)
    return attendee


def _update(
    attendee: Attendee, decision: Decision, sectors: dict[str, int], event: Event, now: datetime
) -> None:
    """Write what the row gives; what it leaves empty stays as it is."""
    draft = decision.row.draft
    assert draft is not None
    given = _edit(draft, sectors)
    values = {
        name: getattr(given, name) or getattr(attendee, name)
        for name in PersonEdit.__dataclass_fields__
    }
    values |= {name: tuple(values[name]) for name in LISTS}
    values["email"] = values["email"] or ""
    holder = _holder(event.id, given.email)
    if holder is not None and holder is not attendee:
        values["email"] = attendee.email or ""
    write_person(attendee, PersonEdit(**values), event, now)


def _edit(draft: PersonDraft, sectors: dict[str, int]) -> PersonEdit:
    values = {
        name: getattr(draft, name)
        for name in PersonEdit.__dataclass_fields__
        if name != "sector_id"
    }
    return PersonEdit(**values, sector_id=sectors.get(draft.sector))


def _holder(event_id: int, address: str) -> Attendee | None:
    if not address:
        return None
    return db.session.scalar(
        select(Attendee).where(
            Attendee.event_id == event_id, Attendee.email_key == email_key(address)
        )
    )


def _result(decisions: Sequence[Decision], counts: Any, waiting: int) -> dict[str, Any]:
    left_out = [
        {"line": d.row.line, "who": d.row.shown_name, "why": _why(d)}
        for d in decisions
        if d.action in (SKIP, FAULT)
    ]
    return {
        "added": counts[ADD],
        "updated": counts[UPDATE],
        "skipped": counts[SKIP],
        "faults": counts[FAULT],
        "waiting": waiting,
        "left_out": left_out,
    }


def _why(decision: Decision) -> str:
    if decision.action == SKIP:
        return decision.reason
    return " ".join(f"{FIELDS[f.field]}: {f.sentence}" for f in decision.row.faults)
