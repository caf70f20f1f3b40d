"""Puts attendees' messages into the outbox, in the caller's transaction.

Each function returns the mail, or None for an attendee without an email address. What the
transaction has posted reaches the queue after its commit. Whoever posts what changes or
withdraws a calendar entry has raised its sequence before (``registration.lifecycle``).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from scheduler.domain.languages import gettext, in_their_language, speaking
from scheduler.domain.messages.calendar_data import RoundSlot
from scheduler.domain.messages.first_table import FirstTable
from scheduler.domain.states import RegistrationState, unknown_state
from scheduler.domain.words.zones import until_words_abroad
from scheduler.mail import attendee_messages as messages
from scheduler.mail import link_messages, request_messages
from scheduler.mail.letters import CalendarPart, Letter
from scheduler.models import Attendee, Event, OutgoingMail
from scheduler.services.messages import outbox
from scheduler.services.messages.calendars import cancellation_part, invite_part
from scheduler.services.messages.mail_context import mail_context
from scheduler.services.messages.meetings import table_link
from scheduler.services.messages.words.bookings import (
    booking_of,
    seated_by_now,
    sharing_mailbox,
    told_rounds_at,
)


@in_their_language
def post_standing_letter(
    attendee: Attendee, number: int | None, now: datetime
) -> OutgoingMail | None:
    """Post the :func:`standing_letter`."""
    if not attendee.email:
        return None
    return post_letter(attendee, standing_letter(attendee, number, now), now)


@in_their_language
def standing_letter(attendee: Attendee, number: int | None, now: datetime) -> Letter:
    """The attendee has a place, waits as ``number``, or has asked to come."""
    booking = booking_of(attendee)
    others = sharing_mailbox(attendee) if booking.shared else []
    if attendee.state == RegistrationState.OFFERED:
        return offer_letter(attendee, now)
    if attendee.state == RegistrationState.ASKED:
        return request_messages.asked(booking, now, others=others)
    if attendee.state == RegistrationState.WAITING:
        return messages.waiting(booking, now, number=number or 1, others=others)
    if attendee.state != RegistrationState.PLACED:
        unknown_state(attendee.state)
    part = invite_part(attendee.event, attendee, now, mail_context().links)
    seated = seated_by_now(attendee)
    return messages.signed_up(booking, now, calendar=part, others=others, seated=seated)


@in_their_language
def post_place_offered(attendee: Attendee, now: datetime) -> OutgoingMail | None:
    """An attendee has moved up from the waiting list."""
    if not attendee.email:
        return None
    part = invite_part(attendee.event, attendee, now, mail_context().links)
    letter = messages.place_offered(
        booking_of(attendee), now, calendar=part, seated=seated_by_now(attendee)
    )
    return post_letter(attendee, letter, now)


@in_their_language
def post_offer(attendee: Attendee, now: datetime) -> OutgoingMail | None:
    """A place is offered to who waits, until the moment in their row."""
    return post_letter(attendee, offer_letter(attendee, now), now) if attendee.email else None


@in_their_language
def offer_letter(attendee: Attendee, now: datetime) -> Letter:
    """The offer of a place, with where to take it or to say no."""
    until = until_words_abroad(attendee.offered_until or now, attendee.event.timezone)
    link = mail_context().links.offer(attendee.token)
    return messages.offer(booking_of(attendee), now, until=until, offer_link=link)


@in_their_language
def post_offer_over(
    attendee: Attendee, number: int, now: datetime, *, ran_out: bool
) -> OutgoingMail | None:
    """The offer ``ran_out``, or was taken back: they wait as ``number``."""
    if not attendee.email:
        return None
    letter = messages.offer_over(booking_of(attendee), now, number=number, ran_out=ran_out)
    return post_letter(attendee, letter, now)


@in_their_language
def post_place_withdrawn(attendee: Attendee, number: int, now: datetime) -> OutgoingMail | None:
    """The place they moved up to was not free: they wait again. Their entry gets a CANCEL."""
    if not attendee.email:
        return None
    part = withdrawal_part(attendee, now)
    letter = messages.place_withdrawn(booking_of(attendee), now, number=number, calendar=part)
    return post_letter(attendee, letter, now)


@in_their_language
def post_reminder(attendee: Attendee, now: datetime) -> OutgoingMail | None:
    """The attendee has not said yet that they are coming."""
    return post_letter(attendee, reminder_letter(attendee, now), now) if attendee.email else None


@in_their_language
def reminder_letter(attendee: Attendee, now: datetime) -> Letter:
    """The letter that asks whether they are coming."""
    return messages.reminder(booking_of(attendee), now)


@in_their_language
def post_link_again(
    attendee: Attendee, number: int | None, now: datetime, *, asked: bool = True
) -> OutgoingMail | None:
    """The attendee's link; ``number`` is their place on the waiting list.

    ``asked``: somebody asked for it on the public page; otherwise the organiser sends it.
    """
    if not attendee.email:
        return None
    letter = link_messages.link_again(
        booking_of(attendee),
        now,
        state=attendee.state,
        number=number,
        asked=asked,
        declined=attendee.declined_at is not None,
    )
    return post_letter(attendee, letter, now)


def post_links_again(people: Sequence[tuple[Attendee, int | None]], now: datetime) -> OutgoingMail:
    """The links of several people with one address, as one email that belongs to the first.

    Beside each person stands their number on the waiting list.
    """
    links, first = mail_context().links, people[0][0]
    with speaking(first.speaks):
        own = [
            link_messages.OwnLink(each.name, _standing(each, number), links.personal(each.token))
            for each, number in people
        ]
        return post_letter(
            first, link_messages.links_again(booking_of(first), now, people=own), now
        )


def _standing(attendee: Attendee, number: int | None) -> str:
    if number:
        return gettext("number %(number)s on the waiting list", number=number)
    if attendee.declined_at is not None:
        return gettext("has no place this time")
    return gettext(attendee.state.words)


@in_their_language
def post_new_address(attendee: Attendee, valid_for: timedelta, now: datetime) -> OutgoingMail:
    """To the address that the attendee asked for: the link that confirms it."""
    link = mail_context().links.new_address(attendee.new_email_code or "")
    booking = replace(booking_of(attendee), recipient=attendee.new_email or "")
    hours = int(valid_for.total_seconds() // 3600)
    return post_letter(
        attendee, link_messages.new_address(booking, now, confirm_link=link, hours=hours), now
    )


@in_their_language
def post_address_moved(attendee: Attendee, now: datetime) -> OutgoingMail | None:
    """To the address that is no longer the attendee's. Who has a place gets a CANCEL."""
    if not attendee.email:
        return None
    part = withdrawal_part(attendee, now) if attendee.state == RegistrationState.PLACED else None
    letter = link_messages.address_moved(booking_of(attendee), now, calendar=part)
    return post_letter(attendee, letter, now)


