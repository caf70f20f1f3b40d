"""The email that follows a change of a registration."""

from datetime import datetime

from scheduler.domain.registration.transitions import ActorKind, Reason, RegistrationChanged
from scheduler.domain.states import RegistrationState, unknown_state
from scheduler.models import Attendee, OutgoingMail, db
from scheduler.services.messages import attendee_mail
from scheduler.services.messages.words.requests import post_asked_again, post_declined
from scheduler.services.registration.places import waiting_number


def write_letter(changed: RegistrationChanged) -> int:
    """Post the email that tells the person of it, if they are to be told; return how many."""
    if not changed.tell:
        return 0
    person = db.session.get_one(Attendee, changed.attendee_id)
    if changed.after is RegistrationState.CANCELLED:
        had_place = changed.before is RegistrationState.PLACED
        themselves = changed.actor.kind is ActorKind.ATTENDEE
        if changed.reason is Reason.NOT_ACCEPTED:
            return int(post_declined(person, changed.at) is not None)
        posted = attendee_mail.post_cancelled(person, had_place, changed.at, themselves=themselves)
    elif changed.after is RegistrationState.ASKED and changed.reason is Reason.UNDONE:
        had_place = changed.before is RegistrationState.PLACED
        posted = post_asked_again(person, had_place, changed.at)
    elif changed.after is RegistrationState.OFFERED:
        posted = attendee_mail.post_offer(person, changed.at)
    elif changed.before is RegistrationState.OFFERED:
        posted = _after_an_offer(person, changed)
    elif changed.before is RegistrationState.WAITING:
        posted = attendee_mail.post_place_offered(person, changed.at)
    elif changed.before is RegistrationState.PLACED:
        number = waiting_number(person) or 1
        posted = attendee_mail.post_place_withdrawn(person, number, changed.at)
    elif changed.before in (None, RegistrationState.ASKED, RegistrationState.CANCELLED):
        posted = post_standing(person, changed.at)
    else:
        unknown_state(changed.before)
    return int(posted is not None)


def _after_an_offer(person: Attendee, changed: RegistrationChanged) -> OutgoingMail | None:
    """They took it, or it is over: ended by time, or taken back by an organiser."""
    if changed.after is RegistrationState.PLACED:
        return post_standing(person, changed.at)
    ran_out = changed.reason is Reason.RAN_OUT
    number = waiting_number(person) or 1
    return attendee_mail.post_offer_over(person, number, changed.at, ran_out=ran_out)


def post_standing(attendee: Attendee, now: datetime) -> OutgoingMail | None:
    """Post the email that says where the person stands: their place, or their number waiting."""
    return attendee_mail.post_standing_letter(attendee, waiting_number(attendee), now)
