"""Calling an event off, and holding it after all."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user
from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from scheduler.models import Event
from scheduler.services.events import calling_off
from scheduler.services.events.settings import people_to_tell
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.plain_form import PlainForm
from scheduler.web.shared.forms import strip
from scheduler.web.shared.mailing import emails


class CallOffForm(PlainForm):
    """What people should know."""

    words = TextAreaField(
        "What people should know",
        description="Why, and what happens instead. It stands in the email, on the public page and "
        "on personal pages.",
        filters=[strip],
        validators=[Optional(), Length(max=1000, message="Keep it to 1,000 characters.")],
    )


@blueprint.route("/events/<int:event_id>/call-off", methods=["GET", "POST"])
@event_organiser
def call_off(event: Event) -> ResponseReturnValue:
    """Say what calling off does, then do it."""
    there = url_for("organiser.overview", event_id=event.id)
    now = datetime.now(UTC)
    if event.called_off_at is not None or now >= event.ends_at:
        return redirect(there, 303)
    form = CallOffForm()
    if form.validate_on_submit():
        mails = calling_off.call_off(event, form.words.data or "", current_user, now)
        flash(f"{event.title} is called off. {emails(mails)}")
        return redirect(there, 303)
    page = render_template(
        "organiser/events/call_off.html",
        event=event,
        form=form,
        mails=people_to_tell(event),
    )
    return page, 400 if form.errors else 200


@blueprint.post("/events/<int:event_id>/hold")
@event_organiser
def hold_after_all(event: Event) -> ResponseReturnValue:
    """Undo calling off."""
    mails = calling_off.hold_after_all(event, current_user, datetime.now(UTC))
    flash(f"{event.title} takes place after all. {emails(mails)}")
    return redirect(url_for("organiser.overview", event_id=event.id), 303)
