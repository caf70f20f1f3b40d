"""After the breakfast: what the published rounds made possible."""

from datetime import UTC, datetime

from flask import render_template
from flask.typing import ResponseReturnValue

from scheduler.domain.words.score import PlanScore
from scheduler.models import Event
from scheduler.services.planning.plans import published_plan
from scheduler.services.planning.replan import origin_of
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint


@blueprint.get("/events/<int:event_id>/after")
@event_organiser
def after(event: Event) -> ResponseReturnValue:
    """The result of the published plan, or what comes first."""
    plan = published_plan(event)
    over = datetime.now(UTC) >= event.ends_at
    again = origin_of(plan) if plan else None
    held = again.held if again else 0
    return render_template(
        "organiser/afterwards/after.html", event=event, plan=plan, over=over, held=held,
        score=PlanScore.read(plan.score) if plan else None,
    )  # fmt: skip
