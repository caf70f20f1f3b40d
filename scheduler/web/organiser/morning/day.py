"""The day: the morning's timetable, the paper, the hosts and what people need."""

from datetime import UTC, datetime

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from scheduler.domain.messages.links import Links
from scheduler.domain.states import DeskKind
from scheduler.models import DeskLink, Event
from scheduler.services.afterwards.commitments import commitments_of
from scheduler.services.morning.day import day_of
from scheduler.services.morning.desk_links import links_of
from scheduler.services.morning.hosting import clock_runners
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
        volunteers=[(link, _address(links, link)) for link in links_of(event, now)],
        clock_runners=clock_runners(event.id),
        commitments=commitments_of(event),
        **clock_values(event),
        **replan_values(event, found.published),
        **desk_values(event, organisers_desk(event), request.args.get("find", "")),
    )


def _address(links: Links, link: DeskLink) -> str:
    return (links.tablet if link.kind is DeskKind.TABLET else links.desk)(link.token)
