"""The list of events, and a new event."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user

from scheduler.services.events import settings as event_services
from scheduler.web.access import body_of, organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.events.made import remember_made, was_made
from scheduler.web.organiser.events.new_event_forms import NewEventForm


@blueprint.get("/")
@organiser
def events() -> ResponseReturnValue:
    """The body's events: those to come, the next first, then those past."""
    body = body_of(current_user)
    coming, past = event_services.events_of(body.id, datetime.now(UTC))
    return render_template("organiser/events/events.html", body=body, coming=coming, past=past)


@blueprint.route("/events/new", methods=["GET", "POST"])
@organiser
def event_new() -> ResponseReturnValue:
    """Ask for the least an event needs and make it."""
    body = body_of(current_user)
    form = NewEventForm()
    if not form.validate_on_submit():
        page = render_template("organiser/events/event_new.html", form=form)
        return page, 400 if form.is_submitted() else 200
    made = was_made(form.submission.data)
    if made is not None:
        return made
    event = event_services.create_event(
        body.id, form.details(), form.room(), form.capacity.data or 0, datetime.now(UTC)
    )
    remember_made(form.submission.data, event)
    flash(f"{event.title} is ready: share its link, and look at the checklist.")
    return redirect(url_for("organiser.overview", event_id=event.id), 303)
