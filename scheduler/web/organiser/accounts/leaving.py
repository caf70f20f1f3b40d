"""Deleting one's own account, after a page that says what goes and what stays."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user
from flask_security.utils import logout_user
from wtforms.validators import DataRequired

from scheduler.domain.english import count
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.services.accounts.two_steps import second_step
from scheduler.services.privacy import accounts
from scheduler.services.privacy.accounts import AccountAhead, OrganisationAhead
from scheduler.web.access import account as account_only
from scheduler.web.organiser.accounts.two_steps.second_step import PasswordAndCode, tries
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.shared.accounts import challenges
from scheduler.web.shared.accounts.codes import answer_of, without_app
from scheduler.web.shared.forms import beside
from scheduler.web.shared.mailing import outbox_folder
from scheduler.web.shared.people.controls import MultiCheckboxField


class LeavingForm(PasswordAndCode):
    """The password, the code where two steps are on, and each organisation that goes as well."""

    organisations = MultiCheckboxField(
        "Organisations that only you belong to",
        description="They are deleted with your account.",
        validators=[DataRequired("Tick each organisation that goes with your account.")],
    )


@blueprint.route("/account/delete", methods=["GET", "POST"])
@account_only
@tries
def account_delete() -> ResponseReturnValue:
    """Say what goes with the account; with its password, and code, delete it."""
    now = datetime.now(UTC)
    ahead = accounts.account_ahead(current_user, now)
    form = _form(ahead)
    if form.validate_on_submit():
        try:
            _delete(form, now)
        except (InvalidInput, RuleBroken) as error:
            beside(form, error)
        else:
            logout_user()
            flash("Your account is deleted, and you are signed out everywhere.")
            return redirect(url_for("security.login"), 303)
    page = render_template(
        "organiser/accounts/account_delete.html",
        form=form,
        ahead=ahead,
        question=challenges.question(current_user.id) if form.code else None,
        hand_over=accounts.hand_over_words(ahead) if ahead.to_hand_over else "",
    )
    return page, 400 if form.is_submitted() else 200


def _form(ahead: AccountAhead) -> LeavingForm:
    form = LeavingForm()
    if ahead.alone:
        form.organisations.choices = {str(one.body.id): _words(one) for one in ahead.alone}
    else:
        del form.organisations
    if not second_step.is_on(current_user.id):
        del form.code, form.passkey
    elif not second_step.app_is_connected(current_user.id):
        without_app(form.code)
    return form


def _words(one: OrganisationAhead) -> str:
    return (
        f"Delete {one.body.name} with {count(one.events, 'event')} and "
        f"{count(one.people, 'sign-up')}"
    )


def _delete(form: LeavingForm, now: datetime) -> None:
    """Raises InvalidInput for a wrong answer, and what ``delete_account`` raises."""
    if form.code:
        second_step.require_answer(current_user.id, answer_of(form, current_user.id), now)
    alone = [int(key) for key in form.organisations.data or ()] if form.organisations else []
    accounts.delete_account(current_user, alone, outbox_folder(), now)
