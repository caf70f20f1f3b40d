"""What the frame of every event page needs: the five places and where the event stands."""

from datetime import UTC, datetime
from typing import Any

from scheduler.domain.states import EventState
from scheduler.models import Event
from scheduler.services.events.listing import state_of_event
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
    return state_of_event(event, datetime.now(UTC))


@blueprint.context_processor
def frame_values() -> dict[str, Any]:
    """The context of organiser/_frame.html."""
    return {"event_places": PLACES, "event_state": state_words}
