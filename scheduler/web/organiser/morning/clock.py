"""The room's clock on the Day page: making it ready, and every button of it."""

from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any, assert_never

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.events.agenda import agenda_times
from scheduler.domain.morning.clock import Phase
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Event
from scheduler.services.planning.rounds import clock as clocks
from scheduler.services.planning.rounds.clock import Press
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.rounds.times import times_of
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.shared.links import links_for
from scheduler.web.shared.morning.live import left_words, live_state, rooms, state_of
from scheduler.web.shared.numbers import number

ON_THE_DAY = timedelta(hours=12)
"""So long before round 1 its time is told without its day."""

MOVED_ON = "The clock had already moved on. This is the clock now."


@blueprint.get("/events/<int:event_id>/day/clock")
@event_organiser
def day_clock(event: Event) -> ResponseReturnValue:
    """The clock alone, for a page that is open."""
    return render_template("organiser/morning/_clock.html", event=event, **clock_values(event))


@blueprint.get("/events/<int:event_id>/day/clock/state")
@event_organiser
def day_clock_state(event: Event) -> ResponseReturnValue:
    """Where the clock stands, for a page that is open."""
    return live_state(event.id, datetime.now(UTC))


@blueprint.post("/events/<int:event_id>/day/clock/ready")
@event_organiser
def clock_ready(event: Event) -> ResponseReturnValue:
    """Get the clock ready, or say whether the rounds run by themselves."""
    try:
        clocks.make_ready(event, request.form.get("runs") == "itself", datetime.now(UTC))
    except RuleBroken as error:
        flash(error.sentence, "bad")
    return _back(event)


@blueprint.post("/events/<int:event_id>/day/clock/press")
@event_organiser
def clock_press(event: Event) -> ResponseReturnValue:
    """One button of the clock."""
    try:
        what, phase = Press(request.form.get("what", "")), Phase(request.form.get("phase", ""))
        shown = phase, number(request.form.get("round", ""))
        minutes = number(request.form.get("minutes") or "0")
    except ValueError:
        flash("That is not a button of the clock. Press one of these.", "bad")
        return _back(event)
    try:
        done = clocks.press(event, what, shown, datetime.now(UTC), minutes)
    except (InvalidInput, RuleBroken) as error:
        flash(error.sentence, "bad")
    else:
        if not done:
            flash(MOVED_ON, "warn")
    return _back(event)


def clock_values(event: Event) -> dict[str, Any]:
    """What the template of the clock shows."""
    now = datetime.now(UTC)
    room = clocks.stored_clock(event)
    if room is None:
        first = _first_round(event)
        return {
            "room": None,
            "item": _item_at(event, now),
            "time_now": now,
            "on_the_day": first - now < ON_THE_DAY and now < event.ends_at,
            "first_round": first,
            "to_first": ceil((first - now) / timedelta(minutes=1)),
        }
    clock = room.at(now)
    return {
        "room": room,
        "clock": clock,
        "first_round": _first_round(event) if clock.phase is Phase.BEFORE else None,
        "state": state_of(room, now),
        "left": left_words(clock.left(now).total_seconds()),
        "time_now": now,
        "on_the_day": clock.left(now) < ON_THE_DAY,
        "item": _item_at(event, now),
        "undoable": room.undoable(now),
        "next_words": _next_words(clock.phase, clock.round, room.timing.rounds),
        "screen": links_for(current_app).screen(room.screen_token),
    }


def _first_round(event: Event) -> datetime:
    """When the agenda has the first round."""
    plan = published_plan(event)
    return times_of(event, plan.rounds if plan else event.rounds)[0][0]


def _item_at(event: Event, now: datetime) -> tuple[str, datetime] | None:
    """What the agenda has at this moment and until when; None before and after it."""
    for item, (starts, ends) in zip(
        event.agenda, agenda_times(event.starts_at, event.agenda), strict=True
    ):
        if starts <= now < ends:
            return item.title, ends
    return None


def _next_words(phase: Phase, number: int, rounds: int) -> str:
    """What the large button does now."""
    match phase:
        case Phase.TALK:
            return f"End round {number} now"
        case Phase.DONE:
            return ""
        case Phase.BEFORE | Phase.MOVE | Phase.BREAK:
            return f"Start round {number}"
        case _:
            assert_never(phase)


def _back(event: Event) -> ResponseReturnValue:
    rooms.forget()
    return redirect(url_for("organiser.day", event_id=event.id) + "#clock", 303)
