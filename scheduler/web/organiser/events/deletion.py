"""Deleting an event, after a page that says what goes with it."""

from datetime import UTC, datetime

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user

from scheduler.domain.english import count
from scheduler.models import Event
from scheduler.services.events import deletion
from scheduler.services.events.settings import people_to_tell
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.confirm import asked_first


@blueprint.route("/events/<int:event_id>/delete", methods=["GET", "POST"])
@event_organiser
def event_delete(event: Event) -> ResponseReturnValue:
    """Say what goes with the event and whom calling it off would tell; then delete it."""
    coming = event.called_off_at is None and datetime.now(UTC) < event.ends_at

    def page() -> ResponseReturnValue:
        contents = deletion.contents_of(event)
        parts = ((contents.people, "sign-up"), (contents.plans, "plan"), (contents.emails, "email"))
        return render_template(
            "organiser/events/event_delete.html",
            event=event,
            contents=contents,
            lost=[count(number, what) for number, what in parts if number],
            waiting_for_it=people_to_tell(event) if coming else 0,
        )

    def act() -> str:
        title = event.title
        deletion.delete_event(event, current_user)
        return f"{title} is deleted. No emails were sent."

    return asked_first(page, act, url_for("organiser.events"))
