"""Several organisations of one account: choosing which to work for, and adding another."""

from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user
from wtforms import StringField
from wtforms.validators import Length

from scheduler.services.accounts.team import add_organisation
from scheduler.web.access import BODY, account, memberships_of
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.forms import Named, strip


class OrganisationForm(PlainForm):
    """The name of another organisation."""

    name = StringField(
        "Name",
        filters=[strip],
        validators=[
            Named("Enter the name of the organisation."),
            Length(max=200, message="A name can have at most 200 characters."),
        ],
    )


@blueprint.post("/organisations/<int:body_id>/choose")
@account
def organisation_choose(body_id: int) -> ResponseReturnValue:
    """Work for another of the account's organisations from now on."""
    mine = [part for part in memberships_of(current_user) if part.body_id == body_id]
    if not mine:
        abort(404)
    session[BODY] = body_id
    flash(f"You work for {mine[0].body.name} now.")
    return redirect(url_for("organiser.events"), 303)


@blueprint.route("/organisations/new", methods=["GET", "POST"])
@account
def organisation_new() -> ResponseReturnValue:
    """Begin another organisation, which the account owns."""
    form = OrganisationForm()
    if form.validate_on_submit():
        made = add_organisation(current_user, form.name.data or "", datetime.now(UTC))
        session[BODY] = made.id
        flash(f"{made.name} is ready. Its team and its events are its own.")
        return redirect(url_for("organiser.events"), 303)
    page = render_template("organiser/accounts/organisation_new.html", form=form)
    return page, 400 if form.is_submitted() else 200
