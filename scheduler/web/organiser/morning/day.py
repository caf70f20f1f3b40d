"""The day: the morning's timetable, the paper, the hosts and what people need."""

from datetime import UTC, datetime

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from scheduler.models import Event
from scheduler.services.morning.day import day_of
from scheduler.services.morning.desk_links import links_of
from scheduler.services.paper.prints import printed_sheets
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.morning.clock import clock_values
from scheduler.web.organiser.morning.desk import organisers_desk
from scheduler.web.organiser.morning.replan import replan_values
from scheduler.web.organiser.undo import offered_undo
from scheduler.web.shared.links import links_for
from scheduler.web.shared.morning.desk import desk_values


@blueprint.get("/events/<int:event_id>/day")
@event_organiser
def day(event: Event) -> ResponseReturnValue:
    """What the organiser needs at hand on the morning."""
    now = datetime.now(UTC)
    links = links_for(current_app)
    found = day_of(event)
    return render_template(
        "organiser/morning/day.html",
        day=found,
        printed=printed_sheets(event, found.published, now) if found.published else None,
        undo=offered_undo("absent", event.id),
        volunteers=[(link, links.desk(link.token)) for link in links_of(event, now)],
        **clock_values(event),
        **replan_values(event, found.published),
        **desk_values(event, organisers_desk(event), request.args.get("find", "")),
    )
