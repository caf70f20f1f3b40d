"""Emails on their way, and time that has passed for them."""

from datetime import timedelta

from flask import Flask

from scheduler.models import OutgoingMail, db
from scheduler.models.clock import database_now
from scheduler.services.messages import outbox
from tests.builders.mails import letter
from tests.builders.times import NOW


def posted(app: Flask, recipient: str = "ann@example.org") -> int:
    mail = outbox.post(letter(recipient), NOW)
    db.session.commit()
    return mail.id


def row(mail_id: int) -> OutgoingMail:
    mail = db.session.get_one(OutgoingMail, mail_id, populate_existing=True)
    db.session.commit()
    return mail


def as_if_waited(mail_id: int) -> None:
    """As if the pause before the next try were over."""
    row(mail_id).next_try_at = database_now()
    db.session.commit()


def as_if_silent_for(mail_id: int, time: timedelta) -> None:
    """As if whoever sends the email had shown no life for so long."""
    row(mail_id).claimed_at = database_now(-time)
    db.session.commit()


def state(mail_id: int) -> tuple[str, str]:
    mail = row(mail_id)
    return mail.state, mail.error
