"""Emails: letters to post, rows made directly, and what has been posted so far."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.mail.letters import Letter, Sender
from scheduler.mail.messages import password_changed
from scheduler.models import Attendee, Event, OutgoingMail, db
from scheduler.models.database import read_only
from tests.builders.times import NOW

MAIL = b"From: crosstalk@example.org\r\nTo: a@example.org\r\nSubject: Hello\r\n\r\nHello.\r\n"


def letter(recipient: str = "ann@example.org") -> Letter:
    """A short letter, not yet posted."""
    return password_changed(recipient, Sender("Crosstalk", "crosstalk@example.org"), NOW)


def make_mail(event: Event, attendee: Attendee | None = None, **changes: Any) -> OutgoingMail:
    """An email that was sent, to the attendee if there is one, unless ``changes`` say otherwise."""
    values: dict[str, Any] = {
        "body_id": event.body_id,
        "event_id": event.id,
        "attendee_id": attendee.id if attendee else None,
        "kind": "signed_up",
        "recipient": attendee.email if attendee else "ann@example.org",
        "subject": "Hello",
        "message": MAIL,
        "state": "sent",
        "created_at": NOW,
    }
    mail = OutgoingMail(**(values | changes))
    db.session.add(mail)
    db.session.commit()
    return mail


def posted() -> list[OutgoingMail]:
    """Every email that is committed, in order, read beside the session of the test."""
    token = read_only.set(True)
    try:
        with Session(db.engine) as session:
            return list(session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))
    finally:
        read_only.reset(token)


def mails() -> list[tuple[str, str]]:
    """Kind and recipient of every email that is committed, in order."""
    return [(mail.kind, mail.recipient) for mail in posted()]
