"""Flask-Security, fitted to the house: our forms' look, our mails, our limits."""

from datetime import UTC, datetime
from typing import Any

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_limiter.errors import RateLimitExceeded
from flask_limiter.util import get_remote_address
from flask_security.core import Security
from flask_security.datastore import SQLAlchemyUserDatastore
from flask_security.mail_util import MailUtil

from scheduler.mail import messages
from scheduler.mail.letters import Sender
from scheduler.models import db
from scheduler.services.messages import outbox
from scheduler.web.app import limits
from scheduler.web.app.errors import http_error
from scheduler.web.app.extensions import limiter
from scheduler.web.auth.forms import LostPasswordForm, NewPasswordForm, SignInForm
from scheduler.web.auth.signed_out import init_signed_out

LIMITED = {
    "security.login": limits.mailbox_tried_from,
    "security.forgot_password": limits.mailbox,
    "security.reset_password": get_remote_address,
}
"""What the tries at each door are counted for, besides the address that they come from."""

TYPED = {
    "security.login": (SignInForm, "login_user_form", "security/login_user.html"),
    "security.forgot_password": (
        LostPasswordForm,
        "forgot_password_form",
        "security/forgot_password.html",
    ),
}
"""The form, what its page calls it, and the page."""


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
    for endpoint, key in LIMITED.items():
        view = app.view_functions[endpoint]
        each: Any = limiter.limit(limits.TRIES_EACH, methods=["POST"], key_func=key)(view)
        limited: Any = limiter.limit(limits.TRIES, methods=["POST"])(each)
        app.view_functions[endpoint] = limited
    app.register_error_handler(RateLimitExceeded, _too_often)
    init_signed_out(app)


def _too_often(error: RateLimitExceeded) -> ResponseReturnValue:
    """Show the form with the address that was typed, and say when to press again."""
    if request.endpoint not in TYPED:
        return http_error(error)
    kind, called, page = TYPED[request.endpoint]
    form = kind()
    form.form_errors.append(limits.try_again_sentence(kept=False))
    return render_template(page, **{called: form}), 429, limits.retry_header()
