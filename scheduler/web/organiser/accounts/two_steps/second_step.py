"""Two-step sign-in on the account page: its ways, recovery codes, and what is taken away."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user

from scheduler.domain.accounts.roles import Right
from scheduler.errors import CrosstalkError, RuleBroken
from scheduler.models import User
from scheduler.services.accounts import team
from scheduler.services.accounts.two_steps import passkeys, recovery_codes, second_step, ways_back
from scheduler.services.accounts.two_steps.second_step import SecondFactor
from scheduler.web.access import account as account_only
from scheduler.web.access import body_of, member
from scheduler.web.app import limits
from scheduler.web.app.extensions import limiter
from scheduler.web.organiser.accounts.account import PresentPassword, own_zone
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.confirm import asked_first
from scheduler.web.shared.accounts import challenges
from scheduler.web.shared.accounts.codes import answer_of, code_field, passkey_field, without_app
from scheduler.web.shared.forms import beside

ASK = "organiser/accounts/two_steps/second_step_ask.html"
CODES = "organiser/accounts/two_steps/recovery_codes.html"
TEAM = "organiser/accounts/two_steps/team_second_step_off.html"
SECOND_STEP = "/account/second-step"
LAST = "It is your only way: two-step sign-in and your recovery codes end with it."


class PasswordAndCode(PresentPassword):
    """What only whoever has password and phone, or password and paper, may press."""

    code = code_field("Code", "Six digits from your app, or a recovery code.", or_passkey=True)
    passkey = passkey_field()


def whose() -> str:
    """The account, wherever it is tried from."""
    return f"second step {current_user.fs_uniquifier}"


tries = limiter.shared_limit(
    limits.CODES_EACH, scope="second step", key_func=whose, methods=["POST"]
)


def to_second_step() -> ResponseReturnValue:
    """Lead to the ways there are."""
    return redirect(url_for("organiser.account_second_step"), 303)


def ask_who(
    heading: str,
    sentence: str,
    button: str,
    act: Callable[[SecondFactor | None], ResponseReturnValue],
) -> ResponseReturnValue:
    """Ask for the password, and for a code or a passkey where it is on; then act with that."""
    on = second_step.is_on(current_user.id)
    form = PasswordAndCode() if on else PresentPassword()
    if on and not second_step.app_is_connected(current_user.id):
        without_app(form["code"])
    if form.validate_on_submit():
        try:
            return act(answer_of(form, current_user.id) if on else None)
        except CrosstalkError as error:
            beside(form, error)
    page = render_template(
        ASK,
        heading=heading,
        sentence=sentence,
        button=button,
        form=form,
        question=challenges.question(current_user.id) if on else None,
    )
    return page, 400 if form.errors else 200


@blueprint.get(SECOND_STEP)
@account_only
def account_second_step() -> ResponseReturnValue:
    """Show the ways there are, and what can be done."""
    step = second_step.step_of(current_user.id, datetime.now(UTC))
    return render_template(
        "organiser/accounts/two_steps/account_second_step.html",
        app=step if step and step.confirmed_at else None,
        passkeys=passkeys.passkeys_of(current_user.id),
        left=recovery_codes.codes_left(current_user.id),
        passkeys_here=challenges.party() is not None,
        timezone=own_zone(),
    )


@blueprint.route(SECOND_STEP + "/codes", methods=["GET", "POST"])
@account_only
@tries
def second_step_codes() -> ResponseReturnValue:
    """Give out new recovery codes; the former ones no longer count."""
    if not second_step.is_on(current_user.id):
        return to_second_step()

    def act(answer: SecondFactor | None) -> ResponseReturnValue:
        codes = second_step.renew_codes(current_user, answer, datetime.now(UTC))
        return render_template(CODES, codes=codes, turned_on=False)

    sentence = "They replace the former ones, which stop working."
    return ask_who("New recovery codes", sentence, "Make new recovery codes", act)


@blueprint.route(SECOND_STEP + "/off", methods=["GET", "POST"])
@account_only
@tries
def second_step_off() -> ResponseReturnValue:
    """Ask for the password alone from now on."""
    if not second_step.is_on(current_user.id):
        return to_second_step()

    def act(answer: SecondFactor | None) -> ResponseReturnValue:
        second_step.turn_off(current_user, answer, datetime.now(UTC))
        return _turned_off()

    sentence = "App, passkeys and recovery codes are forgotten. Your password alone opens it then."
    return ask_who("Turn off two-step sign-in", sentence, "Turn it off", act)


@blueprint.route(SECOND_STEP + "/app/remove", methods=["GET", "POST"])
@account_only
@tries
def second_step_app_remove() -> ResponseReturnValue:
    """Forget the app."""
    if not second_step.app_is_connected(current_user.id):
        return to_second_step()
    return _remove("the authenticator app", second_step.remove_app)


@blueprint.route(SECOND_STEP + "/passkeys/<int:passkey_id>/remove", methods=["GET", "POST"])
@account_only
@tries
def second_step_passkey_remove(passkey_id: int) -> ResponseReturnValue:
    """Forget a passkey."""
    passkey = passkeys.passkey_of(current_user.id, passkey_id)
    forget = partial(second_step.remove_passkey, passkey)
    return _remove(f"the passkey “{passkey.name}”", forget)


def _remove(
    what: str, forget: Callable[[User, SecondFactor | None, datetime], None]
) -> ResponseReturnValue:
    def act(answer: SecondFactor | None) -> ResponseReturnValue:
        forget(current_user, answer, datetime.now(UTC))
        if not second_step.is_on(current_user.id):
            return _turned_off()
        flash(f"You removed {what}.")
        return to_second_step()

    last = second_step.number_of_ways(current_user.id) == 1
    return ask_who(
        f"Remove {what}", LAST if last else "You sign in with what is left.", "Remove", act
    )


def _turned_off() -> ResponseReturnValue:
    flash("Two-step sign-in is off. Your password alone opens your account.")
    return redirect(url_for("organiser.account"), 303)


@blueprint.route("/team/<int:member_id>/second-step-off", methods=["GET", "POST"])
@member(Right.TEAM)
def team_second_step_off(member_id: int) -> ResponseReturnValue:
    """Turn it off for a member who has lost phone and codes, after a page that asks."""
    body = body_of(current_user)
    found = team.member_of(body.id, member_id)

    def page() -> ResponseReturnValue:
        return render_template(TEAM, member=found)

    def act() -> str:
        try:
            name = ways_back.turn_off_for_member(
                body.id, member_id, current_user, datetime.now(UTC)
            )
        except RuleBroken as error:
            return f"Nothing was changed. {error.sentence}"
        return f"{name} signs in with the password alone now, and is told so by email."

    return asked_first(page, act, url_for("organiser.team"))
