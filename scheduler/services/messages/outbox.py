"""Emails as rows: written with the change they tell of, delivered by a worker, tried again."""

import random
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

import structlog
from sqlalchemy import ColumnElement, Engine, and_, case, or_, select, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from scheduler.domain.messages.delivery import (
    PATIENCE,
    SERVER_WIDE,
    DeliveryOutcome,
    Verdict,
    wait_before_next,
)
from scheduler.domain.states import MailState
from scheduler.mail.letters import Letter
from scheduler.mail.transport import Transport
from scheduler.models import OutgoingMail, db, transaction
from scheduler.models.clock import database_now
from scheduler.models.database import changed_rows, reading
from scheduler.services.background.heartbeat import Heartbeat
from scheduler.services.messages import mail_server

CLAIM_LASTS: Final = timedelta(minutes=1)
"""How long an email is left alone after the last sign of life of whoever sends it."""

RENEWED: Final = CLAIM_LASTS / 6
AT_ONCE: Final = 500
LONGEST_SUBJECT: Final = 300
"""Characters of a subject that the outbox lists; the email has all of it."""

log = structlog.get_logger("crosstalk")


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
        subject=letter.subject[:LONGEST_SUBJECT],
        message=letter.content,
        state=MailState.QUEUED,
        created_at=now,
    )
    db.session.add(mail)
    return mail


def number_of(mails: Iterable[OutgoingMail | None]) -> int:
    """Return how many emails were posted; None stands for somebody without an address."""
    return sum(mail is not None for mail in mails)


def due() -> list[int]:
    """Ids of emails that should be tried now, the least tried first, at most AT_ONCE."""
    with reading():
        most = mail_server.most_to_try()
        ids = db.session.scalars(
            select(OutgoingMail.id)
            .where(_free())
            .order_by(OutgoingMail.attempts, OutgoingMail.id)
            .limit(AT_ONCE if most is None else most)
        ).all()
    return list(ids)


def deliver(mail_id: int, transport: Transport) -> bool:
    """Send one email unless another worker has it or all have to wait; True when it left.

    However long the mail server takes, the claim is renewed meanwhile, so that no other worker
    sends the email too. What the server said is kept where it did not take the email.
    """
    claimed = _claim(mail_id)
    if claimed is None:
        return False
    attempt, failures = claimed
    this = select(OutgoingMail.recipient, OutgoingMail.message).where(OutgoingMail.id == mail_id)
    with reading():
        found = db.session.execute(this).one_or_none()
    if found is None:
        # Its event was deleted at this moment.
        return False
    lost = partial(_lost, db.engine, mail_id, attempt)
    with Heartbeat(lost, RENEWED, mail=mail_id):
        outcome = _hand_over(transport, *found, partial(_surely, lost))
        _record_for_certain(mail_id, attempt, outcome, failures)
    if outcome.verdict not in (Verdict.SENT, Verdict.FILED):
        log.warning("email not sent", mail=mail_id, verdict=outcome.verdict)
    return outcome.verdict == Verdict.SENT


def _hand_over(
    transport: Transport, recipient: str, content: bytes, still_ours: Callable[[], bool]
) -> DeliveryOutcome:
    try:
        return transport(recipient, content, still_ours)
    except Exception as error:
        # One that nobody can send must not be tried for ever, nor stop the others.
        log.error("sending crashed", kind=type(error).__name__)
        return DeliveryOutcome(
            Verdict.DEFERRED, f"It could not be handed over ({type(error).__name__})."
        )


def _free() -> ColumnElement[bool]:
    """Queued and not to wait, or left by a worker that died."""
    waits = OutgoingMail.next_try_at > database_now()
    return or_(
        and_(
            OutgoingMail.state == MailState.QUEUED,
            or_(OutgoingMail.next_try_at.is_(None), ~waits),
        ),
        and_(
            OutgoingMail.state == MailState.SENDING,
            OutgoingMail.claimed_at < database_now(-CLAIM_LASTS),
        ),
    )


