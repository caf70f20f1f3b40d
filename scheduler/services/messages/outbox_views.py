"""The outbox as an organiser reads it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from scheduler.domain.states import MailState
from scheduler.errors import NotFound, RuleBroken
from scheduler.models import Event, OutgoingMail, db, transaction

PAGE = 100


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """Some of an event's mails, newest first, and how many there are in each state."""

    mails: Sequence[OutgoingMail]
    states: Counter[str]
    page: int
    pages: int


def mails_of(event: Event, page: int = 1, state: str | None = None) -> OutboxPage:
    """A page of the event's mails, ``page`` counted from 1, all of them or those in a state."""
    counted = db.session.execute(
        select(OutgoingMail.state, func.count().label("mails"))
        .where(OutgoingMail.event_id == event.id)
        .group_by(OutgoingMail.state)
    )
    states = Counter({row.state: row.mails for row in counted})
    shown = states[state] if state else states.total()
    pages = max(1, -(-shown // PAGE))
    page = min(max(1, page), pages)
    wanted = select(OutgoingMail).where(OutgoingMail.event_id == event.id)
    if state:
        wanted = wanted.where(OutgoingMail.state == state)
    mails = db.session.scalars(
        wanted.options(defer(OutgoingMail.message))
        .order_by(OutgoingMail.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    return OutboxPage(mails, states, page, pages)


def mail_of(event: Event, mail_id: int) -> OutgoingMail:
    """One mail of the event. Raises NotFound."""
    mail = db.session.scalar(
        select(OutgoingMail).where(OutgoingMail.event_id == event.id, OutgoingMail.id == mail_id)
    )
    if mail is None:
        raise NotFound("There is no such mail in this event's outbox.")
    return mail


def text_of(mail: OutgoingMail) -> str:
    """The words of a mail, as its plain-text part has them."""
    message = message_from_bytes(mail.message, policy=policy.default)
    body = message.get_body(("plain",))
    return body.get_content() if body is not None else ""


def attachments_of(mail: OutgoingMail) -> list[str]:
    """The file names that travel with a mail."""
    message = message_from_bytes(mail.message, policy=policy.default)
    return [part.get_filename() or "a file" for part in message.iter_attachments()]


def retry(event: Event, mail_id: int, now: datetime) -> OutgoingMail:
    """Queue a failed mail again, from its first try.

    A mail that is waiting for its next try is tried at once. Raises RuleBroken for a mail that
    has left, so that nobody gets it twice.
    """
    mail = mail_of(event, mail_id)
    with transaction():
        db.session.refresh(mail, with_for_update=True)
        if mail.state not in (MailState.FAILED, MailState.QUEUED):
            raise RuleBroken("This email has left already; it is not sent twice.")
        mail.state, mail.attempts, mail.claimed_at = MailState.QUEUED, 0, None
    return mail
