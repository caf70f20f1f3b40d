"""Reminders of an event: armed once by the organiser, then sent by the regular work of a worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

import structlog
from sqlalchemy import delete, select

from scheduler.domain.edits import mark
from scheduler.domain.messages.reminders import REMINDERS, ReminderKind, leaves_at, usual_clock
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Event, Reminder, User, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.messages.words.prepared import letters_first
from scheduler.services.messages.writing import groups
from scheduler.services.messages.writing.groups import Words
from scheduler.services.planning.rounds.first_tables import first_tables
from scheduler.services.registration.places import lock_event

TO: str = "everybody"
"""The group that reminders go to: everybody who has a place at the moment they leave."""

log = structlog.get_logger("crosstalk")


@dataclass(frozen=True, slots=True)
class ReminderView:
    """A kind of reminder as it stands for an event; ``armed`` None: it will not leave."""

    kind: ReminderKind
    label: str
    armed: Reminder | None
    clock: time
    leaves: datetime
    over: bool

    @property
    def version(self) -> str:
        """What the page that shows this reminder carries, to be compared when it is armed."""
        return _version(self.armed)


def reminders_of(event: Event, now: datetime) -> list[ReminderView]:
    """Return each reminder of the event, armed or not, in their order. ``over``: its time is."""
    rows = {row.kind: row for row in _rows(event)}
    views = []
    for kind in REMINDERS.values():
        row = rows.get(kind.key)
        days = row.days if row else kind.days
        clock = row.clock if row else usual_clock(days, event.starts_at, event.timezone)
        leaves = leaves_at(days, clock, event.starts_at, event.timezone)
        views.append(ReminderView(kind, kind.label_at(days), row, clock, leaves, leaves <= now))
    return views


def checked_leaving(event: Event, days: int, clock: time, now: datetime) -> datetime:
    """Return when a reminder would leave. Raises InvalidInput when that is past or too late."""
    leaves = leaves_at(days, clock, event.starts_at, event.timezone)
    if leaves <= now:
        raise InvalidInput("That time is over: choose a later one.", field="clock")
    if leaves >= event.starts_at:
        raise InvalidInput("The event has begun by then: choose an earlier time.", field="clock")
    return leaves


def arm(
    event: Event,
    kind: ReminderKind,
    days: int,
    clock: time,
    words: Words,
    *,
    number: int,
    version: str,
    actor: User,
    now: datetime,
) -> Reminder:
    """Let the reminder leave by itself. ``number``: how many people the organiser was told.

    ``version`` is that of the reminder the organiser was shown; an armed one is replaced. Arming it
    twice alike is arming it once. Raises InvalidInput as :func:`checked_leaving`, and RuleBroken
    when another reminder was armed meanwhile, when it has left, when the number of people has
    changed or the event is called off.
    """
    with transaction():
        event = lock_event(event.id)
        there = next((row for row in _rows(event) if row.kind == kind.key), None)
        row = there or Reminder(event_id=event.id, kind=kind.key)
        if row.sent_at is not None:
            raise RuleBroken("This reminder has left already.", Rule.STALE)
        before = _version(there)
        if there is not None and before == _mark(days, clock, words):
            return there
        if before != version:
            raise RuleBroken(_changed(there), Rule.STALE)
        checked_leaving(event, days, clock, now)
        if event.called_off_at is not None:
            raise RuleBroken("This event is called off: nobody is reminded.", Rule.CALLED_OFF)
        _check_number(event, number)
        row.days, row.clock = days, clock
        row.subject, row.text = words.subject, words.text
        row.armed_for, row.armed_at = number, now
        db.session.add(row)
    log.info("reminder armed", event_id=event.id, by=actor.id, kind=kind.key)
    return row


def _version(row: Reminder | None) -> str:
    return _mark(row.days, row.clock, Words(row.subject, row.text)) if row else "off"


def _mark(days: int, clock: time, words: Words) -> str:
    return mark("\0".join((str(days), f"{clock:%H:%M}", words.subject, words.text)))


def _changed(there: Reminder | None) -> str:
    if there is None:
        return "Somebody else has stopped this reminder meanwhile: look again."
    return (
        f"Somebody else has armed this reminder meanwhile, with “{there.subject}”: nothing "
        "of yours is saved yet. Look again."
    )


def _check_number(event: Event, number: int) -> None:
    people = len(groups.audience_of(event, TO).people)
    if people != number:
        raise RuleBroken(
            f"It was {number} people when you looked, and now it is {people}: look again.",
            Rule.STALE,
        )


def disarm(event: Event, kind: ReminderKind) -> bool:
    """Stop a reminder that has not been written yet; whether there was one to stop."""
    with transaction():
        event = lock_event(event.id)
        gone = changed_rows(
            delete(Reminder).where(
                Reminder.event_id == event.id,
                Reminder.kind == kind.key,
                Reminder.sent_at.is_(None),
            )
        )
    return gone == 1


def send_due(now: datetime) -> int:
    """Write the emails of every reminder whose time has come; return how many emails.

    Each reminder is written once, in one transaction with the note that it was. One whose event
    has begun or is called off is left alone: nobody is reminded of what is past.
    """
    open_ones = db.session.execute(
        select(Reminder.id, Reminder.event_id)
        .join(Event, Event.id == Reminder.event_id)
        .where(Reminder.sent_at.is_(None), Event.starts_at > now, Event.called_off_at.is_(None))
        .order_by(Reminder.id)
    ).all()
    return sum(_send(reminder_id, event_id, now) for reminder_id, event_id in open_ones)


@letters_first
def _send(reminder_id: int, event_id: int, now: datetime) -> int:
    with transaction():
        event = lock_event(event_id)
        row = db.session.get(Reminder, reminder_id, populate_existing=True)
        if row is None or row.sent_at is not None or not _is_due(event, row, now):
            return 0
        row.sent_at = now
        words = Words(row.subject, row.text)
        return groups.write_to(
            event,
            TO,
            words,
            submission=f"reminder-{row.id}",
            now=now,
            starts=first_tables(event),
        )


def _is_due(event: Event, row: Reminder, now: datetime) -> bool:
    if not (now < event.starts_at and event.called_off_at is None):
        return False
    return leaves_at(row.days, row.clock, event.starts_at, event.timezone) <= now


def _rows(event: Event) -> Sequence[Reminder]:
    return db.session.scalars(select(Reminder).where(Reminder.event_id == event.id)).all()
