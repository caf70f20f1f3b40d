"""The life of a registration: who has a place, who waits and where in the queue, who has cancelled.

This module alone writes the state of an attendee, their place in the queue, their calendar
sequence, and how many places of an event are taken. Every function is part of the caller's
transaction, and the caller has locked the event (``places.lock_event``).
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update

from scheduler.domain.registration.cancellation import Cancellation, Standing
from scheduler.domain.registration.sign_up import may_change
from scheduler.domain.registration.transitions import (
    THE_WAITING_LIST,
    Actor,
    Reason,
    RegistrationChanged,
    check_transition,
)
from scheduler.domain.states import RegistrationState
from scheduler.errors import Rule, RuleBroken
from scheduler.models import Attendee, Event, db
from scheduler.models.database import changed_rows
from scheduler.services.accounts.audit import note_transition
from scheduler.services.registration.letters import write_letter
from scheduler.services.registration.places import times_of

PLACED, WAITING, CANCELLED = (
    RegistrationState.PLACED,
    RegistrationState.WAITING,
    RegistrationState.CANCELLED,
)

HANDLERS = (write_letter, note_transition)
"""What follows each transition, in this order; each returns how many emails it wrote."""


def change(
    people: Sequence[Attendee],
    after: RegistrationState,
    *,
    actor: Actor,
    reason: Reason,
    now: datetime,
    tell: bool,
    since: datetime | None = None,
) -> int:
    """Bring people of one event into a state, all of them or none; new ones are added.

    Returns how many emails were written. Who comes to wait joins the end of the queue, in the
    order given, or takes the place in it that they had ``since``. Raises TransitionRefused for a
    change that is not in the table, and RuleBroken, rule FULL, when there are fewer free places
    than people.
    """
    if not people:
        return 0
    event = people[0].event
    for person in people:
        check_transition(person.state, after, actor.kind)
    if after is PLACED and not _count(
        event, len(people), Event.places_taken + len(people) <= Event.capacity
    ):
        raise RuleBroken("Every place is taken.", Rule.FULL)
    if freed := sum(person.state == PLACED for person in people):
        _count(event, -freed, Event.places_taken >= freed)
    first = (since or _end_of_queue(event.id, now)) if after is WAITING else None
    before = [person.state for person in people]
    for number, person in enumerate(people):
        _write(person, after, now)
        person.waiting_since = first and first + timedelta(microseconds=number)
    db.session.add_all(people)
    db.session.flush()
    changes = [
        RegistrationChanged(event.id, person.id, earlier, after, actor, reason, now, tell)
        for person, earlier in zip(people, before, strict=True)
    ]
    return sum(handler(changed) for changed in changes for handler in HANDLERS)


def enter(attendee: Attendee, *, actor: Actor, reason: Reason, now: datetime, tell: bool) -> int:
    """Give a person a place while one is free, else the end of the queue; see :func:`change`."""
    event = attendee.event
    after = PLACED if event.places_taken < event.capacity else WAITING
    return change([attendee], after, actor=actor, reason=reason, now=now, tell=tell)


def cancel(attendee: Attendee, *, actor: Actor, now: datetime, tell: bool) -> Cancellation:
    """Cancel a registration; a place that it held goes to whoever has waited longest.

    Returns what ``cancelling.undo_cancellation`` needs to take it back. Raises as :func:`change`.
    """
    before = _standing(attendee)
    emails = change([attendee], CANCELLED, actor=actor, reason=Reason.CANCELLED, now=now, tell=tell)
    moved = _move_up(attendee.event, now)
    emails += sum(written for _, written in moved)
    return Cancellation(before, tuple(standing for standing, _ in moved), tell, emails)


def fill_places(event: Event, now: datetime) -> int:
    """Give free places to those who wait, in their order; return how many emails say so.

    Nobody moves up once the event has begun or while it is called off.
    """
    return sum(written for _, written in _move_up(event, now))


def would_move_up(
    event: Event, now: datetime, freed: int = 1, without: Collection[int] = ()
) -> Sequence[Attendee]:
    """Return who would get a place, in their order, if so many more places were free.

    ``without``: ids of those who leave the waiting list meanwhile.
    """
    free = event.capacity - event.places_taken + freed
    if free < 1 or not may_change(times_of(event), now):
        return []
    return db.session.scalars(
        select(Attendee)
        .where(
            Attendee.event_id == event.id,
            Attendee.state == WAITING,
            Attendee.id.not_in(tuple(without)),
        )
        .order_by(Attendee.waiting_since, Attendee.id)
        .limit(free)
    ).all()


def _move_up(event: Event, now: datetime) -> list[tuple[Standing, int]]:
    """Fill the places; return where each person stood, and how many emails they were written."""
    moved = []
    for person in would_move_up(event, now, freed=0):
        before = _standing(person)
        written = change(
            [person], PLACED, actor=THE_WAITING_LIST, reason=Reason.MOVED_UP, now=now, tell=True
        )
        moved.append((before, written))
    return moved


def _standing(person: Attendee) -> Standing:
    return Standing(person.id, person.state, person.waiting_since, person.confirmed_at)


def renew_entry(attendee: Attendee) -> None:
    """Raise the attendee's calendar sequence: what is sent next replaces what they have."""
    attendee.calendar_sequence += 1


def renew_public_entry(event: Event) -> None:
    """Raise the sequence of the entry that everybody can download from the public page."""
    event.calendar_sequence += 1


def _write(person: Attendee, after: RegistrationState, now: datetime) -> None:
    """Write all of a transition but the place in the queue."""
    if person.state in (PLACED, CANCELLED):
        # A calendar may have had the entry of the place, or its cancellation.
        renew_entry(person)
    person.state = after
    person.cancelled_at = now if after is CANCELLED else None
    person.confirmed_at = None
    person.updated_at = now


def _end_of_queue(event_id: int, now: datetime) -> datetime:
    last = db.session.scalar(
        select(func.max(Attendee.waiting_since)).where(
            Attendee.event_id == event_id, Attendee.state == WAITING
        )
    )
    # Clocks of several servers differ; the order of the list is the order of joining it.
    return max(now, last + timedelta(microseconds=1)) if last else now


def _count(event: Event, number: int, condition: ColumnElement[bool]) -> bool:
    """Add to the places taken if the condition still holds; whether it did.

    A conditional update, so that the last place goes to one person.
    """
    db.session.flush()
    counted = changed_rows(
        update(Event)
        .where(Event.id == event.id, condition)
        .values(places_taken=Event.places_taken + number)
    )
    db.session.refresh(event, ["places_taken"])
    return counted == 1
