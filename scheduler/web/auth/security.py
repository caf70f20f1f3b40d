"""Flask-Security, fitted to the house: our forms' look, our mails, our limits."""

from datetime import UTC, datetime
from typing import Any

from flask import Flask, request
from flask_security.core import Security
from flask_security.datastore import SQLAlchemyUserDatastore
from flask_security.mail_util import MailUtil

from scheduler.mail import messages
from scheduler.mail.letters import Sender
from scheduler.models import db
from scheduler.services.messages import outbox
from scheduler.web.app.extensions import limiter
from scheduler.web.auth.forms import LostPasswordForm, NewPasswordForm, SignInForm

TRIES = "10 per minute; 60 per hour"


class OutboxMail(MailUtil):
    """Puts the library's messages into our outbox, from our own templates."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self._app = app

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: str | tuple[str, str],
        sender: Any,
        body: str | None,
        html: str | None,
        **context: Any,
    ) -> None:
        """Queue the reset link or the notice; other messages of the library are not used."""
        now = datetime.now(UTC)
        address = recipient if isinstance(recipient, str) else recipient[1]
        from_us = Sender("Crosstalk", self._app.config["MAIL_FROM"])
        if template.endswith("reset_instructions"):
            link = context["reset_link"]
            if site := self._app.config["SITE_URL"]:
                # The Host header is the asker's to choose; a link with a secret must not follow it.
                link = site + link.removeprefix(request.host_url.rstrip("/"))
            letter = messages.password_reset(address, from_us, now, link=link)
        else:
            letter = messages.password_changed(address, from_us, now)
        outbox.post(letter, now)
        db.session.commit()


def register_security(app: Flask, users: SQLAlchemyUserDatastore) -> None:
    """Bind Flask-Security and limit how often its doors may be tried."""
    security = Security(
        mail_util_cls=OutboxMail,
        login_form=SignInForm,
        forgot_password_form=LostPasswordForm,
        reset_password_form=NewPasswordForm,
    )
    security.init_app(app, users)
    for endpoint in ("security.login", "security.forgot_password", "security.reset_password"):
        view = app.view_functions[endpoint]
        limited: Any = limiter.limit(TRIES, methods=["POST"])(view)
        app.view_functions[endpoint] = limited
