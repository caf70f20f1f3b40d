"""The email that follows a change of a registration."""

from datetime import datetime
from typing import assert_never

from scheduler.domain.registration.transitions import ActorKind, Reason, RegistrationChanged
from scheduler.domain.states import RegistrationState, unknown_state
from scheduler.models import Attendee, OutgoingMail, db
from scheduler.services.messages import attendee_mail
from scheduler.services.messages.attendee_mail import post_to
from scheduler.services.messages.words.requests import asked_again_letter, declined_letter
from scheduler.services.registration.places import waiting_number


def write_letter(changed: RegistrationChanged) -> int:
    """Post the email that tells the person of it, if they are to be told; return how many.

    In the caller's transaction.
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
            posted = post_to(attendee_mail.offer_letter, person, at)
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
        return post_to(declined_letter, person, changed.at)
    return post_to(
        attendee_mail.cancelled_letter,
        person,
        changed.at,
        had_place=changed.before is RegistrationState.PLACED,
        themselves=changed.actor.kind is ActorKind.ATTENDEE,
    )


def _placed(person: Attendee, changed: RegistrationChanged) -> OutgoingMail | None:
    match changed.before:
        case RegistrationState.WAITING:
            return post_to(attendee_mail.place_offered_letter, person, changed.at)
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
            letter = attendee_mail.offer_over_letter
            return post_to(letter, person, changed.at, number, ran_out=ran_out)
        case RegistrationState.PLACED:
            number = waiting_number(person) or 1
            return post_to(attendee_mail.place_withdrawn_letter, person, changed.at, number)
        case None | RegistrationState.ASKED | RegistrationState.CANCELLED:
            return post_standing(person, changed.at)
        case _:
            return unknown_state(changed.before)


def _asks(person: Attendee, changed: RegistrationChanged) -> OutgoingMail | None:
    match changed.before:
        case RegistrationState.PLACED | RegistrationState.WAITING:
            had_place = changed.before is RegistrationState.PLACED
            return post_to(asked_again_letter, person, changed.at, had_place=had_place)
        case RegistrationState.CANCELLED if changed.reason is Reason.UNDONE:
            return post_to(asked_again_letter, person, changed.at, had_place=False)
        case None | RegistrationState.CANCELLED:
            return post_standing(person, changed.at)
        case _:
            return unknown_state(changed.before)


def post_standing(attendee: Attendee, now: datetime) -> OutgoingMail | None:
    """Post the email that says where the person stands: their place, or their number waiting.

    In the caller's transaction.
    """
    return post_to(attendee_mail.standing_letter, attendee, now, waiting_number(attendee))
