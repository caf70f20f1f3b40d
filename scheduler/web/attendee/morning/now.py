"""What an attendee's open page asks for while the morning runs."""

from datetime import UTC, datetime

from flask.typing import ResponseReturnValue

from scheduler.services.registration.places import event_of_link
from scheduler.web.access import secret_link
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.shared.morning.live import Remembered, live_state

events: Remembered[str, int | None] = Remembered("personal links", 60)
"""The event of each personal link that asked: hundreds of phones ask every two seconds."""


def remembered(token: str) -> dict[str, object] | None:
    """Return the event of a personal link, by its id, as a view receives it."""
    event_id = events.get(token, lambda: event_of_link(token))
    return None if event_id is None else {"event_id": event_id}


@blueprint.get("/now")
@secret_link("token", remembered)
def now(event_id: int) -> ResponseReturnValue:
    """Where the room's clock stands; nothing about anybody."""
    return live_state(event_id, datetime.now(UTC))
