"""Two-step sign-in on the account page: connecting an app, recovery codes, turning it off."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user

from scheduler.domain.accounts.roles import Right
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.exports.paper.qr import qr_svg
from scheduler.services.accounts import second_step, team
from scheduler.web.access import account as account_only
from scheduler.web.access import body_of, member
from scheduler.web.app import limits
from scheduler.web.app.extensions import limiter
from scheduler.web.organiser.accounts.account import PresentPassword
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.confirm import asked_first
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.accounts.codes import code_field
from scheduler.web.shared.forms import beside

PAGE = "organiser/accounts/account_second_step.html"
CODES = "organiser/accounts/recovery_codes.html"
SECOND_STEP = "/account/second-step"


class FirstCodeForm(PlainForm):
    """The first code of an app that is being connected."""

    code = code_field("Code from the app", "Six digits; a new one comes every thirty seconds.")


class PasswordAndCode(PresentPassword):
    """What only whoever has password and phone, or password and paper, may press."""

    code = code_field("Code", "Six digits from your app, or a recovery code.")


def whose() -> str:
    """The account, wherever it is tried from."""
    return f"second step {current_user.fs_uniquifier}"


tries = limiter.shared_limit(
    limits.CODES_EACH, scope="second step", key_func=whose, methods=["POST"]
)


@blueprint.route(SECOND_STEP, methods=["GET", "POST"])
@account_only
@tries
def account_second_step() -> ResponseReturnValue:
    """Off: ask for the password and begin. Begun: show what the app reads. On: what can be done."""
    now = datetime.now(UTC)
    step = second_step.step_of(current_user.id, now)
    if step is not None:
        return _connected() if step.confirmed_at else _connecting(FirstCodeForm(formdata=None))
    form = PresentPassword()
    if form.validate_on_submit():
        second_step.begin(current_user, now)
        return redirect(url_for("organiser.account_second_step"), 303)
    page = render_template(PAGE, form=form, step=None)
    return page, 400 if form.errors else 200


@blueprint.post(SECOND_STEP + "/confirm")
@account_only
@tries
def second_step_confirm() -> ResponseReturnValue:
    """Turn it on with the app's first code, and show the recovery codes this once."""
    form, now = FirstCodeForm(), datetime.now(UTC)
    if form.validate():
        try:
            key = session.get("sign_in", "")
            codes = second_step.confirm_app(current_user, form.code.data or "", key, now)
            return render_template(CODES, codes=codes, turned_on=True)
        except InvalidInput as error:
            beside(form, error)
        except RuleBroken as error:
            flash(error.sentence, "bad")
            return redirect(url_for("organiser.account_second_step"), 303)
    return _connecting(form)


@blueprint.post(SECOND_STEP + "/codes")
@account_only
@tries
def second_step_codes() -> ResponseReturnValue:
    """Give out new recovery codes; the former ones no longer count."""
    form = PasswordAndCode()
    if form.validate():
        try:
            codes = second_step.renew_codes(current_user, form.code.data or "", datetime.now(UTC))
            return render_template(CODES, codes=codes, turned_on=False)
        except InvalidInput as error:
            beside(form, error)
    return _connected(form)


@blueprint.post(SECOND_STEP + "/off")
@account_only
@tries
def second_step_off() -> ResponseReturnValue:
    """Ask for the password alone from now on."""
    form = PasswordAndCode()
    if form.validate():
        try:
            second_step.turn_off(current_user, form.code.data or "", datetime.now(UTC))
        except InvalidInput as error:
            beside(form, error)
        else:
            flash("Two-step sign-in is off. Your password alone opens your account.")
            return redirect(url_for("organiser.account"), 303)
    return _connected(form)


@blueprint.route("/team/<int:member_id>/second-step-off", methods=["GET", "POST"])
@member(Right.TEAM)
def team_second_step_off(member_id: int) -> ResponseReturnValue:
    """Turn it off for a member who has lost phone and codes, after a page that asks."""
    body = body_of(current_user)
    found = team.member_of(body.id, member_id)

    def page() -> ResponseReturnValue:
        return render_template("organiser/accounts/team_second_step_off.html", member=found)

    def act() -> str:
        try:
            name = second_step.turn_off_for_member(
                body.id, member_id, current_user, datetime.now(UTC)
            )
        except RuleBroken as error:
            return f"Nothing was changed. {error.sentence}"
        return f"{name} signs in with the password alone now, and is told so by email."

    return asked_first(page, act, url_for("organiser.team"))


def _connecting(form: FirstCodeForm) -> ResponseReturnValue:
    step = second_step.step_of(current_user.id, datetime.now(UTC))
    if step is None or step.confirmed_at:
        return redirect(url_for("organiser.account_second_step"), 303)
    link = second_step.app_link(step, current_user.email)
    page = render_template(
        PAGE,
        form=form,
        step=step,
        qr=qr_svg(link, "QR code for your app"),
        link=link,
        key=second_step.readable_key(step),
    )
    return page, 400 if form.errors else 200


def _connected(form: PasswordAndCode | None = None) -> ResponseReturnValue:
    step = second_step.step_of(current_user.id, datetime.now(UTC))
    if step is None or not step.confirmed_at:
        return redirect(url_for("organiser.account_second_step"), 303)
    page = render_template(
        PAGE,
        form=form or PasswordAndCode(formdata=None),
        step=step,
        left=second_step.codes_left(current_user.id),
    )
    return page, 400 if form is not None and form.errors else 200
