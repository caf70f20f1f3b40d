"""What attendees do with their own sign-up: confirm, change, cancel, come back."""

from datetime import datetime

from scheduler.domain.people.names import name_key
from scheduler.domain.registration.sign_up import Door, SignUpDetails, door, may_change
from scheduler.domain.registration.transitions import THEMSELVES, Reason
from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Attendee, Event, transaction
from scheduler.services.registration import lifecycle
from scheduler.services.registration.places import (
    check_changeable,
    lock_attendee,
    times_of,
    waiting_number,
)
from scheduler.services.registration.sign_up import SignUpOutcome, enter, people_at, write_details


def confirm(attendee: Attendee, now: datetime) -> None:
    """Note that the attendee says they are coming; a second time changes nothing.

    Raises RuleBroken for who has no place.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        if attendee.state != RegistrationState.PLACED:
            raise RuleBroken("You have no place to confirm.")
        if attendee.confirmed_at is None:
            attendee.confirmed_at = attendee.updated_at = now


def change_details(attendee: Attendee, details: SignUpDetails, now: datetime) -> None:
    """Replace what the attendee told about themselves; their address and place stay.

    Raises RuleBroken once the event has begun or while cancelled, InvalidInput as
    :func:`signups.write_details` and for the name of somebody who shares the address.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        check_changeable(attendee.event, now)
        if attendee.state == RegistrationState.CANCELLED:
            raise RuleBroken("Your sign-up is cancelled. Take a place again first.", Rule.CANCELLED)
        namesake = attendee.email and next(
            (
                person
                for person in people_at(attendee.event_id, attendee.email)
                if person.name_key == name_key(details.name)
            ),
            None,
        )
        if namesake and namesake is not attendee:
            raise InvalidInput(
                f"{namesake.name} is signed up with your address, too.", field="name"
            )
        write_details(attendee, details, attendee.event, now)


def cancel(attendee: Attendee, now: datetime) -> int:
    """Cancel the sign-up; the place goes at once to the first on the waiting list.

    Returns how many emails were written to both. Cancelling twice changes and sends nothing. Raises
    RuleBroken once the event has begun.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        if attendee.state == RegistrationState.CANCELLED:
            return 0
        check_changeable(attendee.event, now)
        return lifecycle.cancel(attendee, actor=THEMSELVES, now=now, tell=True).emails


def come_back(attendee: Attendee, now: datetime) -> SignUpOutcome:
    """Undo a cancellation: a place while there is one, else the end of the waiting list.

    Who takes a place again says with it that they are coming. Who has not cancelled stays as they
    are. Raises RuleBroken once the event has begun, and when sign-up has closed and no place is
    left.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        if attendee.state != RegistrationState.CANCELLED:
            return SignUpOutcome(attendee.state, waiting_number(attendee))
        event = attendee.event
        way = way_back(event, now)
        if way is None:
            raise RuleBroken("There is no way back: the event has begun, or it is full and closed.")
        enter(attendee, Reason.CAME_BACK, now)
        if attendee.state == RegistrationState.PLACED:
            attendee.confirmed_at = now
    return SignUpOutcome(attendee.state, waiting_number(attendee))


def way_back(event: Event, now: datetime) -> str | None:
    """What who cancelled can still get: "place", "waiting list" or None."""
    if not may_change(times_of(event), now):
        return None
    if event.places_taken < event.capacity:
        return "place"
    state = door(times_of(event), event.capacity, event.places_taken, now)
    return "waiting list" if state is Door.FULL else None
