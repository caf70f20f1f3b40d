"""What a cancellation by an organiser would do, doing it, and undoing it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from scheduler.domain.registration.cancellation import Cancellation, Standing
from scheduler.domain.registration.transitions import Actor, Reason
from scheduler.domain.states import HOLDS_PLACE, RegistrationState
from scheduler.errors import Rule, RuleBroken
from scheduler.models import Attendee, Event, db, transaction
from scheduler.services.messages.words.prepared import letters_first
from scheduler.services.registration import lifecycle
from scheduler.services.registration.places import check_held, lock_attendee, waiting_number
from scheduler.services.registration.waiting_list import would_move_up


@dataclass(frozen=True, slots=True)
class CancellationAhead:
    """What cancelling somebody would do. ``number``: theirs on the waiting list.

    ``moving_up`` get a place at once, or the offer of one. ``emails`` are written to these; one
    more to the person if they have an address and are to be told.
    """

    number: int | None
    moving_up: tuple[Attendee, ...]
    emails: int


def look_ahead(attendee: Attendee, now: datetime) -> CancellationAhead:
    """Return what :func:`cancel_person` would do now. Changes nothing."""
    moving = tuple(would_move_up(attendee.event, now, [attendee]))
    emails = sum(person.email is not None for person in moving)
    return CancellationAhead(waiting_number(attendee), moving, emails)


def cancel_person(
    attendee: Attendee,
    actor: Actor,
    now: datetime,
    *,
    tell: bool = True,
    expected: Collection[int] | None = None,
) -> Cancellation | None:
    """Cancel a sign-up for its person; the place goes to the first on the waiting list.

    Unlike the person's own cancelling this works at any time. ``tell``: write to them. Cancelling
    twice changes and sends nothing, and returns None. Raises RuleBroken, rule STALE, when
    others than those with the ``expected`` ids would get a place.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        if attendee.state == RegistrationState.CANCELLED:
            return None
        moving = {person.id for person in would_move_up(attendee.event, now, [attendee])}
        if expected is not None and moving != set(expected):
            raise RuleBroken(
                "The waiting list has changed meanwhile: see who would get the place now.",
                Rule.STALE,
            )
        return lifecycle.cancel_registration(attendee, actor=actor, now=now, tell=tell)


@letters_first
def undo_cancellation(made: Cancellation, actor: Actor, now: datetime) -> tuple[Attendee, int]:
    """Give back what a cancellation took: the very place, or the place in the queue.

    Whoever moved up through it waits again where they were, and is told; so is the person if
    they were told of the cancellation. Returns the person and how many emails were written; a
    second time nothing changes. Raises RuleBroken while the event is called off, and when
    somebody who moved up has confirmed their place since.
    """
    with transaction():
        return undo_one(made, actor, now)


def undo_one(made: Cancellation, actor: Actor, now: datetime) -> tuple[Attendee, int]:
    """Do :func:`undo_cancellation` in the caller's transaction."""
    attendee = lock_attendee(made.person.attendee_id)
    if attendee.state != RegistrationState.CANCELLED:
        return attendee, 0
    check_held(attendee.event)
    written = 0
    if made.person.state in HOLDS_PLACE:
        written += _take_back_a_place(attendee.event, made.moved_up, actor, now)
    written += lifecycle.change(
        [attendee],
        made.person.state,
        actor=actor,
        reason=Reason.UNDONE,
        now=now,
        tell=made.told,
        since=made.person.waiting_since,
        until=made.person.offered_until,
    )
    attendee.confirmed_at = made.person.confirmed_at
    return attendee, written


def _take_back_a_place(
    event: Event, moved_up: Collection[Standing], actor: Actor, now: datetime
) -> int:
    """Let those who moved up wait again, the last first, until a place is free."""
    written = 0
    for before in reversed(tuple(moved_up)):
        if event.places_taken < event.capacity:
            break
        person = db.session.get(Attendee, before.attendee_id, populate_existing=True)
        if person is None or person.state not in HOLDS_PLACE:
            continue
        if person.confirmed_at is not None:
            raise RuleBroken(
                f"{person.name} got the place and has confirmed it since. Restore the sign-up "
                "on its own page: there you can also raise the capacity by one place.",
                Rule.TAKEN,
            )
        written += lifecycle.change(
            [person],
            before.state,
            actor=actor,
            reason=Reason.UNDONE,
            now=now,
            tell=True,
            since=before.waiting_since,
        )
    return written
