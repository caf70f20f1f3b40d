"""The email that follows a change of a registration."""

from datetime import datetime
from typing import assert_never

from scheduler.domain.registration.transitions import ActorKind, Reason, RegistrationChanged
from scheduler.domain.states import RegistrationState, unknown_state
from scheduler.models import Attendee, OutgoingMail, db
from scheduler.services.messages import attendee_mail
from scheduler.services.messages.words.requests import post_asked_again, post_declined
from scheduler.services.registration.places import waiting_number


def write_letter(changed: RegistrationChanged) -> int:
    """Post the email that tells the person of it, if they are to be told; return how many.

    Nobody is written to about a place at an event that is over, but for its cancellation.
    """
    if not changed.tell:
        return 0
    person, at = db.session.get_one(Attendee, changed.attendee_id), changed.at
    if at >= person.event.ends_at and changed.after is not RegistrationState.CANCELLED:
        return 0
    match changed.after:
        case RegistrationState.CANCELLED:
            posted = _cancelled(person, changed)
        case RegistrationState.OFFERED:
            posted = attendee_mail.post_offer(person, at)
        case RegistrationState.PLACED:
            posted = _placed(person, changed)
        case RegistrationState.WAITING:
            posted = _waits(person, changed)
        case RegistrationState.ASKED:
            posted = _asks(person, changed)
        case _:
            assert_never(changed.after)
    return int(posted is not None)


def _cancelled(person: Attendee, changed: RegistrationChanged) -> OutgoingMail | None:
    if changed.reason is Reason.NOT_ACCEPTED:
        return post_declined(person, changed.at)
    had_place = changed.before is RegistrationState.PLACED
    themselves = changed.actor.kind is ActorKind.ATTENDEE
    return attendee_mail.post_cancelled(person, had_place, changed.at, themselves=themselves)


def _placed(person: Attendee, changed: RegistrationChanged) -> OutgoingMail | None:
    match changed.before:
        case RegistrationState.WAITING:
            return attendee_mail.post_place_offered(person, changed.at)
        case (
            None | RegistrationState.ASKED | RegistrationState.OFFERED | RegistrationState.CANCELLED
        ):
            return post_standing(person, changed.at)
        case _:
            return unknown_state(changed.before)


def _waits(person: Attendee, changed: RegistrationChanged) -> OutgoingMail | None:
    match changed.before:
        case RegistrationState.OFFERED:
            # Ended by time, or taken back by an organiser.
            number, ran_out = waiting_number(person) or 1, changed.reason is Reason.RAN_OUT
            return attendee_mail.post_offer_over(person, number, changed.at, ran_out=ran_out)
        case RegistrationState.PLACED:
            number = waiting_number(person) or 1
            return attendee_mail.post_place_withdrawn(person, number, changed.at)
        case None | RegistrationState.ASKED | RegistrationState.CANCELLED:
            return post_standing(person, changed.at)
        case _:
            return unknown_state(changed.before)


def _asks(person: Attendee, changed: RegistrationChanged) -> OutgoingMail | None:
    match changed.before:
        case RegistrationState.PLACED | RegistrationState.WAITING:
            had_place = changed.before is RegistrationState.PLACED
            return post_asked_again(person, had_place, changed.at)
        case RegistrationState.CANCELLED if changed.reason is Reason.UNDONE:
            return post_asked_again(person, False, changed.at)
        case None | RegistrationState.CANCELLED:
            return post_standing(person, changed.at)
        case _:
            return unknown_state(changed.before)


def post_standing(attendee: Attendee, now: datetime) -> OutgoingMail | None:
    """Post the email that says where the person stands: their place, or their number waiting."""
    return attendee_mail.post_standing_letter(attendee, waiting_number(attendee), now)
