"""Changing what, where and when; a new time or place asks whether to tell who signed up."""

from datetime import UTC, datetime
from typing import Final

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

OUTLASTING: Final = {
    "signup_opens_at": "Sign-up would have opened too late: it is open from now on.",
    "signup_closes_at": "Sign-up closes when the event begins: the time you had set came later.",
    "wishes_until": "People can say whom they wish to sit with until the event begins.",
    "held_until": "Places are held for sectors until the event begins.",
}
"""What is said of times that came too late for the new ones of the event."""


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
    outlasting = event_services.outlasting(event, new)
    tell = bool(people) and request.form.get("tell") == "yes"
    try:
        mails = event_services.save_details(event, new, now, tell=tell)
    except InvalidInput as error:
        beside(form, error)
        return _page(event, form)
    told = f" {emails(mails)}" if mails else ""
    late = "".join(f" {OUTLASTING[name]}" for name in outlasting)
    flash(f"The details are saved.{form.others_note}{told}{late}")
    return redirect(url_for("organiser.details", event_id=event.id), 303)


def _page(event: Event, form: EditEventDetailsForm) -> ResponseReturnValue:
    page = render_template("organiser/events/settings/details.html", event=event, form=form)
    return page, 400 if form.is_submitted() else 200
