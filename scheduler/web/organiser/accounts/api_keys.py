"""Keys with which an organisation's own programs use the JSON API."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired

from scheduler.domain.accounts.roles import Right, TeamRole
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.services.accounts import api_keys as services
from scheduler.web.access import body_of, member
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.forms import beside, strip


class KeyForm(PlainForm):
    """What a key is for, and what it may do."""

    name = StringField(
        "What uses it",
        description="Such as “Website”. The history of changes names it.",
        filters=[strip],
        validators=[InputRequired("Say what uses the key.")],
    )
    role = RadioField(
        "What it may do",
        choices=[
            (TeamRole.VIEWER.value, "Read: how events stand, who comes, the published rounds"),
            (
                TeamRole.ORGANISER.value,
                "Read and add: everything about events; adds people and asks for rounds",
            ),
        ],
        validators=[InputRequired("Choose what the key may do.")],
    )


@blueprint.route("/team/keys", methods=["GET", "POST"])
@member(Right.TEAM)
def api_keys() -> ResponseReturnValue:
    """The keys there are; on a POST make one, and show it this once."""
    body, form = body_of(current_user), KeyForm()
    made, secret = None, ""
    if form.validate_on_submit():
        name, role = form.name.data or "", form.role.data
        try:
            made, secret = services.make_key(body.id, name, role, current_user, datetime.now(UTC))
        except (InvalidInput, RuleBroken) as error:
            beside(form, error)
        else:
            form = KeyForm(formdata=None)
    page = render_template(
        "organiser/accounts/api_keys.html",
        body=body,
        form=form,
        keys=services.keys_of(body.id),
        made=made,
        secret=secret,
    )
    return page, 400 if form.is_submitted() and made is None else 200


@blueprint.post("/team/keys/<int:key_id>/end")
@member(Right.TEAM)
def api_key_end(key_id: int) -> ResponseReturnValue:
    """End a key; what used it is refused from now on."""
    if services.end_key(body_of(current_user).id, key_id):
        flash("The key is ended: whatever used it is refused from now on.")
    else:
        flash("Nothing was ended: that key had ended before.", "bad")
    return redirect(url_for("organiser.api_keys"), 303)
