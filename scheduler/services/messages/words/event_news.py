"""The emails that tell of an event that was changed, called off or held after all."""

from collections.abc import Sequence
from datetime import datetime

from scheduler.domain.languages import gettext, in_their_language
from scheduler.domain.states import RegistrationState
from scheduler.domain.words.zones import until_words_abroad
from scheduler.mail import attendee_messages as messages
from scheduler.mail.letters import Letter
from scheduler.models import Attendee, OutgoingMail
from scheduler.services.messages.attendee_mail import post_to, withdrawal_part
from scheduler.services.messages.calendars import invite_part
from scheduler.services.messages.mail_context import mail_context
from scheduler.services.messages.words.bookings import booking_of


def post_event_changed(
    attendee: Attendee, changes: Sequence[str], now: datetime
) -> OutgoingMail | None:
    """The organiser changed the event; who has a place gets the renewed invite.

    In the caller's transaction. ``changes``: one sentence for each change. Each reads where they
    stand still: their place, an offer and until when, or the waiting list. None for who has
    cancelled.
    """
    if attendee.state == RegistrationState.CANCELLED:
        return None
    return post_to(event_changed_letter, attendee, now, changes)


@in_their_language
def event_changed_letter(attendee: Attendee, now: datetime, changes: Sequence[str]) -> Letter:
    """The letter that says so."""
    part = None
    if attendee.state == RegistrationState.PLACED:
        part = invite_part(attendee.event, attendee, now, mail_context().links)
    until = ""
    if attendee.state == RegistrationState.OFFERED:
        until = until_words_abroad(attendee.offered_until or now, attendee.event.timezone)
    return messages.event_changed(
        booking_of(attendee),
        now,
        changes=[gettext(change) for change in changes],
        calendar=part,
        state=attendee.state,
        until=until,
        offer_link=mail_context().links.offer(attendee.token),
    )


def post_called_off(attendee: Attendee, now: datetime) -> OutgoingMail | None:
    """The organiser called the event off. Who has a place gets a CANCEL, who cancelled nothing.

    In the caller's transaction.
    """
    if attendee.state == RegistrationState.CANCELLED:
        return None
    return post_to(called_off_letter, attendee, now)


@in_their_language
def called_off_letter(attendee: Attendee, now: datetime) -> Letter:
    """The letter that says so."""
    part = withdrawal_part(attendee, now) if attendee.state == RegistrationState.PLACED else None
    words = attendee.event.called_off_words
    return messages.called_off(booking_of(attendee), now, words=words, calendar=part)
