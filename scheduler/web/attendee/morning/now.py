"""What an attendee's open page asks for while the morning runs."""

from datetime import UTC, datetime

from flask.typing import ResponseReturnValue

from scheduler.services.registration.places import ids_of_link
from scheduler.web.access import secret_link
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.attendee.morning.company import mark_of
from scheduler.web.shared.morning.live import Remembered, live_state

links: Remembered[str, tuple[int, int] | None] = Remembered("personal links", 60)
"""Whose each personal link is that asked: hundreds of phones ask every two seconds."""


def remembered(token: str) -> dict[str, object] | None:
    """Return the event and the attendee of a personal link, by id, as a view receives them."""
    ids = links.get(token, lambda: ids_of_link(token))
    return {"event_id": ids[0], "attendee_id": ids[1]} if ids else None


@blueprint.get("/now")
@secret_link("token", remembered)
def now(event_id: int, attendee_id: int) -> ResponseReturnValue:
    """Where the room's clock stands, and whether their tables are as they were; nobody is named."""
    near = mark_of(event_id, attendee_id)
    return live_state(event_id, datetime.now(UTC)) | {"near": near}
