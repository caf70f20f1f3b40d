"""Flask-Security, fitted to the house: our forms' look, our mails, our limits."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Flask, current_app, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_limiter.errors import RateLimitExceeded
from flask_limiter.util import get_remote_address
from flask_security.core import Security
from flask_security.datastore import SQLAlchemyUserDatastore
from flask_security.mail_util import MailUtil
from flask_security.recoverable import generate_reset_password_token

from scheduler.mail import messages
from scheduler.mail.letters import Sender
from scheduler.models import User, db
from scheduler.services.accounts import resets
from scheduler.services.messages import outbox
from scheduler.web.app import limits
from scheduler.web.app.errors.pages import http_error
from scheduler.web.app.extensions import limiter
from scheduler.web.app.settings.sign_in import LINK_SENT
from scheduler.web.auth.forms import LostPasswordForm, NewPasswordForm, SignInForm
from scheduler.web.auth.second_step import CODE_PAGE, CodeForm, ask_for_codes
from scheduler.web.auth.sign_ins import init_sign_ins
from scheduler.web.auth.signed_out import init_signed_out
from scheduler.web.shared.links import links_for
from scheduler.web.shared.signing import signer

LIMITED = {
    "security.login": limits.mailbox_tried_from,
    "security.forgot_password": limits.mailbox,
    "security.reset_password": get_remote_address,
}
"""What the tries at each form are counted for, besides the address that they come from."""

TYPED = {
    "security.login": (SignInForm, "login_user_form", "security/login_user.html"),
    "security.forgot_password": (
        LostPasswordForm,
        "forgot_password_form",
        "security/forgot_password.html",
    ),
    "auth.code": (CodeForm, "form", CODE_PAGE),
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
        """Queue the notice of a new password; other messages of the library are not used."""
        now = datetime.now(UTC)
        address = recipient if isinstance(recipient, str) else recipient[1]
        from_us = Sender("Crosstalk", self._app.config["MAIL_FROM"])
        outbox.post(messages.password_changed(address, from_us, now), now)
        db.session.commit()


def ask_for_link() -> ResponseReturnValue:
    """Take the address to which a link for choosing a new password may go."""
    form = LostPasswordForm()
    if form.validate_on_submit():
        base = links_for(current_app).base
        resets.ask(form.email.data or "", base, datetime.now(UTC))
        flash(*LINK_SENT)
    page = render_template("security/forgot_password.html", forgot_password_form=form)
    return page, 400 if form.errors else 200


def _link_of(app: Flask) -> Callable[[User, str], str]:
    """What makes the link for a user, in a worker too, which answers no request."""

    def link(user: User, base: str) -> str:
        token = generate_reset_password_token(user)
        path = app.url_map.bind("localhost").build("security.reset_password", {"token": token})
        return base + path

    return link


def register_security(app: Flask, users: SQLAlchemyUserDatastore) -> None:
    """Bind Flask-Security and limit how often its doors may be tried."""
    security = Security(
        mail_util_cls=OutboxMail,
        login_form=SignInForm,
        reset_password_form=NewPasswordForm,
    )
    security.init_app(app, users)
    # Its own would sign with a former key.
    security.reset_serializer = signer(app.config["SECURITY_RESET_SALT"], app)
    ask_for_codes(security)
    app.view_functions["security.forgot_password"] = ask_for_link
    app.extensions["reset_link"] = _link_of(app)
    init_sign_ins(app)
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
    form: Any = kind()
    form.form_errors.append(limits.try_again_sentence(kept=False))
    return render_template(page, **{called: form}), 429, limits.retry_header()
