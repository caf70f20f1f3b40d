"""The published rounds, table by table, for members who may read them."""

from flask import render_template
from flask.typing import ResponseReturnValue

from scheduler.domain.accounts.roles import Right
from scheduler.models import Event
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.seating import seating_of
from scheduler.web.access import event_member
from scheduler.web.organiser.blueprint import blueprint


@blueprint.get("/events/<int:event_id>/tables")
@event_member(Right.TABLES)
def tables(event: Event) -> ResponseReturnValue:
    """Who sits where in each round of the published plan; drafts are not shown."""
    published = published_plan(event)
    seating = seating_of(event, published) if published else None
    return render_template("organiser/planning/tables.html", event=event, seating=seating)
