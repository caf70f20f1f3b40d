"""The day: the morning's timetable, the paper, the hosts and what people need."""

from flask import render_template
from flask.typing import ResponseReturnValue

from scheduler.models import Event
from scheduler.services.morning.day import day_of
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.morning.clock import clock_values


@blueprint.get("/events/<int:event_id>/day")
@event_organiser
def day(event: Event) -> ResponseReturnValue:
    """What the organiser needs at hand on the morning."""
    return render_template(
        "organiser/morning/day.html", event=event, day=day_of(event), **clock_values(event)
    )
