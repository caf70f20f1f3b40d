"""The big screen: round, countdown, and who moves where."""

from datetime import UTC, datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from scheduler.models import Event
from scheduler.services.morning.moves import pages_of, tables_for_round
from scheduler.services.planning.rounds.clock import StoredClock, event_of_screen, stored_clock
from scheduler.web.access import secret_link
from scheduler.web.shared.morning.live import Remembered, left_words, live_state, state_of

blueprint = Blueprint("live", __name__, url_prefix="/screen/<screen_token>")

tokens: Remembered[str, int | None] = Remembered("screens", 60)


def _shown(token: str) -> dict[str, object] | None:
    event = event_of_screen(token)
    room = event and stored_clock(event)
    return {"event": event, "room": room} if room else None


def _remembered(token: str) -> dict[str, object] | None:
    event_id = tokens.get(token, lambda: _id(token))
    return None if event_id is None else {"event_id": event_id}


def _id(token: str) -> int | None:
    event = event_of_screen(token)
    return event.id if event else None


@blueprint.get("/", strict_slashes=False)
@secret_link("screen_token", _shown)
def screen(event: Event, room: StoredClock) -> ResponseReturnValue:
    """What the room does now, as large as fits."""
    now = datetime.now(UTC)
    clock = room.at(now)
    return render_template(
        "live/screen.html",
        event=event,
        clock=clock,
        room=room,
        state=state_of(room, now),
        left=left_words(clock.left(now).total_seconds()),
        pages=pages_of(tables_for_round(event, clock.round)),
        prompt=event.prompts[(clock.round - 1) % len(event.prompts)] if event.prompts else "",
    )


@blueprint.get("/state")
@secret_link("screen_token", _remembered)
def state(event_id: int) -> ResponseReturnValue:
    """The clock, for a screen that is open."""
    return live_state(event_id, datetime.now(UTC))
