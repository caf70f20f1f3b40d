"""The account page: name, address and password, where it is signed in, and how to end that."""

from datetime import UTC, datetime

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user
from flask_security.utils import hash_password, logout_user, verify_password
from itsdangerous import BadData
from wtforms import Field, PasswordField, StringField, ValidationError
from wtforms.validators import InputRequired

from scheduler.domain.accounts.tokens import token_hash
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.services.accounts import own_account, sign_ins
from scheduler.services.accounts.two_steps import second_step
from scheduler.services.events.listing import team_zone
from scheduler.web.access import account as account_only
from scheduler.web.access import membership_of, memberships_of
from scheduler.web.app.extensions import limiter
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.accounts.passwords import (
    LONGEST_PASSWORD,
    PASSWORD_TOO_LONG,
    chosen_password,
    repeated_password,
)
from scheduler.web.shared.forms import Longest, Named, address_field, beside, strip
from scheduler.web.shared.links import links_for
from scheduler.web.shared.numbers import number
from scheduler.web.shared.signing import signer

NEW_ADDRESS = "new address of an account"
CHANGE = "organiser/accounts/account_change.html"
LINK_OVER = "This link was used, is older than two hours, or is for another account."


class NameForm(PlainForm):
    """What the account is called."""

    name = StringField(
        "Your name",
        filters=[strip],
        validators=[Longest(200, "Keep it to 200 characters."), Named("Enter your name.")],
    )


class PresentPassword(PlainForm):
    """A form that only whoever knows the password may send."""

    password_now = PasswordField(
        "Your present password",
        validators=[
            Longest(LONGEST_PASSWORD, PASSWORD_TOO_LONG),
            InputRequired("Enter your present password."),
        ],
        render_kw={"autocomplete": "current-password"},
    )

    def validate_password_now(self, field: Field) -> None:
        """It must be the account's."""
        if not verify_password(field.data, current_user.password):
            raise ValidationError("That is not your present password.")


class NewEmailForm(PresentPassword):
    """The address to sign in with from now on."""

    page_order = ("email",)
    email = address_field(
        "Your new email address",
        "We send a link there. Nothing changes until you open it and confirm.",
        "Enter your new email address.",
    )


class OwnPasswordForm(PresentPassword):
    """The password to sign in with from now on."""

    password = chosen_password()
    password_again = repeated_password()


@blueprint.get("/account")
@account_only
def account() -> ResponseReturnValue:
    """Who is signed in, and in which browsers."""
    found = sign_ins.sign_ins_of(current_user.id, datetime.now(UTC))
    here = token_hash(session.get("sign_in", ""))
    return render_template(
        "organiser/accounts/account.html",
        sign_ins=found,
        two_steps=second_step.is_on(current_user.id),
        here=here,
        parts=memberships_of(current_user),
        chosen=membership_of(current_user),
        timezone=own_zone(),
    )


@blueprint.route("/account/name", methods=["GET", "POST"])
@account_only
def account_name() -> ResponseReturnValue:
    """Change what the account is called."""
    form = NameForm(name=current_user.name)
    if form.validate_on_submit():
        try:
            own_account.change_name(current_user, form.name.data or "")
        except InvalidInput as error:
            beside(form, error)
        else:
            return _changed("Your name is saved.")
    return _page("Your name", form, [form.name])


@blueprint.route("/account/email", methods=["GET", "POST"])
@account_only
@limiter.limit("20 per minute", methods=["POST"])
def account_email() -> ResponseReturnValue:
    """Ask for the new address; with the link's ``code``, ask whether to use it, and use it."""
    if code := request.values.get("code", ""):
        return _confirm_email(code)
    form = NewEmailForm()
    if form.validate_on_submit():
        try:
            own_account.ask_new_email(
                current_user, form.email.data or "", _link_for, datetime.now(UTC)
            )
        except InvalidInput as error:
            beside(form, error)
        else:
            return _changed("A link is on its way to the new address. Open it there to confirm.")
    return _page("Your email address", form, [form.email, form.password_now], "Send the link")


@blueprint.route("/account/password", methods=["GET", "POST"])
@account_only
@limiter.limit("20 per minute", methods=["POST"])
def account_password() -> ResponseReturnValue:
    """Change the password; every other browser is signed out."""
    form = OwnPasswordForm()
    if form.validate_on_submit():
        new, key = hash_password(form.password.data), session.get("sign_in", "")
        own_account.change_password(current_user, new, key, datetime.now(UTC))
        return _changed("The new password is saved. Every other browser is signed out.")
    fields = [form.password_now, form.password, form.password_again]
    return _page("Your password", form, fields)


@blueprint.post("/account/sign-ins/end")
@account_only
def sign_in_end() -> ResponseReturnValue:
    """End the sign-in of one browser."""
    ended = own_account.end_one(current_user, request.form.get("id", 0, type=number))
    return _changed("That browser is signed out." if ended else "It was signed out already.")


@blueprint.post("/account/sign-out-everywhere")
@account_only
def sign_out_everywhere() -> ResponseReturnValue:
    """End every sign-in of the account, this one too."""
    sign_ins.end_all(current_user.id)
    logout_user()
    flash("You are signed out everywhere.")
    return redirect(url_for("security.login"), 303)


def own_zone() -> str:
    """The zone in which the account’s own times are told: that of the team it works for."""
    chosen = membership_of(current_user)
    return team_zone(chosen.body_id if chosen else None)


def _confirm_email(code: str) -> ResponseReturnValue:
    address = _address_of(code)
    if address is None:
        flash(LINK_OVER, "bad")
        return redirect(url_for("organiser.account"), 303)
    if request.method != "POST":
        page = "organiser/accounts/account_email_confirm.html"
        return render_template(page, address=address, code=code)
    try:
        own_account.take_new_email(current_user, address, datetime.now(UTC))
    except RuleBroken as error:
        flash(error.sentence, "bad")
        return redirect(url_for("organiser.account"), 303)
    return _changed(f"You sign in with {address} from now on.")


def _link_for(address: str) -> str:
    code = signer(NEW_ADDRESS).dumps([current_user.id, current_user.email, address])
    return links_for(current_app).base + url_for("organiser.account_email", code=code)


def _address_of(code: str) -> str | None:
    """The address that the link confirms, if it is for this account as it is now."""
    try:
        user_id, former, address = signer(NEW_ADDRESS).loads(
            code[:2000], max_age=own_account.HOURS_TO_CONFIRM * 3600
        )
    except (BadData, ValueError):
        return None
    mine = (user_id, former) == (current_user.id, current_user.email)
    return str(address) if mine else None


def _changed(sentence: str) -> ResponseReturnValue:
    flash(sentence)
    return redirect(url_for("organiser.account"), 303)


def _page(
    title: str, form: PlainForm, fields: list[Field], button: str = "Save"
) -> ResponseReturnValue:
    page = render_template(CHANGE, heading=title, form=form, fields=fields, button=button)
    return page, 400 if form.errors else 200
