"""The second step of signing in: after the password a page asks for a code or a passkey."""

import time
from datetime import UTC, datetime
from typing import Any

from flask import (
    Response,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address
from flask_security.core import Security
from flask_security.tf_plugin import TfPlugin
from flask_security.utils import login_user, validate_redirect_url
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import HiddenField

from scheduler.errors import InvalidInput
from scheduler.models import User, db
from scheduler.services.accounts.two_steps import second_step
from scheduler.web.access import public
from scheduler.web.app import limits
from scheduler.web.app.extensions import limiter
from scheduler.web.auth.routes import blueprint
from scheduler.web.shared.accounts import challenges
from scheduler.web.shared.accounts.codes import answer_of, code_field, passkey_field, without_app
from scheduler.web.shared.typed import unpack

KEY = "second_step"
"""Where the session keeps whose password was right, until the code is."""
PATIENCE = 10 * 60
"""Seconds after which the password is asked for again."""
CODE_PAGE = "auth/code.html"


class CodeForm(FlaskForm):
    """Asks for a code or a passkey. ``next`` and ``typed`` are carried from the sign-in form."""

    code = code_field("Code", "Six digits from your app, or a recovery code.", or_passkey=True)
    passkey = passkey_field()
    next = HiddenField()
    typed = HiddenField()


class CodeAfterPassword(TfPlugin):
    """What the library asks once a password was right: whether that is all."""

    def tf_enter(
        self,
        user: Any,
        remember_me: bool | None,
        primary_authn_via: str,
        next_loc: str | None,
    ) -> Response | None:
        """None lets the user in; for who has a second step, the page that asks for it."""
        if not second_step.is_on(user.id):
            return None
        session[KEY] = {
            "user": user.fs_uniquifier,
            "at": time.time(),
            "remember": bool(remember_me),
        }
        form = CodeForm(formdata=None)
        form.next.data, form.typed.data = next_loc, request.form.get("typed", "")
        return make_response(_page(form, user.id))


def ask_for_codes(security: Security) -> None:
    """Let the library's sign-in ask for the second step."""
    security.two_factor_plugins = CodeAfterPassword()


def whose_code() -> str:
    """Whose account is tried, wherever it is tried from: six digits are soon guessed."""
    pending = session.get(KEY)
    return f"second step {pending['user']}" if pending else get_remote_address()


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@public
@limiter.limit(limits.CODES_EACH, methods=["POST"], key_func=whose_code)
def code() -> ResponseReturnValue:
    """Take the code and let them in; without a password before it there is nothing to take."""
    user = _whose()
    if user is None:
        if request.method == "POST":
            flash("That took too long. Sign in again.", "warn")
        return redirect(url_for("security.login"), 303)
    form = CodeForm()
    if not form.validate_on_submit():
        return _page(form, user.id), 400 if form.errors else 200
    if refusal := _refusal(form, user.id):
        form.code.errors = [refusal]
        return _page(form, user.id), 400
    pending = session.pop(KEY)
    login_user(user, remember=pending["remember"])
    if typed := unpack(form.typed.data or ""):
        return render_template("auth/typed.html", typed=typed)
    there = form.next.data or ""
    if not (there and validate_redirect_url(there)):
        there = current_app.config["SECURITY_POST_LOGIN_VIEW"]
    return redirect(there, 303)


def _refusal(form: CodeForm, user_id: int) -> str:
    """Why what was sent does not let them in, in a sentence; "" when it does."""
    try:
        if second_step.accept(user_id, answer_of(form, user_id), datetime.now(UTC)):
            return ""
    except InvalidInput as error:
        return error.sentence
    return second_step.WRONG_PASSKEY if form.passkey.data else second_step.WRONG


def _page(form: CodeForm, user_id: int) -> str:
    no_app = not second_step.app_is_connected(user_id)
    if no_app:
        without_app(form.code)
    return render_template(
        CODE_PAGE, form=form, question=challenges.question(user_id), no_app=no_app
    )


def _whose() -> User | None:
    """Whose password was right within PATIENCE."""
    pending = session.get(KEY)
    if not pending or time.time() - pending["at"] > PATIENCE:
        session.pop(KEY, None)
        return None
    found = select(User).where(User.fs_uniquifier == pending["user"], User.active)
    return db.session.scalar(found)
