"""The big screen: round, countdown, who moves where, and the room."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.events.agenda import agenda_times
from scheduler.domain.morning.clock import Clock, Phase
from scheduler.exports.paper.qr import qr_svg
from scheduler.models import Event
from scheduler.services.morning.moves import pages_of, tables_for_round
from scheduler.services.planning.rounds.clock import StoredClock, event_of_screen, stored_clock
from scheduler.services.planning.rounds.room_of_round import room_of_round
from scheduler.services.planning.rounds.times import held_by_items
from scheduler.web.access import secret_link
from scheduler.web.live.room import room_drawing
from scheduler.web.shared.links import links_for
from scheduler.web.shared.morning.live import Remembered, left_words, live_state, state_of

blueprint = Blueprint("live", __name__, url_prefix="/screen/<screen_token>")

tokens: Remembered[str, int | None] = Remembered("screens", 60)

SAME_DAY: Final = timedelta(hours=12)
"""So long before round 1 its time is told without its day."""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """What the agenda has now, or later: its name, and from when until when."""

    title: str
    starts: datetime
    ends: datetime


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
        now=now,
        face="paused" if clock.paused else clock.shown(now).value,
        **_of_phase(event, room.timing.rounds, clock, now),
    )


@blueprint.get("/state")
@secret_link("screen_token", _remembered)
def state(event_id: int) -> ResponseReturnValue:
    """The clock, for a screen that is open."""
    return live_state(event_id, datetime.now(UTC))


def _of_phase(event: Event, rounds: int, clock: Clock, now: datetime) -> dict[str, Any]:
    """What only some of the phases show."""
    if clock.phase == Phase.TALK:
        prompts = event.prompts
        return {"prompt": prompts[(clock.round - 1) % len(prompts)] if prompts else ""}
    if clock.phase == Phase.DONE:
        lost = links_for(current_app).base + url_for("public.lost_link", slug=event.slug)
        return {
            "agenda": _agenda(event, now, after_rounds=rounds),
            "qr": qr_svg(lost, "QR code of the page that sends your link again"),
        }
    everybody = clock.phase == Phase.BREAK
    shown = {"pages": pages_of(tables_for_round(event, clock.round, everybody=everybody))}
    if clock.phase == Phase.MOVE:
        return shown
    return shown | {
        "drawing": room_drawing(room_of_round(event, clock.round)),
        "agenda": _agenda(event, now),
        "same_day": clock.left(now) < SAME_DAY,
    }


def _agenda(event: Event, now: datetime, *, after_rounds: int = 0) -> list[AgendaLine]:
    """What the agenda has now and later; with ``after_rounds`` only what follows so many rounds."""
    spans = agenda_times(event.starts_at, event.agenda)
    past = 0
    if after_rounds:
        held = held_by_items(event, after_rounds)
        past = max((number for number, count in enumerate(held, start=1) if count), default=0)
    lines = [AgendaLine(item.title, *span) for item, span in zip(event.agenda, spans, strict=True)]
    return [line for line in lines[past:] if line.ends > now]
