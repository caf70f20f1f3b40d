"""What the frame of every event page needs: the five places and where the event stands."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from scheduler.domain.events.event_state import event_state as state_at
from scheduler.domain.states import EventState, PlanState
from scheduler.models import Event, Plan, db
from scheduler.services.registration.places import event_times
from scheduler.web.organiser.blueprint import blueprint

PLACES = (
    ("Overview", "organiser.overview"),
    ("People", "organiser.people"),
    ("Rounds", "organiser.rounds"),
    ("Day", "organiser.day"),
    ("After", "organiser.after"),
)


def state_words(event: Event) -> EventState:
    """The state of the event in a word or two."""
    states = set(db.session.scalars(select(Plan.state).where(Plan.event_id == event.id).distinct()))
    return state_at(
        event_times(event),
        datetime.now(UTC),
        drafted=PlanState.DRAFT in states,
        published=PlanState.PUBLISHED in states,
    )


@blueprint.context_processor
def frame_values() -> dict[str, Any]:
    """The context of organiser/_frame.html."""
    return {"event_places": PLACES, "event_state": state_words}
