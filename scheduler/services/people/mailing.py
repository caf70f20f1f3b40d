"""Whom the organiser emails their link, or asks whether they are coming."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, func, select

from scheduler.domain.messages.email_kinds import OWN_WORDS
from scheduler.domain.registration.sign_up import may_change
from scheduler.domain.states import COMING, RegistrationState
from scheduler.mail.letters import Letter
from scheduler.models import Attendee, Event, OutgoingMail, db, transaction
from scheduler.services.messages.attendee_mail import (
    link_again_letter,
    post_to,
    reminder_letter,
    standing_letter,
)
from scheduler.services.messages.outbox import number_of
from scheduler.services.messages.words.prepared import letters_first
from scheduler.services.registration import lifecycle
from scheduler.services.registration.letters import post_standing
from scheduler.services.registration.places import (
    check_held,
    event_times,
    lock_event,
    waiting_number,
)

PATIENCE: Final = timedelta(days=1)
"""How long after the last mail to them people are not asked again whether they are coming."""


def unmailed(event: Event, now: datetime) -> list[Attendee]:
    """Return the people with an address, not cancelled, to whom nothing was ever mailed.

    Nobody once the event is over.
    """
    if now >= event.ends_at:
        return []
    people = select(Attendee).where(*_never_mailed(event.id)).order_by(Attendee.id)
    return list(db.session.scalars(people))


def unmailed_number(event: Event, now: datetime) -> int:
    """Return how many :func:`unmailed` are."""
    if now >= event.ends_at:
        return 0
    number = select(func.count()).select_from(Attendee).where(*_never_mailed(event.id))
    return db.session.scalar(number) or 0


def _never_mailed(event_id: int) -> tuple[ColumnElement[bool], ...]:
    mailed = select(OutgoingMail.attendee_id).where(
        OutgoingMail.event_id == event_id,
        OutgoingMail.attendee_id.is_not(None),
        # What the organiser wrote to them is no invitation: they have no calendar entry yet.
        OutgoingMail.kind != OWN_WORDS,
    )
    return (
        Attendee.event_id == event_id,
        Attendee.state.in_(COMING),
        Attendee.email.is_not(None),
        Attendee.id.not_in(mailed),
    )


@letters_first
def send_links(event: Event, now: datetime) -> int:
    """Mail everybody who was never mailed their place, invite and personal link; once each.

    Raises RuleBroken while the event is called off.
    """
    with transaction():
        check_held(lock_event(event.id))
        mails = [post_standing(attendee, now) for attendee in unmailed(event, now)]
        return number_of(mails)


def email_again(attendee: Attendee, now: datetime) -> int:
    """Email one person again where they stand, with a renewed entry; return how many were written.

    Once the event is over that is their personal link alone. Raises RuleBroken while the event is
    called off.
    """
    with transaction():
        check_held(lock_event(attendee.event_id))
        if attendee.state == RegistrationState.CANCELLED:
            return 0
        if now >= attendee.event.ends_at:
            return number_of([post_to(link_again_letter, attendee, now, None, asked=False)])
        if attendee.state == RegistrationState.PLACED:
            lifecycle.renew_entry(attendee)
        return number_of([post_standing(attendee, now)])


def link_letter(attendee: Attendee, now: datetime) -> Letter:
    """The email that :func:`send_links` would send to the person; nothing is kept."""
    return standing_letter(attendee, now, waiting_number(attendee))


def unanswered(event: Event, now: datetime) -> list[Attendee]:
    """Return who has a place and was mailed, but has not said in a day that they are coming.

    Nobody once the event has begun or while it is called off.
    """
    if not may_change(event_times(event), now):
        return []
    latest = (
        select(func.max(OutgoingMail.created_at))
        .where(OutgoingMail.attendee_id == Attendee.id)
        .scalar_subquery()
    )
    return list(
        db.session.scalars(
            select(Attendee)
            .where(
                Attendee.event_id == event.id,
                Attendee.state == RegistrationState.PLACED,
                Attendee.confirmed_at.is_(None),
                Attendee.email.is_not(None),
                latest <= now - PATIENCE,
            )
            .order_by(Attendee.id)
        )
    )


def unconfirmed(event: Event, days: int, now: datetime) -> list[int]:
    """Return the ids of who has had a place for more than so many days without confirming it.

    Nobody without an address: they have no link to confirm with. Nobody once the event has begun.
    """
    if not may_change(event_times(event), now):
        return []
    return list(
        db.session.scalars(
            select(Attendee.id)
            .where(
                Attendee.event_id == event.id,
                Attendee.state == RegistrationState.PLACED,
                Attendee.confirmed_at.is_(None),
                Attendee.email.is_not(None),
                Attendee.host_table.is_(None),
                Attendee.signed_up_at < now - timedelta(days=days),
            )
            .order_by(Attendee.signed_up_at, Attendee.id)
        )
    )


@letters_first
def ask_unanswered(event: Event, now: datetime) -> int:
    """Ask those of :func:`unanswered` whether they are coming; pressed twice, once."""
    with transaction():
        event = lock_event(event.id)
        people = unanswered(event, now)
        mails = [post_to(reminder_letter, attendee, now) for attendee in people]
        return number_of(mails)
