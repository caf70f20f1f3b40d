"""Joining an organisation by the link of an invitation."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user
from flask_security.utils import hash_password, login_user

from scheduler.errors import RuleBroken
from scheduler.models import Invitation
from scheduler.services.accounts import invitations
from scheduler.web.access import BODY, secret_link
from scheduler.web.app.extensions import limiter
from scheduler.web.auth.forms import JoinForm
from scheduler.web.auth.routes import blueprint, to_the_events


def _invited(token: str) -> dict[str, object]:
    found = invitations.find_invitation(token, datetime.now(UTC))
    return {"found": found, "invitation_token": token}


@blueprint.route("/join/<invitation_token>/", methods=["GET", "POST"], strict_slashes=False)
@limiter.limit("20 per minute")
@secret_link("invitation_token", _invited)
def join(found: Invitation, invitation_token: str) -> ResponseReturnValue:
    """Say who invites to what. A POST joins with the account signed in, or with a new one."""
    now = datetime.now(UTC)
    if current_user.is_authenticated:
        return _join_signed_in(found, invitation_token, now)
    known = invitations.account_of(found) is not None
    form = JoinForm()
    if known or not form.validate_on_submit():
        there = url_for(
            "security.login", next=url_for("auth.join", invitation_token=invitation_token)
        )
        page = render_template(
            "auth/join.html", form=form, invitation=found, known=known, sign_in=there
        )
        return page, 400 if form.errors else 200
    try:
        user = invitations.join_with_new_account(
            invitation_token, form.name.data or "", hash_password(form.password.data), now
        )
    except RuleBroken:
        # They made the account a moment ago, in another window.
        return redirect(url_for("auth.join", invitation_token=invitation_token), 303)
    login_user(user)
    _welcome(found)
    return to_the_events()


def _join_signed_in(found: Invitation, token: str, now: datetime) -> ResponseReturnValue:
    form = JoinForm()
    if not form.is_submitted():
        return render_template("auth/join.html", form=form, invitation=found, known=True)
    invitations.join_body(token, current_user, now)
    _welcome(found)
    return redirect(url_for("organiser.events"), 303)


def _welcome(found: Invitation) -> None:
    session[BODY] = found.body_id
    flash(f"Welcome to {found.body.name}. You are {found.role}: {found.role.words}.")
