"""The organising body: its name, and the address that people write to."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user
from wtforms import StringField
from wtforms.validators import Length

from scheduler.domain.accounts.roles import Right
from scheduler.services.accounts.set_up import change_body
from scheduler.web.access import body_of, member
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.edit_form import EditForm, as_stored
from scheduler.web.shared.forms import Named, address_field, strip


class BodyForm(EditForm, PlainForm):
    """Name and contact address of a body."""

    name = StringField(
        "Name",
        description="It is shown on every sign-up page and in every email.",
        filters=[strip],
        validators=[
            Named("Enter the name of your organisation."),
            Length(max=200, message="A name can have at most 200 characters."),
        ],
    )
    contact_email = address_field(
        "Contact address",
        "Where answers to emails and questions about events go. Everybody can see it; "
        "you sign in with your own address all the same.",
        "Enter the address that people can write to.",
    )


@blueprint.route("/body", methods=["GET", "POST"])
@member(Right.TEAM)
def body() -> ResponseReturnValue:
    """Change what people read about who runs the events."""
    found = as_stored(body_of(current_user))
    form = BodyForm(obj=found)
    if form.validate_on_submit():
        change_body(found, form.name.data or "", form.contact_email.data or "")
        flash(f"Saved: questions go to {found.contact_email}.{form.others_note}")
        return redirect(url_for("organiser.events"), 303)
    page = render_template("organiser/accounts/body.html", form=form)
    return page, 400 if form.is_submitted() else 200
