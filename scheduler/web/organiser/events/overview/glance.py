"""How an event stands, for members who read and change nothing."""

from flask import render_template
from flask.typing import ResponseReturnValue

from scheduler.domain.accounts.roles import Right
from scheduler.domain.words import score as score_words
from scheduler.domain.words.score import PlanScore
from scheduler.models import Event
from scheduler.services.events.overview import sector_counts
from scheduler.services.people.listing import Filter, list_people
from scheduler.services.planning.rounds.published import published_plan
from scheduler.web.access import event_member
from scheduler.web.organiser.blueprint import blueprint


@blueprint.get("/events/<int:event_id>/glance")
@event_member(Right.LOOK)
def glance(event: Event) -> ResponseReturnValue:
    """Where and when, who comes by sector, and what the published rounds bring."""
    published = published_plan(event)
    score = PlanScore.read(published.score) if published else None
    return render_template(
        "organiser/events/overview/glance.html",
        event=event,
        sectors=sector_counts(event),
        listing=list_people(event, Filter()),
        pairs=score.pairs if score else 0,
        meaning=score_words.meaning(score) if score else (),
    )
