"""The life of a registration: who has a place, who waits and where in the queue, who has cancelled.

This module alone writes the state of an attendee, their place in the queue, their calendar
sequence, and how many places of an event are taken. Every function is part of the caller's
transaction, and the caller has locked the event (``places.lock_event``).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm.attributes import set_committed_value

from scheduler.domain.registration.cancellation import Cancellation, Standing
from scheduler.domain.registration.sign_up import may_change
from scheduler.domain.registration.transitions import (
    THE_WAITING_LIST,
    THEMSELVES,
    Actor,
    ActorKind,
    Reason,
    RegistrationChanged,
    check_transition,
)
from scheduler.domain.registration.waiting_list import USUAL_OFFER_HOURS, offer_ends
from scheduler.domain.states import HOLDS_PLACE, RegistrationState
from scheduler.errors import Rule, RuleBroken
from scheduler.models import Attendee, Event, db
from scheduler.services.accounts.audit import note_transition
from scheduler.services.registration.letters import write_letter
from scheduler.services.registration.places import event_times
from scheduler.services.registration.waiting_list import has_room, would_move_up

ASKED, PLACED, OFFERED, WAITING, CANCELLED = (
    RegistrationState.ASKED,
    RegistrationState.PLACED,
    RegistrationState.OFFERED,
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
    until: datetime | None = None,
    words: str = "",
) -> int:
    """Bring people of one event into a state, all of them or none; new ones are added.

    Returns how many emails were written. Who comes to wait joins the end of the queue, in the
    order given, or takes the place in it that they had ``since``. An offer stands ``until`` then,
    or as long as the event's offers do. ``words``: what who is not accepted is told. Raises
    TransitionRefused for a change that is not in the table, and RuleBroken, rule FULL, when there
    are fewer free places than people.
    """
    if not people:
        return 0
    event = people[0].event
    for person in people:
        check_transition(person.state, after, actor.kind)
    _take_places(event, people, after)
    first = (since or _end_of_queue(event.id, now)) if after is WAITING else None
    before = [person.state for person in people]
    for number, person in enumerate(people):
        _write(person, after, now, words if reason is Reason.NOT_ACCEPTED else None)
        person.waiting_since = first and first + timedelta(microseconds=number)
        person.offered_until = (until or _offer_end(event, now)) if after is OFFERED else None
    db.session.add_all(people)
    db.session.flush()
    changes = [
        RegistrationChanged(event.id, person.id, earlier, after, actor, reason, now, tell)
        for person, earlier in zip(people, before, strict=True)
    ]
    return sum(handler(changed) for changed in changes for handler in HANDLERS)


def _take_places(event: Event, people: Sequence[Attendee], after: RegistrationState) -> None:
    """Count the places that people take, or leave, on their way into a state."""
    held = sum(person.state in HOLDS_PLACE for person in people)
    more = (len(people) if after in HOLDS_PLACE else 0) - held
    if more > 0 and not _count(event, more, Event.places_taken + more <= Event.capacity):
        raise RuleBroken("Every place is taken.", Rule.FULL)
    if more < 0:
        _count(event, more, Event.places_taken >= -more)


def give_place_or_queue(
    attendee: Attendee, *, actor: Actor, reason: Reason, now: datetime, tell: bool
) -> int:
    """Give a person a place while one is free, else the end of the queue; see :func:`change`.

    For who enters by themselves none is free that is held for another sector.
    """
    event = attendee.event
    held = actor.kind is ActorKind.ATTENDEE
    free = has_room(event, attendee.sector_id, now) if held else event.places_taken < event.capacity
    after = PLACED if free else WAITING
    return change([attendee], after, actor=actor, reason=reason, now=now, tell=tell)


def imagine_placed(newcomer: Attendee, event: Event) -> None:
    """Make somebody who is not stored, and will not be, what they would be with a place."""
    newcomer.state, newcomer.calendar_sequence = PLACED, 0
    # Assigned, the event would bring them into the session, and so into the database.
    set_committed_value(newcomer, "event", event)


def cancel_registration(
    attendee: Attendee, *, actor: Actor, now: datetime, tell: bool
) -> Cancellation:
    """Cancel a registration; a place that it held goes to whoever has waited longest.

    Returns what ``cancelling.undo_cancellation`` needs to take it back. Raises as :func:`change`.
    """
    before = _standing(attendee)
    emails = change([attendee], CANCELLED, actor=actor, reason=Reason.CANCELLED, now=now, tell=tell)
    moved = _move_up(attendee.event, now)
    emails += sum(written for _, written in moved)
    return Cancellation(before, tuple(standing for standing, _ in moved), tell, emails)


def fill_places(event: Event, now: datetime) -> int:
    """End the offers whose time is over, then let free places go to those who wait.

    In their order, as offers or as places. Nobody moves up once the event has begun or while it
    is called off. Returns how many emails were written.
    """
    return _end_offers(event, now) + sum(written for _, written in _move_up(event, now))


def accept_offer(attendee: Attendee, now: datetime) -> int:
    """Take the place that is offered, and say with it that they come; see :func:`change`."""
    written = change(
        [attendee], PLACED, actor=THEMSELVES, reason=Reason.ACCEPTED, now=now, tell=True
    )
    attendee.confirmed_at = now
    return written


def decline_offer(attendee: Attendee, now: datetime) -> int:
    """Let an offer pass: the end of the queue, and no other offer until they ask for one.

    The place goes to whoever is next. Returns how many emails were written.
    """
    change([attendee], WAITING, actor=THEMSELVES, reason=Reason.DECLINED, now=now, tell=False)
    attendee.let_pass_at = now
    db.session.flush()
    return fill_places(attendee.event, now)


def shorten_offers(event: Event, now: datetime) -> None:
    """End offers before an event that begins earlier now; the caller tells who has one."""
    late = (Attendee.state == OFFERED, Attendee.offered_until >= event.starts_at)
    for person in db.session.scalars(select(Attendee).where(Attendee.event_id == event.id, *late)):
        person.offered_until = _offer_end(event, now)


def offer_again(attendee: Attendee, now: datetime) -> int:
    """Let who let an offer pass be offered places again; how many emails were written."""
    attendee.let_pass_at = None
    db.session.flush()
    return fill_places(attendee.event, now)


def _end_offers(event: Event, now: datetime) -> int:
    over = db.session.scalars(
        select(Attendee)
        .where(
            Attendee.event_id == event.id,
            Attendee.state == OFFERED,
            Attendee.offered_until <= now,
        )
        .order_by(Attendee.offered_until, Attendee.id)
    ).all()
    written = change(
        over,
        WAITING,
        actor=THE_WAITING_LIST,
        reason=Reason.RAN_OUT,
        now=now,
        tell=may_change(event_times(event), now),
    )
    for person in over:
        person.let_pass_at = now
    db.session.flush()
    return written


def _move_up(event: Event, now: datetime) -> list[tuple[Standing, int]]:
    """Fill the places; return where each person stood, and how many emails they were written.

    Who has no address gets the place itself: an offer would not reach them.
    """
    moved = []
    for person in would_move_up(event, now):
        before = _standing(person)
        after = OFFERED if event.offer_hours and person.email else PLACED
        written = change(
            [person], after, actor=THE_WAITING_LIST, reason=Reason.MOVED_UP, now=now, tell=True
        )
        moved.append((before, written))
    return moved


def _offer_end(event: Event, now: datetime) -> datetime:
    return offer_ends(now, event.offer_hours or USUAL_OFFER_HOURS, event.starts_at)


def _standing(person: Attendee) -> Standing:
    moments = (person.waiting_since, person.confirmed_at, person.offered_until)
    return Standing(person.id, person.state, *moments)


def renew_entry(attendee: Attendee) -> None:
    """Raise the attendee's calendar sequence: what is sent next replaces what they have."""
    attendee.calendar_sequence += 1


def renew_public_entry(event: Event) -> None:
    """Raise the sequence of the entry that everybody can download from the public page."""
    event.calendar_sequence += 1


def _write(person: Attendee, after: RegistrationState, now: datetime, declined: str | None) -> None:
    """Write all of a transition but the place in the queue.

    ``declined``: what they read who are not accepted; None for every other change.
    """
    if person.state in (PLACED, CANCELLED):
        # A calendar may have had the entry of the place, or its cancellation.
        renew_entry(person)
    person.state = after
    person.cancelled_at = now if after is CANCELLED else None
    person.confirmed_at = person.let_pass_at = None
    person.declined_at = None if declined is None else now
    person.declined_words = declined or ""
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
    taken = db.session.scalar(
        update(Event)
        .where(Event.id == event.id, condition)
        .values(places_taken=Event.places_taken + number)
        .returning(Event.places_taken)
        .execution_options(synchronize_session=False)
    )
    if taken is None:
        db.session.refresh(event, ["places_taken"])
        return False
    set_committed_value(event, "places_taken", taken)
    return True
