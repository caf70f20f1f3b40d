"""The letters about working groups and exchanges to one person."""

from datetime import datetime

from scheduler.domain.languages import in_their_language
from scheduler.mail.group_messages import GroupAsked, exchange_agreed, working_group
from scheduler.mail.letters import Letter
from scheduler.models import Attendee
from scheduler.services.messages.words.bookings import booking_of


@in_their_language
def group_letter(attendee: Attendee, now: datetime, asked: GroupAsked) -> Letter:
    """What a working group is about, and who is in it."""
    return working_group(booking_of(attendee), now, asked=asked)


@in_their_language
def agreed_letter(attendee: Attendee, now: datetime, *, gives: bool, words: str) -> Letter:
    """To one of the two: both said yes to what they offer or look for."""
    return exchange_agreed(booking_of(attendee), now, gives=gives, words=words)
