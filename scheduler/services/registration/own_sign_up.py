"""What attendees do with their own sign-up: confirm, change, cancel, come back."""

from datetime import datetime
from typing import Final

from scheduler.domain.languages import LANGUAGES, gettext, marked
from scheduler.domain.people.names import name_key
from scheduler.domain.registration.sign_up import (
    SignUpDetails,
    SignUpStatus,
    may_change,
    sign_up_status,
)
from scheduler.domain.registration.transitions import THEMSELVES, Reason
from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Attendee, transaction
from scheduler.services.registration import lifecycle
from scheduler.services.registration.places import (
    check_changeable,
    event_times,
    lock_attendee,
    waiting_number,
)
from scheduler.services.registration.sign_up import (
    SignUpOutcome,
    let_in,
    sharing_address,
    write_details,
)
from scheduler.services.registration.waiting_list import has_room

OFFER_OVER: Final = marked("This offer is over. Your page says where you stand now.")
OFFER_TAKEN: Final = marked("You have a place. If you cannot come, cancel it here.")


def confirm(attendee: Attendee, now: datetime) -> None:
    """Note that the attendee says they are coming; a second time changes nothing.

    Raises RuleBroken for who has no place, and once the event has begun.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        check_changeable(attendee.event, now)
        if attendee.state != RegistrationState.PLACED:
            raise RuleBroken(gettext("You have no place to confirm."))
        if attendee.confirmed_at is None:
            attendee.confirmed_at = attendee.updated_at = now


def choose_language(attendee: Attendee, tag: str, now: datetime) -> None:
    """Speak to the attendee in that language from now on; one that there is not changes nothing."""
    if tag in LANGUAGES:
        with transaction():
            attendee = lock_attendee(attendee.id)
            attendee.language, attendee.updated_at = tag, now


def change_details(attendee: Attendee, details: SignUpDetails, now: datetime) -> None:
    """Replace what the attendee told about themselves; their address and place stay.

    Raises RuleBroken once the event has begun or while cancelled, InvalidInput as
    :func:`signups.write_details` and for the name of somebody who shares the address.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        check_changeable(attendee.event, now)
        if attendee.state == RegistrationState.CANCELLED:
            raise RuleBroken(
                gettext("Your sign-up is cancelled. Take a place again first."), Rule.CANCELLED
            )
        namesake = attendee.email and next(
            (
                person
                for person in sharing_address(attendee.event_id, attendee.email)
                if person.name_key == name_key(details.name)
            ),
            None,
        )
        if namesake and namesake is not attendee:
            raise InvalidInput(
                gettext("%(name)s is signed up with your address, too.", name=namesake.name),
                field="name",
            )
        write_details(attendee, details, attendee.event, now)


def cancel_own(attendee: Attendee, now: datetime) -> int:
    """Cancel the sign-up; the place goes at once to the first on the waiting list.

    Returns how many emails were written to both. Cancelling twice changes and sends nothing. Raises
    RuleBroken once the event has begun.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        if attendee.state == RegistrationState.CANCELLED:
            return 0
        check_changeable(attendee.event, now)
        return lifecycle.cancel_registration(attendee, actor=THEMSELVES, now=now, tell=True).emails


def come_back(attendee: Attendee, now: datetime) -> SignUpOutcome:
    """Undo a cancellation: a place while there is one, else the end of the waiting list; where
    sign-ups are approved they ask once more.

    Who takes a place again says with it that they are coming. Who has not cancelled stays as they
    are. Raises RuleBroken once the event has begun, and when sign-up has closed and no place is
    left.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        if attendee.state != RegistrationState.CANCELLED:
            check_changeable(attendee.event, now)
            return SignUpOutcome(attendee.state, waiting_number(attendee))
        way = rejoin_option(attendee, now)
        if way is None:
            raise RuleBroken(
                gettext("There is no way back: the event has begun, or it is full and closed.")
            )
        let_in(attendee, Reason.CAME_BACK, now)
        if attendee.state == RegistrationState.PLACED:
            attendee.confirmed_at = now
    return SignUpOutcome(attendee.state, waiting_number(attendee))


def accept_own_offer(attendee: Attendee, now: datetime) -> int:
    """Take the place that is offered; a second time changes nothing.

    Until somebody ends the offer the place is theirs, even past its time. Returns how many emails
    were written. Raises RuleBroken once the offer is over or the event has begun.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        check_changeable(attendee.event, now)
        if attendee.state == RegistrationState.PLACED:
            return 0
        if attendee.state != RegistrationState.OFFERED:
            raise RuleBroken(gettext(OFFER_OVER))
        return lifecycle.accept_offer(attendee, now)


def decline_own_offer(attendee: Attendee, now: datetime) -> int:
    """Let the offer pass to whoever is next, and wait at the end; twice changes nothing.

    Returns how many emails were written. Raises RuleBroken once the offer is over or the event has
    begun; for who has taken the place, rule TAKEN.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        check_changeable(attendee.event, now)
        if attendee.state == RegistrationState.PLACED:
            raise RuleBroken(gettext(OFFER_TAKEN), Rule.TAKEN)
        if attendee.state == RegistrationState.WAITING and attendee.let_pass_at is not None:
            return 0
        if attendee.state != RegistrationState.OFFERED:
            raise RuleBroken(gettext(OFFER_OVER))
        return lifecycle.decline_offer(attendee, now)


def want_offers_again(attendee: Attendee, now: datetime) -> None:
    """Want offers of places again after one was let pass.

    Raises RuleBroken for who does not wait, and once the event has begun.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        check_changeable(attendee.event, now)
        if attendee.state != RegistrationState.WAITING:
            raise RuleBroken(gettext("You are not on the waiting list."))
        if attendee.let_pass_at is not None:
            lifecycle.offer_again(attendee, now)


def rejoin_option(attendee: Attendee, now: datetime) -> str | None:
    """What who cancelled can still get: "place", "approval", "waiting list" or None.

    Who was not accepted gets nothing by this way.
    """
    event = attendee.event
    if not may_change(event_times(event), now) or attendee.declined_at is not None:
        return None
    if event.approval:
        state = sign_up_status(event_times(event), event.capacity, event.places_taken, now)
        return "approval" if state.takes_signups else None
    if event.places_taken < event.capacity:
        return "place" if has_room(event, attendee.sector_id, now) else "waiting list"
    state = sign_up_status(event_times(event), event.capacity, event.places_taken, now)
    return "waiting list" if state is SignUpStatus.FULL else None
