"""Emails reach the queue here: after the commit of the transaction that posted them."""

from typing import Any

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from scheduler.models import OutgoingMail, db

_POSTED = "posted emails"


def send_posted_emails() -> None:
    """Let every commit hand the emails it posted to the queue of its application.

    What a rollback takes back is forgotten. What the queue loses, the workers find again.
    """
    session: Any = db.session
    if event.contains(session, "after_commit", _send):
        return
    event.listen(session, "after_flush", _remember)
    event.listen(session, "after_commit", _send)
    event.listen(session, "after_rollback", _forget)


def _remember(session: Session, _context: Any) -> None:
    posted = session.info.setdefault(_POSTED, [])
    touched = (*session.new, *session.dirty)
    posted += [row for row in touched if isinstance(row, OutgoingMail) and row.is_due]


def _send(session: Session) -> None:
    for mail in session.info.pop(_POSTED, []):
        current_app.extensions["queue"].send("deliver_mail", mail.id)


def _forget(session: Session) -> None:
    session.info.pop(_POSTED, None)
