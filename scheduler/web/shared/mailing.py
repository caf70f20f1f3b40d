"""What the pages say about email, and the context in which services write it."""

from pathlib import Path

from flask import Flask, current_app

from scheduler.domain.words.emails import to_be_written, written
from scheduler.services.messages import mail_server
from scheduler.services.messages.mail_context import MailContext
from scheduler.web.shared.links import links_for


def mail_context_of(app: Flask) -> MailContext:
    """Return what emails of this request, or of a worker, need beside their facts."""
    return MailContext(app.config["MAIL_FROM"], links_for(app))


def emails_leave() -> bool:
    """Whether a mail server is set; without one, emails are files in the outbox folder."""
    return bool(current_app.config["SMTP_HOST"])


def outbox_folder() -> Path:
    """Return where emails are written as files when no mail server is set."""
    return current_app.config["INSTANCE_DIR"] / "outbox"


def emails_ahead(number: int) -> str:
    """What would become of that many emails, as one sentence for a page that asks."""
    return to_be_written(number, leaving=emails_leave())


def emails(number: int) -> str:
    """What has become of that many emails just now, as one sentence for a page."""
    waiting = number > 0 and mail_server.trouble() is not None
    return written(number, leaving=emails_leave(), waiting=waiting)
