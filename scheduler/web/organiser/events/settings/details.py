"""Changing what, where and when; a new time or place asks whether to tell who signed up."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.errors import InvalidInput
from scheduler.models import Event
from scheduler.services.events import settings as event_services
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.events.settings.details_form import EditEventDetailsForm
from scheduler.web.shared.edit_form import as_stored
from scheduler.web.shared.forms import beside
from scheduler.web.shared.mailing import emails


@blueprint.route("/events/<int:event_id>/details", methods=["GET", "POST"])
@event_organiser
def details(event: Event) -> ResponseReturnValue:
    """What, where and when. A new time or place asks first whether to tell who signed up."""
    event = as_stored(event)
    form = EditEventDetailsForm.of(event)
    if not form.validate_on_submit():
        return _page(event, form)
    now, new = datetime.now(UTC), form.details()
    changes = event_services.changes_to_tell(event, new)
    held = event.called_off_at is None and now < new.ends_at
    people = event_services.people_to_tell(event) if held else 0
    if changes and people and request.form.get("tell") not in ("yes", "no"):
        return render_template(
            "organiser/events/settings/details_confirm.html",
            event=event, form=form, changes=changes, people=people,
        )  # fmt: skip
    tell = bool(people) and request.form.get("tell") == "yes"
    try:
        mails = event_services.save_details(event, new, now, tell=tell)
    except InvalidInput as error:
        beside(form, error)
        return _page(event, form)
    told = f" {emails(mails)}" if mails else ""
    flash(f"The details are saved.{form.others_note}{told}")
    return redirect(url_for("organiser.details", event_id=event.id), 303)


def _page(event: Event, form: EditEventDetailsForm) -> ResponseReturnValue:
    page = render_template("organiser/events/settings/details.html", event=event, form=form)
    return page, 400 if form.is_submitted() else 200
