"""What the pages say about email, and the context in which services write it."""

from flask import Flask, current_app

from scheduler.domain.words.emails import to_be_written, written
from scheduler.services.messages import mail_server
from scheduler.services.messages.mail_context import MailContext
from scheduler.web.shared.links import links_for


def mail_context_of(app: Flask) -> MailContext:
    """Return what emails of this request, or of a worker, need beside their facts."""
    return MailContext(app.config["MAIL_FROM"], links_for(app))


def emails_ahead(number: int) -> str:
    """What would become of that many emails, as one sentence for a page that asks."""
    return to_be_written(number, leaving=bool(current_app.config["SMTP_HOST"]))


def emails(number: int) -> str:
    """What has become of that many emails just now, as one sentence for a page."""
    waiting = number > 0 and mail_server.trouble() is not None
    return written(number, leaving=bool(current_app.config["SMTP_HOST"]), waiting=waiting)
