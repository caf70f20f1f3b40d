"""The letters that answer a request to come."""

from datetime import datetime

from scheduler.domain.languages import in_their_language
from scheduler.mail import attendee_messages, request_messages
from scheduler.mail.letters import Letter
from scheduler.models import Attendee
from scheduler.services.messages.attendee_mail import withdrawal_part
from scheduler.services.messages.calendars import invite_part
from scheduler.services.messages.mail_context import mail_context
from scheduler.services.messages.words.bookings import booking_of, seated_by_now


@in_their_language
def declined_letter(attendee: Attendee, now: datetime, words: str | None = None) -> Letter:
    """Who had asked to come was not accepted, with the organiser's words if there are any.

    ``words``: others than those in their row, for a preview.
    """
    told = attendee.declined_words if words is None else words
    return request_messages.declined(booking_of(attendee), now, words=told)


@in_their_language
def asked_again_letter(attendee: Attendee, now: datetime, *, had_place: bool) -> Letter:
    """An answer to their request was taken back. Who had a place gets a CANCEL."""
    part = withdrawal_part(attendee, now) if had_place else None
    return request_messages.asked_again(booking_of(attendee), now, calendar=part)


@in_their_language
def approval_letter(attendee: Attendee, now: datetime, number: int | None) -> Letter:
    """The letter that they would get if they were approved now; ``number``: they would wait."""
    booking = booking_of(attendee)
    if number:
        return attendee_messages.waiting(booking, now, number=number)
    part = invite_part(attendee.event, attendee, now, mail_context().links)
    return attendee_messages.signed_up(booking, now, calendar=part, seated=seated_by_now(attendee))
