"""The emails of working groups and exchanges to one person."""

from datetime import datetime

from scheduler.domain.languages import in_their_language
from scheduler.mail.group_messages import GroupAsked, exchange_agreed, working_group
from scheduler.mail.letters import Letter
from scheduler.models import Attendee, OutgoingMail
from scheduler.services.messages.attendee_mail import post_letter
from scheduler.services.messages.words.bookings import booking_of


@in_their_language
def group_letter(attendee: Attendee, asked: GroupAsked, now: datetime) -> Letter:
    """The letter, in their language."""
    return working_group(booking_of(attendee), now, asked=asked)


def post_group_letter(attendee: Attendee, asked: GroupAsked, now: datetime) -> OutgoingMail | None:
    """Put it into the outbox in the caller's transaction; None if they have no address."""
    if not attendee.email:
        return None
    return post_letter(attendee, group_letter(attendee, asked, now), now)


@in_their_language
def post_agreed_letter(
    attendee: Attendee, gives: bool, words: str, now: datetime
) -> OutgoingMail | None:
    """Tell one of the two that both said yes to what they offer or look for; as the one above."""
    if not attendee.email:
        return None
    letter = exchange_agreed(booking_of(attendee), now, gives=gives, words=words)
    return post_letter(attendee, letter, now)
