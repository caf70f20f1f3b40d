"""The outbox as an organiser reads it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import defer

from scheduler.domain.states import MailState
from scheduler.domain.words.emails import ON_THEIR_WAY, trouble_sentence
from scheduler.errors import NotFound, RuleBroken
from scheduler.models import Event, OutgoingMail, db, transaction
from scheduler.services.messages import mail_server

PAGE = 100
MOST_OF_ONE = 8
"""Emails that a person's page lists."""

TRIED_AGAIN = (
    MailState.QUEUED,
    MailState.UNSENT,
    MailState.REFUSED,
    MailState.FAILED,
    MailState.HELD,
)
"""The states of emails that have not left, as far as is known."""


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """Some of an event's mails, newest first, and how many there are in each state."""

    mails: Sequence[OutgoingMail]
    states: Counter[str]
    page: int
    pages: int


def mails_of(
    event: Event, page: int = 1, state: str | None = None, message_id: int | None = None
) -> OutboxPage:
    """A page of the event's mails, ``page`` counted from 1, all of them or those in a state.

    ``message_id``: only those of one message to a group.
    """
    mine = [OutgoingMail.event_id == event.id]
    if message_id is not None:
        mine.append(OutgoingMail.group_message_id == message_id)
    counted = db.session.execute(
        select(OutgoingMail.state, func.count().label("mails"))
        .where(*mine)
        .group_by(OutgoingMail.state)
    )
    states = Counter({row.state: row.mails for row in counted})
    shown = states[state] if state else states.total()
    pages = max(1, -(-shown // PAGE))
    page = min(max(1, page), pages)
    wanted = select(OutgoingMail).where(*mine)
    if state:
        wanted = wanted.where(OutgoingMail.state == state)
    mails = db.session.scalars(
        wanted.options(defer(OutgoingMail.message))
        .order_by(OutgoingMail.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    return OutboxPage(mails, states, page, pages)


@dataclass(frozen=True, slots=True)
class Batch:
    """The emails that were written in one go, by their state; ``first`` is the id of the first."""

    first: int
    states: Counter[MailState]

    @property
    def waiting(self) -> int:
        """How many are still on their way."""
        return sum(self.states[state] for state in ON_THEIR_WAY)


def leaving(event: Event) -> Batch | None:
    """The latest emails of the event of which some are on their way; None where none is."""
    latest = db.session.scalar(
        select(func.max(OutgoingMail.id)).where(
            OutgoingMail.event_id == event.id, OutgoingMail.state.in_(ON_THEIR_WAY)
        )
    )
    return batch_of(event, latest) if latest else None


def batch_of(event: Event, mail_id: int) -> Batch:
    """The emails that were written together with this one. Raises NotFound."""
    written = select(OutgoingMail.created_at).where(
        OutgoingMail.event_id == event.id, OutgoingMail.id == mail_id
    )
    rows = db.session.execute(
        select(OutgoingMail.state, func.count(), func.min(OutgoingMail.id))
        .where(
            OutgoingMail.event_id == event.id,
            OutgoingMail.created_at == written.scalar_subquery(),
        )
        .group_by(OutgoingMail.state)
    ).all()
    if not rows:
        raise NotFound("There is no such email in this event’s outbox.")
    return Batch(min(first for *_, first in rows), Counter({state: n for state, n, _ in rows}))


def mail_of(event: Event, mail_id: int) -> OutgoingMail:
    """One mail of the event. Raises NotFound."""
    mail = db.session.scalar(
        select(OutgoingMail).where(OutgoingMail.event_id == event.id, OutgoingMail.id == mail_id)
    )
    if mail is None:
        raise NotFound("There is no such email in this event’s outbox.")
    return mail


def mails_to(event: Event, attendee_id: int) -> Sequence[OutgoingMail]:
    """Return the latest emails to one person of the event, the newest first."""
    return db.session.scalars(
        select(OutgoingMail)
        .where(OutgoingMail.event_id == event.id, OutgoingMail.attendee_id == attendee_id)
        .options(defer(OutgoingMail.message))
        .order_by(OutgoingMail.id.desc())
        .limit(MOST_OF_ONE)
    ).all()


def plain_text(content: bytes) -> str:
    """The words of a whole message, as its plain-text part has them."""
    message = message_from_bytes(content, policy=policy.default)
    body = message.get_body(("plain",))
    return body.get_content() if body is not None else ""


def html_part(content: bytes) -> str:
    """A whole message as programs that show HTML show it; its plain text where it has none."""
    message = message_from_bytes(content, policy=policy.default)
    body = message.get_body(("html", "plain"))
    return body.get_content() if body is not None else ""


def attachments_of(mail: OutgoingMail) -> list[str]:
    """The file names that travel with a mail."""
    message = message_from_bytes(mail.message, policy=policy.default)
    return [part.get_filename() or "a file" for part in message.iter_attachments()]


def held_up(event: Event) -> str:
    """Why emails of the event wait for the mail server, as a sentence; "" where none does."""
    why = mail_server.trouble()
    waiting = _number(event, MailState.QUEUED, MailState.SENDING) if why else 0
    if why is None or not waiting:
        return ""
    return trouble_sentence(waiting, barred=why.barred, words=why.words)


def lost(event: Event) -> int:
    """How many emails of the event were refused, given up or came back."""
    return _number(event, MailState.REFUSED, MailState.FAILED, MailState.RETURNED)


def _number(event: Event, *states: MailState) -> int:
    mine = (OutgoingMail.event_id == event.id, OutgoingMail.state.in_(states))
    return db.session.scalar(select(func.count()).select_from(OutgoingMail).where(*mine)) or 0


def retry(event: Event, mail_id: int) -> OutgoingMail:
    """Queue an email again that was refused, given up or never sent; one that waits is tried now.

    One that is held back after a restore goes too: whoever chooses it alone knows it. Raises
    RuleBroken for an email that has left, so that nobody gets it twice, and for one whose text is
    no longer kept.
    """
    mail = mail_of(event, mail_id)
    with transaction():
        db.session.refresh(mail, with_for_update=True)
        if mail.state not in TRIED_AGAIN:
            raise RuleBroken("This email has left already; it is not sent twice.")
        if not mail.message:
            raise RuleBroken("The text of this email is no longer kept; there is nothing to send.")
        _begin_anew(mail)
        mail_server.try_now()
    return mail


def to_try_again(event: Event, *, leaving: bool) -> Counter[MailState]:
    """How many emails of the event :func:`retry_all` would try again, by their state.

    ``leaving``: a mail server is set. Without one, those that were written to files stay there.
    """
    counted = db.session.execute(
        select(OutgoingMail.state, func.count().label("mails"))
        .where(OutgoingMail.event_id == event.id, _stuck(leaving))
        .group_by(OutgoingMail.state)
    )
    return Counter({row.state: row.mails for row in counted})


def retry_all(event: Event, *, leaving: bool) -> int:
    """Queue every email of the event again that has not left; return how many.

    Those that nobody has tried yet are left alone: they go anyway.
    """
    with transaction():
        mails = db.session.scalars(
            select(OutgoingMail)
            .where(OutgoingMail.event_id == event.id, _stuck(leaving))
            .options(defer(OutgoingMail.message))
            .with_for_update()
            .execution_options(populate_existing=True)
        ).all()
        for mail in mails:
            _begin_anew(mail)
        mail_server.try_now()
    return len(mails)


def _stuck(leaving: bool) -> ColumnElement[bool]:
    waits = and_(OutgoingMail.state == MailState.QUEUED, OutgoingMail.tried_since.is_not(None))
    ended = [MailState.REFUSED, MailState.FAILED, *([MailState.UNSENT] if leaving else [])]
    # One whose text is no longer kept has nothing to send.
    return or_(OutgoingMail.state.in_(ended), waits) & (func.length(OutgoingMail.message) > 0)


def _begin_anew(mail: OutgoingMail) -> None:
    mail.state, mail.error = MailState.QUEUED, ""
    mail.tried_since = mail.next_try_at = None
