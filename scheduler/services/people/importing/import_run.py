"""Carrying a previewed import out: every good row, in one transaction, once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update

from scheduler.domain.events.setting_up import MOST_PLACES
from scheduler.domain.people.import_actions import Decision, ImportAction
from scheduler.domain.registration.transitions import Actor, Reason
from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput
from scheduler.exports.lists.delimited import write_rows
from scheduler.models import Attendee, Event, StagedImport, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.people.importing.former_values import Former, former_of, stored_edit
from scheduler.services.people.importing.import_preview import Preview, preview_import
from scheduler.services.people.importing.outcome import (
    ImportOutcome,
    ImportResult,
    LeftOutRow,
    outcome_of,
)
from scheduler.services.people.importing.updates import edit_of, holders_of, updated_by
from scheduler.services.people.person import PersonEdit, new_attendee, write_person
from scheduler.services.registration import lifecycle
from scheduler.services.registration.answers.values import labels_of, load_answers
from scheduler.services.registration.places import lock_event
from scheduler.services.registration.recognition import recognise


def run_import(
    event: Event, staged: StagedImport, actor: Actor, now: datetime, *, raise_capacity: bool
) -> ImportResult:
    """Import every good row and return what happened; a second time returns the same.

    People beyond the capacity go to the waiting list unless ``raise_capacity``. Nobody is
    mailed. The uploaded bytes are deleted; what is overwritten is kept with the import until that
    is purged.
    """
    with transaction():
        event = lock_event(event.id)
        if not _claim(staged, now):
            db.session.refresh(staged)
            done = outcome_of(staged)
            assert done is not None
            return done.result
        found = preview_import(event, staged)
        if not found.counts[ImportAction.ADD] and not found.counts[ImportAction.UPDATE]:
            raise InvalidInput("There is nobody to import: correct the list or the columns.")
        writer = _Writer(event, now)
        for decision in found.decisions:
            if decision.action == ImportAction.UPDATE:
                writer.update(decision)
            elif decision.action == ImportAction.ADD:
                writer.add(decision)
        before = event.capacity
        waiting = _seat(
            writer.added, writer.waits, event, actor, now, raise_capacity=raise_capacity
        )
        _bring(writer.asks, RegistrationState.ASKED, actor, now)
        recognise(event, [*writer.added, *writer.waits, *writer.asks, *writer.updated], now)
        result = _result(event, found, waiting, writer.unchanged)
        former = {str(person.id): fields for person, fields in writer.former}
        added = writer.ids_added()
        staged.outcome = ImportOutcome(result, added, former, before, event.capacity).kept()
        staged.content, staged.used_at = b"", now
    return result


def left_out_csv(left_out: Iterable[LeftOutRow]) -> bytes:
    """The rows that were not imported, with the reason, as a CSV file."""
    rows = [("line", "who", "why"), *((row.line, row.who, row.why) for row in left_out)]
    return write_rows(rows).encode("utf-8-sig")


def _claim(staged: StagedImport, now: datetime) -> bool:
    unused = (StagedImport.id == staged.id, StagedImport.used_at.is_(None))
    return changed_rows(update(StagedImport).where(*unused).values(used_at=now)) == 1


class _Writer:
    """Writes rows against the people of an event, all read once: a long list takes seconds."""

    def __init__(self, event: Event, now: datetime) -> None:
        self._event = event
        self._now = now
        self._sectors = {sector.name: sector.id for sector in event.sectors}
        people = db.session.scalars(select(Attendee).where(Attendee.event_id == event.id)).all()
        self._people = {person.id: person for person in people}
        load_answers(event)
        self._holders = holders_of(people)
        self.added: list[Attendee] = []
        self.waits: list[Attendee] = []
        self.asks: list[Attendee] = []
        self.updated: list[Attendee] = []
        self.former: list[tuple[Attendee, Former]] = []
        self.unchanged = 0

    def add(self, decision: Decision) -> None:
        """Make a new person of the row; their place is decided at the end."""
        assert decision.row.draft is not None
        edit = edit_of(decision.row.draft, self._sectors)
        attendee = new_attendee(self._event, self._now)
        self._write(attendee, edit)
        row = decision.row
        (self.asks if row.asks else self.waits if row.waits else self.added).append(attendee)

    def update(self, decision: Decision) -> None:
        """Write what the row gives; what it leaves empty stays as it is.

        A row that says nothing new is counted and touches nobody.
        """
        assert decision.row.draft is not None
        assert decision.target is not None
        attendee = self._people[decision.target]
        given, stored = edit_of(decision.row.draft, self._sectors), stored_edit(attendee)
        edit = updated_by(attendee, given, self._holders)
        if edit == stored:
            self.unchanged += 1
        else:
            self._write(attendee, edit)
            self.updated.append(attendee)
            self.former.append((attendee, former_of(stored, stored_edit(attendee))))

    def ids_added(self) -> tuple[int, ...]:
        """The ids of whom the rows added, for who takes the import back."""
        return tuple(person.id for person in (*self.added, *self.waits, *self.asks))

    def _write(self, attendee: Attendee, edit: PersonEdit) -> None:
        before = attendee.email_key or "", attendee.name_key
        write_person(attendee, edit, self._event, self._now, self._holders)
        if self._holders.get(before) is attendee:
            # What they were called before is free for a later row.
            del self._holders[before]
        if attendee.email_key:
            self._holders[attendee.email_key, attendee.name_key] = attendee


def _seat(
    added: list[Attendee],
    waits: list[Attendee],
    event: Event,
    actor: Actor,
    now: datetime,
    *,
    raise_capacity: bool,
) -> int:
    """Give those added places in the order of the list while there are any; how many wait.

    ``waits`` are those whom the list has on a waiting list. The event is locked. No event grows
    beyond MOST_PLACES.
    """
    if raise_capacity:
        needed = min(event.places_taken + len(added), MOST_PLACES)
        event.capacity = max(event.capacity, needed)
    free = max(0, event.capacity - event.places_taken)
    placed, waiting = added[:free], added[free:] + waits
    _bring(placed, RegistrationState.PLACED, actor, now)
    _bring(waiting, RegistrationState.WAITING, actor, now)
    return len(waiting)


def _bring(people: list[Attendee], after: RegistrationState, actor: Actor, now: datetime) -> None:
    lifecycle.change(people, after, actor=actor, reason=Reason.IMPORTED, now=now, tell=False)


def left_out_of(event: Event, decisions: Sequence[Decision]) -> tuple[LeftOutRow, ...]:
    """Return the line, name and reason of every row that is not used."""
    labels = labels_of(event)
    return tuple(
        LeftOutRow(d.row.line, d.row.shown_name, _why(d, labels))
        for d in decisions
        if d.action.leaves_out
    )


def _result(event: Event, found: Preview, waiting: int, unchanged: int) -> ImportResult:
    return ImportResult(
        added=found.counts[ImportAction.ADD],
        updated=found.counts[ImportAction.UPDATE] - unchanged,
        unchanged=unchanged,
        waiting=waiting,
        skipped=found.counts[ImportAction.SKIP],
        faults=found.counts[ImportAction.FAULT],
        left_out=left_out_of(event, found.decisions),
    )


def _why(decision: Decision, labels: Mapping[str, str]) -> str:
    if decision.action == ImportAction.SKIP:
        return decision.reason
    return " ".join(f"{labels[f.field]}: {f.sentence}" for f in decision.row.faults)
