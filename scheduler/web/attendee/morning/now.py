"""What an attendee's open page asks for while the morning runs."""

from datetime import UTC, datetime

from flask import abort
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from scheduler.models import Attendee, db
from scheduler.web.access import public
from scheduler.web.attendee.blueprint import blueprint
from scheduler.web.shared.morning.live import Remembered, live_state

events: Remembered[str, int | None] = Remembered("personal links", 60)
"""The event of each personal link that asked: hundreds of phones ask every two seconds."""


@blueprint.get("/now")
@public
def now(token: str) -> ResponseReturnValue:
    """Where the room's clock stands; nothing about anybody."""
    event_id = events.get(token, lambda: _event_of(token))
    if event_id is None:
        abort(404)
    return live_state(event_id, datetime.now(UTC))


def _event_of(token: str) -> int | None:
    return db.session.scalar(select(Attendee.event_id).where(Attendee.token == token))
