"""Flask-Security, fitted to the house: our forms' look, our mails, our limits."""

from datetime import UTC, datetime
from typing import Any

from flask import Flask, request
from flask_security.core import Security
from flask_security.datastore import SQLAlchemyUserDatastore
from flask_security.mail_util import MailUtil

from scheduler.mail import messages
from scheduler.mail.letters import Sender
from scheduler.services import outbox
from scheduler.web.extensions import limiter


class OutboxMail(MailUtil):
    """Puts the library's messages into our outbox, from our own templates."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self._app = app

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: str,
        sender: Any,
        body: str,
        html: str | None,
        **context: Any,
    ) -> None:
        """Queue the reset link or the notice; other messages of the library are not used."""
        now = datetime.now(UTC)
        from_us = Sender("Crosstalk", self._app.config["MAIL_FROM"])
        if template == "reset_instructions":
            link = context["reset_link"]
            if site := self._app.config["SITE_URL"]:
                # The Host header is the asker's to choose; a link with a secret must not follow it.
                link = site + link.removeprefix(request.host_url.rstrip("/"))
            letter = messages.password_reset(recipient, from_us, now, link=link)
        else:
            letter = messages.password_changed(recipient, from_us, now)
        mail = outbox.post(letter, now)
        from scheduler.models import db

        db.session.commit()
        self._app.extensions["queue"].send("deliver_mail", mail.id)


def register_security(app: Flask, security: Security, users: SQLAlchemyUserDatastore) -> None:
    """Bind Flask-Security and limit how often its doors may be tried."""
    security.init_app(app, users, mail_util_cls=OutboxMail)
    for endpoint in ("security.login", "security.forgot_password", "security.reset_password"):
        view = app.view_functions[endpoint]
        limited = limiter.limit("10 per minute; 60 per hour", methods=["POST"])(view)
        limited.access_rule = "public"  # type: ignore[attr-defined]
        app.view_functions[endpoint] = limited
