"""The big screen: round, countdown, and who moves where."""

from datetime import UTC, datetime

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from scheduler.models import Event
from scheduler.services.morning.moves import pages_of, tables_for_round
from scheduler.services.planning.rounds.clock import event_of_screen, stored_clock
from scheduler.web.access import public
from scheduler.web.shared.morning.live import Remembered, left_words, live_state, state_of

blueprint = Blueprint("live", __name__, url_prefix="/screen/<screen_token>")

tokens: Remembered[str, int | None] = Remembered("screens", 60)


@blueprint.get("/", strict_slashes=False)
@public
def screen(screen_token: str) -> ResponseReturnValue:
    """What the room does now, as large as fits."""
    event = _event(screen_token)
    room = stored_clock(event)
    if room is None:
        abort(404)
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
@public
def state(screen_token: str) -> ResponseReturnValue:
    """The clock, for a screen that is open."""
    event_id = tokens.get(screen_token, lambda: _id(screen_token))
    if event_id is None:
        abort(404)
    return live_state(event_id, datetime.now(UTC))


def _event(token: str) -> Event:
    return event_of_screen(token) or abort(404)


def _id(token: str) -> int | None:
    event = event_of_screen(token)
    return event.id if event else None
