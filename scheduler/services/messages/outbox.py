"""Mail as rows: written with the change it tells of, delivered by a worker, tried again."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPException

from sqlalchemy import and_, or_, select, update

from scheduler.domain.states import MailState
from scheduler.mail.letters import Letter
from scheduler.mail.transport import Transport
from scheduler.models import OutgoingMail, db, transaction
from scheduler.models.database import changed_rows

MAX_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=30)
CLAIM_LASTS = timedelta(minutes=2)


def post(
    letter: Letter,
    now: datetime,
    *,
    body_id: int | None = None,
    event_id: int | None = None,
    attendee_id: int | None = None,
) -> OutgoingMail:
    """Add a letter to the outbox, in the caller's transaction; the caller commits."""
    mail = OutgoingMail(
        body_id=body_id,
        event_id=event_id,
        attendee_id=attendee_id,
        kind=letter.kind,
        recipient=letter.recipient,
        subject=letter.subject,
        message=letter.content,
        state=MailState.QUEUED,
        created_at=now,
    )
    db.session.add(mail)
    return mail


def number_of(mails: Iterable[OutgoingMail | None]) -> int:
    """Return how many emails were posted; None stands for somebody without an address."""
    return sum(mail is not None for mail in mails)


def due(now: datetime) -> list[int]:
    """Ids of mails that should be tried now, oldest first, at most 500."""
    waited = or_(OutgoingMail.claimed_at.is_(None), OutgoingMail.claimed_at < now)
    fresh = and_(OutgoingMail.state == MailState.QUEUED, waited)
    dropped = and_(
        OutgoingMail.state == MailState.SENDING, OutgoingMail.claimed_at < now - CLAIM_LASTS
    )
    ids = list(
        db.session.scalars(
            select(OutgoingMail.id).where(or_(fresh, dropped)).order_by(OutgoingMail.id).limit(500)
        )
    )
    db.session.rollback()
    return ids


def deliver(mail_id: int, transport: Transport, now: datetime) -> bool:
    """Send one mail unless another worker has it; True when it left.

    A failure is kept with its reason and tried again after a growing wait; after
    MAX_ATTEMPTS tries the mail is failed, for the organiser to see.
    """
    if not _claim(mail_id, now):
        return False
    mail = db.session.get_one(OutgoingMail, mail_id, populate_existing=True)
    db.session.commit()
    try:
        transport(mail.recipient, mail.message)
    except (OSError, SMTPException) as error:
        with transaction():
            over = mail.attempts >= MAX_ATTEMPTS
            mail.state = MailState.FAILED if over else MailState.QUEUED
            # `claimed_at` of a queued mail is the moment before which it is not tried again.
            mail.claimed_at = now + FIRST_WAIT * 2 ** (mail.attempts - 1)
            mail.error = f"{type(error).__name__}: {_reason(error)}"
        return False
    with transaction():
        mail.state, mail.sent_at, mail.error = MailState.SENT, now, ""
    return True


def _claim(mail_id: int, now: datetime) -> bool:
    free = or_(
        OutgoingMail.state == MailState.QUEUED,
        and_(OutgoingMail.state == MailState.SENDING, OutgoingMail.claimed_at < now - CLAIM_LASTS),
    )
    waited = or_(OutgoingMail.claimed_at.is_(None), OutgoingMail.claimed_at < now)
    with transaction():
        claimed = changed_rows(
            update(OutgoingMail)
            .where(OutgoingMail.id == mail_id, free, waited)
            .values(state=MailState.SENDING, claimed_at=now, attempts=OutgoingMail.attempts + 1)
        )
    return claimed == 1


def _reason(error: Exception) -> str:
    # SMTP errors carry recipients' addresses; their code is enough to act on.
    if isinstance(error, SMTPException):
        return str(getattr(error, "smtp_code", "the server refused it"))
    return str(error)
