"""Adding a way of two-step sign-in: connecting an app, or making a passkey."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user
from wtforms import StringField

from scheduler.domain.accounts.browsers import browser_in_words
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.exports.paper.qr import qr_svg
from scheduler.models import SecondStep
from scheduler.services.accounts.two_steps import passkeys, second_step
from scheduler.services.accounts.two_steps.sealing import SealedOtherwise
from scheduler.services.accounts.two_steps.second_step import SecondFactor, TypedCode
from scheduler.web.access import account as account_only
from scheduler.web.organiser.accounts.two_steps.second_step import (
    CODES,
    SECOND_STEP,
    ask_who,
    to_second_step,
    tries,
)
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.accounts import challenges
from scheduler.web.shared.accounts.codes import code_field, passkey_field
from scheduler.web.shared.forms import Longest, Named, beside, strip

APP = "organiser/accounts/two_steps/second_step_app.html"
PASSKEY = "organiser/accounts/two_steps/second_step_passkey.html"
NOT_HERE = "Passkeys need a secure address with a name, such as https://breakfast.example.org."


class FirstCodeForm(PlainForm):
    """The first code of an app that is being connected."""

    code = code_field("Code from the app", "Six digits; a new one comes every thirty seconds.")


class NewPasskeyForm(PlainForm):
    """What a new passkey is called, and what the browser made."""

    name = StringField(
        "What to call it",
        description="So that you know it again, for example “Work laptop” or “Blue key”.",
        filters=[strip],
        validators=[
            Longest(80, "Keep it to 80 characters."),
            Named("Give the passkey a name."),
        ],
    )
    passkey = passkey_field()


@blueprint.route(SECOND_STEP + "/app", methods=["GET", "POST"])
@account_only
@tries
def second_step_app() -> ResponseReturnValue:
    """Ask who they are and begin; begun, show what the app reads."""
    step = second_step.step_of(current_user.id, datetime.now(UTC))
    if step is not None:
        return _connecting(step, FirstCodeForm(formdata=None))

    def act(answer: SecondFactor | None) -> ResponseReturnValue:
        second_step.begin(current_user, answer, challenges.vault(), datetime.now(UTC))
        return redirect(url_for("organiser.second_step_app"), 303)

    sentence = (
        "You need one, such as that of your phone’s passwords, Aegis or Google Authenticator."
    )
    return ask_who("Connect an authenticator app", sentence, "Connect an app…", act)


@blueprint.post(SECOND_STEP + "/confirm")
@account_only
@tries
def second_step_confirm() -> ResponseReturnValue:
    """Connect the app with its first code."""
    form, now = FirstCodeForm(), datetime.now(UTC)
    if form.validate():
        code = TypedCode(form.code.data or "", challenges.vault())
        try:
            codes = second_step.confirm_app(current_user, code, session.get("sign_in", ""), now)
            return _added(codes, "Your app is connected.")
        except InvalidInput as error:
            beside(form, error)
        except RuleBroken as error:
            flash(error.sentence, "bad")
            return to_second_step()
    step = second_step.step_of(current_user.id, now)
    return _connecting(step, form) if step else to_second_step()


@blueprint.route(SECOND_STEP + "/passkey", methods=["GET", "POST"])
@account_only
@tries
def second_step_passkey() -> ResponseReturnValue:
    """Ask who they are; then let the browser make a passkey."""
    if challenges.party() is None:
        flash(NOT_HERE, "bad")
        return to_second_step()
    if challenges.kept(challenges.ADDING, current_user.id):
        called = browser_in_words(request.headers.get("User-Agent", ""))
        return _making(NewPasskeyForm(formdata=None, name=called))

    def act(answer: SecondFactor | None) -> ResponseReturnValue:
        second_step.allow_another_way(current_user, answer, datetime.now(UTC))
        challenges.fresh(challenges.ADDING, current_user.id)
        return redirect(url_for("organiser.second_step_passkey"), 303)

    sentence = (
        "Your phone, computer or security key shows that it is you, by fingerprint, face or PIN."
    )
    return ask_who("Add a passkey", sentence, "Add a passkey…", act)


@blueprint.post(SECOND_STEP + "/passkey/confirm")
@account_only
@tries
def second_step_passkey_confirm() -> ResponseReturnValue:
    """Keep the passkey that the browser made."""
    if challenges.kept(challenges.ADDING, current_user.id) is None:
        flash("That took too long. Begin again.", "bad")
        return redirect(url_for("organiser.second_step_passkey"), 303)
    form = NewPasskeyForm()
    if not form.validate():
        return _making(form)
    answer = challenges.answered(challenges.ADDING, current_user.id, form.passkey.data or "")
    name, key = form.name.data or "", session.get("sign_in", "")
    try:
        codes = second_step.add_passkey(current_user, name, answer, key, datetime.now(UTC))
    except InvalidInput as error:
        flash(error.sentence, "bad")
        return redirect(url_for("organiser.second_step_passkey"), 303)
    return _added(codes, f"The passkey “{name}” is added.")


def _added(codes: list[str], sentence: str) -> ResponseReturnValue:
    """Show the recovery codes this once, where it was the first way."""
    if codes:
        return render_template(CODES, codes=codes, turned_on=True)
    flash(sentence)
    return to_second_step()


def _connecting(step: SecondStep, form: FirstCodeForm) -> ResponseReturnValue:
    if step.confirmed_at:
        return to_second_step()
    vault = challenges.vault()
    try:
        link = second_step.app_link(step, current_user.email, vault)
        key = second_step.readable_key(step, vault)
    except SealedOtherwise:
        flash(second_step.OTHER_KEY, "bad")
        return to_second_step()
    page = render_template(
        APP, form=form, qr=qr_svg(link, "QR code for your app"), link=link, key=key
    )
    return page, 400 if form.errors else 200


def _making(form: NewPasskeyForm) -> ResponseReturnValue:
    here = challenges.party()
    challenge = challenges.kept(challenges.ADDING, current_user.id)
    if here is None or challenge is None:
        return to_second_step()
    try:
        question = passkeys.adding_options(current_user, here, challenge)
    except RuleBroken as error:
        flash(error.sentence, "bad")
        return to_second_step()
    page = render_template(PASSKEY, form=form, question=question)
    return page, 400 if form.errors else 200
