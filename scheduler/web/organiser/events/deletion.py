"""Deleting an event, after a page that says what goes with it."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user

from scheduler.models import Event
from scheduler.services.events import deletion
from scheduler.services.events.settings import people_to_tell
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint


@blueprint.route("/events/<int:event_id>/delete", methods=["GET", "POST"])
@event_organiser
def event_delete(event: Event) -> ResponseReturnValue:
    """Say what goes with the event and whom calling it off would tell; then delete it."""
    if request.method == "POST":
        title = event.title
        deletion.delete_event(event, current_user)
        flash(f"{title} is deleted. No emails were sent.")
        return redirect(url_for("organiser.events"), 303)
    coming = event.called_off_at is None and datetime.now(UTC) < event.ends_at
    return render_template(
        "organiser/events/event_delete.html",
        event=event,
        contents=deletion.contents_of(event),
        waiting_for_it=people_to_tell(event) if coming else 0,
    )
