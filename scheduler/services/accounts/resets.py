"""Asking for a link to choose a new password.

The page only notes the address: it takes equally long whether there is an account or not. A worker
looks for the account and writes the email.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from scheduler.domain.messages.email_kinds import PASSWORD_RESET
from scheduler.domain.people.email_addresses import tidy_address
from scheduler.mail.letters import Sender
from scheduler.mail.messages import password_reset
from scheduler.models import OutgoingMail, ResetRequest, User, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.messages import outbox

PAUSE = timedelta(minutes=5)
"""Between two such emails to one address; the first one's link works for longer."""

AT_ONCE = 100


def ask(email: str, base: str, now: datetime) -> None:
    """Note that a link was asked for at the server with the address ``base``."""
    with transaction():
        db.session.add(ResetRequest(email=tidy_address(email), base=base, asked_at=now))


def waiting_resets() -> list[int]:
    """Return the ids of what nobody has answered yet, the oldest first."""
    ids = db.session.scalars(select(ResetRequest.id).order_by(ResetRequest.id).limit(AT_ONCE))
    found = list(ids)
    db.session.rollback()
    return found


def answer_reset(
    request_id: int, link_for: Callable[[User, str], str], from_us: Sender, now: datetime
) -> None:
    """Write the email, if the address has an account and got none a moment ago.

    ``link_for`` makes the link for a user at the address of a server. A request that another
    worker has answered is left alone.
    """
    with transaction():
        asked = db.session.get(ResetRequest, request_id)
        if asked is None or not changed_rows(
            delete(ResetRequest).where(ResetRequest.id == request_id)
        ):
            return
        user = db.session.scalar(select(User).where(User.email == asked.email.lower()))
        if user is None or not user.active or _just_written(user.email, now):
            return
        outbox.post(password_reset(user.email, from_us, now, link=link_for(user, asked.base)), now)


def _just_written(address: str, now: datetime) -> bool:
    written = select(OutgoingMail.id).where(
        OutgoingMail.kind == PASSWORD_RESET,
        OutgoingMail.recipient == address,
        OutgoingMail.created_at > now - PAUSE,
    )
    return db.session.scalar(written.limit(1)) is not None
