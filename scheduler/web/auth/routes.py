"""The first visit: the owner's account."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security.utils import hash_password, login_user

from scheduler.services.accounts import set_up as accounts
from scheduler.web.access import secret_link
from scheduler.web.app.extensions import limiter
from scheduler.web.auth.forms import SetUpForm

blueprint = Blueprint("auth", __name__)


def to_the_events() -> ResponseReturnValue:
    """Lead whoever has just got an account to their events, by way of the sign-in page.

    That leads on at once, but for a browser that refused the cookie: there it says so.
    """
    return redirect(url_for("security.login", next=url_for("organiser.events"), made="yes"), 303)


def _unused(token: str) -> dict[str, object]:
    accounts.check_setup_link(token)
    return {"token": token}


@blueprint.route("/set-up/<token>", methods=["GET", "POST"])
@limiter.limit("20 per minute")
@secret_link("token", _unused)
def set_up(token: str) -> ResponseReturnValue:
    """Create the first owner and the organising body with the one-time link."""
    form = SetUpForm()
    if not form.validate_on_submit():
        return render_template("auth/set_up.html", form=form), 400 if form.errors else 200
    user = accounts.create_owner(
        token,
        name=form.name.data or "",
        email=form.email.data or "",
        password_hash=hash_password(form.password.data),
        body_name=form.body_name.data or "",
        now=datetime.now(UTC),
    )
    login_user(user)
    return to_the_events()
