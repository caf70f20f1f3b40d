"""Between requests and the outbox: where letters come from, and sending them after the commit."""

from collections.abc import Iterable

from flask import current_app

from scheduler.services.messages.attendee_mail import Mailroom
from scheduler.web.shared.links import links_for


def mailroom() -> Mailroom:
    """Return what services need to write letters during this request."""
    return Mailroom(current_app.config["MAIL_FROM"], links_for(current_app))


def send_mails(mail_ids: Iterable[int]) -> None:
    """Hand committed mails to the queue; what the queue loses is found again by the workers."""
    for mail_id in mail_ids:
        current_app.extensions["queue"].send("deliver_mail", mail_id)
