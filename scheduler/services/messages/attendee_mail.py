"""The letters to attendees, and how one is put into the outbox, in the caller's transaction.

What the transaction has posted reaches the queue after its commit. Whoever posts what changes or
withdraws a calendar entry has raised its sequence before (``registration.lifecycle``).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Concatenate, ParamSpec, assert_never

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

_Facts = ParamSpec("_Facts")


def post_to(
    letter: Callable[Concatenate[Attendee, datetime, _Facts], Letter],
    attendee: Attendee,
    now: datetime,
    *args: _Facts.args,
    **facts: _Facts.kwargs,
) -> OutgoingMail | None:
    """Write this letter to the attendee and put it into the outbox; None without an address."""
    if not attendee.email:
        return None
    return post_letter(attendee, letter(attendee, now, *args, **facts), now)


@in_their_language
def standing_letter(attendee: Attendee, now: datetime, number: int | None) -> Letter:
    """The attendee has a place, waits as ``number``, or has asked to come."""
    booking = booking_of(attendee)
    others = sharing_mailbox(attendee) if booking.shared else []
    match attendee.state:
        case RegistrationState.OFFERED:
            return offer_letter(attendee, now)
        case RegistrationState.ASKED:
            return request_messages.asked(booking, now, others=others)
        case RegistrationState.WAITING:
            return messages.waiting(booking, now, number=number or 1, others=others)
        case RegistrationState.PLACED:
            part = invite_part(attendee.event, attendee, now, mail_context().links)
            seated = seated_by_now(attendee)
            return messages.signed_up(booking, now, calendar=part, others=others, seated=seated)
        case RegistrationState.CANCELLED:
            return unknown_state(attendee.state)
        case _:
            assert_never(attendee.state)


@in_their_language
def place_offered_letter(attendee: Attendee, now: datetime) -> Letter:
    """An attendee has moved up from the waiting list."""
    part = invite_part(attendee.event, attendee, now, mail_context().links)
    seated = seated_by_now(attendee)
    return messages.place_offered(booking_of(attendee), now, calendar=part, seated=seated)


@in_their_language
def offer_letter(attendee: Attendee, now: datetime) -> Letter:
    """A place is offered to who waits, until the moment in their row: where to take it or not."""
    until = until_words_abroad(attendee.offered_until or now, attendee.event.timezone)
    link = mail_context().links.offer(attendee.token)
    return messages.offer(booking_of(attendee), now, until=until, offer_link=link)


@in_their_language
def offer_over_letter(attendee: Attendee, now: datetime, number: int, *, ran_out: bool) -> Letter:
    """The offer ``ran_out``, or was taken back: they wait as ``number``."""
    return messages.offer_over(booking_of(attendee), now, number=number, ran_out=ran_out)


@in_their_language
def place_withdrawn_letter(attendee: Attendee, now: datetime, number: int) -> Letter:
    """The place they moved up to was not free: they wait again. Their entry gets a CANCEL."""
    part = withdrawal_part(attendee, now)
    return messages.place_withdrawn(booking_of(attendee), now, number=number, calendar=part)


@in_their_language
def reminder_letter(attendee: Attendee, now: datetime) -> Letter:
    """The attendee has not said yet that they are coming: are they?"""
    return messages.reminder(booking_of(attendee), now)


@in_their_language
def link_again_letter(
    attendee: Attendee, now: datetime, number: int | None, *, asked: bool = True
) -> Letter:
    """The attendee's link; ``number`` is their place on the waiting list.

    ``asked``: somebody asked for it on the public page; otherwise the organiser sends it.
    """
    return link_messages.link_again(
        booking_of(attendee),
        now,
        state=attendee.state,
        number=number,
        asked=asked,
        declined=attendee.declined_at is not None,
    )


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
def address_moved_letter(attendee: Attendee, now: datetime) -> Letter:
    """To the address that is no longer the attendee's. Who has a place gets a CANCEL."""
    part = withdrawal_part(attendee, now) if attendee.state == RegistrationState.PLACED else None
    return link_messages.address_moved(booking_of(attendee), now, calendar=part)


@in_their_language
def cancelled_letter(
    attendee: Attendee, now: datetime, *, had_place: bool, themselves: bool = True
) -> Letter:
    """The sign-up was cancelled, by ``themselves`` or for them; who had a place gets a CANCEL of
    their calendar entry."""
    part = withdrawal_part(attendee, now) if had_place else None
    return messages.cancelled(booking_of(attendee), now, calendar=part, themselves=themselves)


@in_their_language
def rounds_letter(
    attendee: Attendee,
    now: datetime,
    rounds: Sequence[RoundSlot],
    before: Sequence[RoundSlot] | None,
    start: FirstTable | None = None,
) -> Letter:
    """The rounds are published, or others than they were told ``before``: with the invite.

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
