"""What the frame of every event page needs: the five places and where the event stands."""

from datetime import UTC, datetime
from typing import Any

from flask import current_app

from scheduler.domain.states import EventState
from scheduler.models import Event
from scheduler.services.events.listing import state_of_event
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.shared.links import links_for

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


def sign_up_link(event: Event) -> str:
    """The address of the event's public page."""
    return links_for(current_app).event(event.slug)


@blueprint.context_processor
def frame_values() -> dict[str, Any]:
    """The context of organiser/_frame.html."""
    return {"event_places": PLACES, "event_state": state_words, "sign_up_link": sign_up_link}
