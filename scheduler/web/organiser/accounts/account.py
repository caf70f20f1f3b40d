"""The account page: where it is signed in, and how to end that."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user
from flask_security.utils import logout_user

from scheduler.services.accounts import sign_ins
from scheduler.web.access import account as account_only
from scheduler.web.access import membership_of, memberships_of
from scheduler.web.organiser.blueprint import blueprint


@blueprint.get("/account")
@account_only
def account() -> ResponseReturnValue:
    """Who is signed in, and in which browsers."""
    found = sign_ins.sign_ins_of(current_user.id, datetime.now(UTC))
    here = sign_ins.key_hash(session.get("sign_in", ""))
    return render_template(
        "organiser/accounts/account.html",
        sign_ins=found,
        here=here,
        parts=memberships_of(current_user),
        chosen=membership_of(current_user),
    )


@blueprint.post("/account/sign-out-everywhere")
@account_only
def sign_out_everywhere() -> ResponseReturnValue:
    """End every sign-in of the account, this one too."""
    sign_ins.end_all(current_user.id)
    logout_user()
    flash("You are signed out everywhere.")
    return redirect(url_for("security.login"), 303)