@in_their_language
def post_cancelled(
    attendee: Attendee, had_place: bool, now: datetime, *, themselves: bool = True
) -> OutgoingMail | None:
    """The sign-up was cancelled, by ``themselves`` or for them; who had a place gets a CANCEL of
    their calendar entry."""
    if not attendee.email:
        return None
    part = withdrawal_part(attendee, now) if had_place else None
    letter = messages.cancelled(booking_of(attendee), now, calendar=part, themselves=themselves)
    return post_letter(attendee, letter, now)


@in_their_language
def post_rounds_published(
    attendee: Attendee,
    rounds: Sequence[RoundSlot],
    before: Sequence[RoundSlot] | None,
    now: datetime,
    start: FirstTable | None = None,
) -> OutgoingMail | None:
    """The rounds are published, or others than they were told ``before``: with the invite."""
    if not attendee.email:
        return None
    return post_letter(attendee, rounds_letter(attendee, rounds, before, now, start), now)


@in_their_language
def rounds_letter(
    attendee: Attendee,
    rounds: Sequence[RoundSlot],
    before: Sequence[RoundSlot] | None,
    now: datetime,
    start: FirstTable | None = None,
) -> Letter:
    """The letter with their rounds, and with what is new where they were told others before.

    ``start``: the table they start at, which is drawn.
    """
    part = invite_part(attendee.event, attendee, now, mail_context().links)
    rounds = [replace(slot, join=table_link(attendee, slot.table, slot.number)) for slot in rounds]
    tables = {slot.table for slot in rounds}
    hosts = attendee.host_table if tables == {attendee.host_table} else None
    return messages.rounds_published(
        booking_of(attendee),
        now,
        rounds=rounds,
        before=before,
        replaces=told_rounds_at(attendee) if before else None,
        calendar=part,
        hosts=hosts,
        start=start,
    )


@in_their_language
def own_words_letter(
    attendee: Attendee,
    event: Event,
    subject: str,
    text: str,
    now: datetime,
    *,
    to: str | None = None,
    start: FirstTable | None = None,
) -> Letter:
    """What an organiser wrote, as this attendee reads it; ``{name}`` and the like are filled in.

    ``event``: what it is about; somebody of an earlier event is invited to it, by the public link.
    ``to``: another reader's address, who gets the public link in place of the personal one.
    ``start``: the table they start at, which a reminder tells.
    """
    booking = booking_of(attendee, event)
    invites = attendee.event_id != event.id
    if to is not None or invites:
        recipient = booking.recipient if to is None else to
        booking = replace(booking, recipient=recipient, personal_link=booking.event_link)
    return messages.own_words(
        booking, now, subject=subject, text=text, invites=invites, start=start
    )


def withdrawal_part(attendee: Attendee, now: datetime) -> CalendarPart:
    """A CANCEL of the attendee's calendar entry."""
    return cancellation_part(attendee.event, attendee, now, mail_context().links)


def post_letter(attendee: Attendee, letter: Letter, now: datetime) -> OutgoingMail:
    """Put a letter to the attendee into the outbox."""
    event = attendee.event
    return outbox.post(
        letter, now, body_id=event.body_id, event_id=event.id, attendee_id=attendee.id
    )