def _claim(mail_id: int) -> tuple[int, int] | None:
    """Take the email: which attempt this is, and how often the server failed before it."""
    now = database_now()
    with transaction():
        attempt = db.session.scalar(
            update(OutgoingMail)
            .where(OutgoingMail.id == mail_id, _free())
            .values(
                state=MailState.SENDING,
                claimed_at=now,
                tried_since=case(
                    (OutgoingMail.tried_since.is_(None), now), else_=OutgoingMail.tried_since
                ),
                attempts=OutgoingMail.attempts + 1,
            )
            .returning(OutgoingMail.attempts)
            .execution_options(synchronize_session=False)
        )
        failures = None if attempt is None else mail_server.let_through()
        if attempt is None or failures is None:
            db.session.rollback()
            return None
    return attempt, failures


def _lost(engine: Engine, mail_id: int, attempt: int) -> bool:
    """Renew the claim, on a connection of its own; True when another attempt has the email."""
    renewed = (
        update(OutgoingMail)
        .where(
            OutgoingMail.id == mail_id,
            OutgoingMail.state == MailState.SENDING,
            OutgoingMail.attempts == attempt,
        )
        .values(claimed_at=database_now())
    )
    with engine.begin() as connection:
        return connection.execute(renewed).rowcount != 1


def _surely(lost: partial[bool]) -> bool:
    try:
        return not lost()
    except SQLAlchemyError:
        # Without the database nobody knows whose the email is, and sending cannot be undone.
        return False


def _record_for_certain(
    mail_id: int, attempt: int, outcome: DeliveryOutcome, failures: int
) -> None:
    """Keep what came of it, with a second try while the database is away.

    An email that was sent and is not known to be would be sent again.
    """
    patience = time.monotonic() + CLAIM_LASTS.total_seconds()
    while True:
        try:
            return _record(mail_id, attempt, outcome, failures)
        except DBAPIError:
            if time.monotonic() > patience:
                raise
            time.sleep(0.5)


def _record(mail_id: int, attempt: int, outcome: DeliveryOutcome, failures: int) -> None:
    this = update(OutgoingMail).where(OutgoingMail.id == mail_id)
    mine = this.where(OutgoingMail.state == MailState.SENDING, OutgoingMail.attempts == attempt)
    with transaction():
        match outcome.verdict:
            case Verdict.SENT:
                # Whoever has it now has not sent it yet, and will not when it asks.
                changed_rows(this.values(state=MailState.SENT, sent_at=database_now(), error=""))
            case Verdict.FILED:
                changed_rows(mine.values(state=MailState.UNSENT, error=""))
            case Verdict.REFUSED:
                changed_rows(mine.values(state=MailState.REFUSED, error=outcome.words))
            case Verdict.DEFERRED:
                changed_rows(mine.values(**_another_try(mail_id, outcome.words)))
            case Verdict.AWAY | Verdict.BARRED:
                changed_rows(mine.values(state=MailState.QUEUED, error=outcome.words))
                barred = outcome.verdict == Verdict.BARRED
                mail_server.note_trouble(outcome.words, barred=barred, failures=failures)
            case Verdict.LOST:
                return
        if outcome.verdict not in (*SERVER_WIDE, Verdict.FILED):
            mail_server.note_health()


def _another_try(mail_id: int, words: str) -> dict[str, Any]:
    """The email waits for its next try, or is given up where it has been tried for long enough."""
    since, now = db.session.execute(
        select(OutgoingMail.tried_since, database_now()).where(OutgoingMail.id == mail_id)
    ).one()
    tried_for = now - (since or now)
    over = tried_for > PATIENCE
    return {
        "state": MailState.FAILED if over else MailState.QUEUED,
        "next_try_at": database_now(wait_before_next(tried_for, random.random())),  # noqa: S311
        "error": words,
    }
