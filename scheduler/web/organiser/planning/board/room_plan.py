"""The room plan: tables are put where they stand, each with a note."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.planning.room_plan import DEEPEST, EDGE, WIDTH, Spot, depth
from scheduler.errors import InvalidInput, NotFound, RuleBroken
from scheduler.models import Event
from scheduler.services.planning.board.room import spots_of
from scheduler.services.planning.board.room_plan import (
    make_quiet,
    place_table,
    seats_standing,
    tables_standing,
)
from scheduler.services.planning.rules.quiet import wish_sentence
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.planning.board.drawing import plan_svg
from scheduler.web.shared.numbers import number as whole


@blueprint.get("/events/<int:event_id>/rounds/room")
@event_organiser
def room_plan(event: Event) -> ResponseReturnValue:
    """The tables where they stand, and one of them to be moved or noted."""
    return _page(event, request.args.get("table", 1, type=whole))


@blueprint.post("/events/<int:event_id>/rounds/room/place")
@event_organiser
def room_plan_place(event: Event) -> ResponseReturnValue:
    """Put one table somewhere else, or note something of its place."""
    table = _number("table")
    seen = Spot(_number("seen_x"), _number("seen_y"), request.form.get("seen_note", ""))
    wanted = Spot(_number("x"), _number("y"), request.form.get("note", ""))
    try:
        place_table(event, table, seen, wanted)
    except (InvalidInput, RuleBroken) as error:
        flash(error.sentence, "bad")
        return _page(event, table, wanted), 400
    return redirect(url_for("organiser.room_plan", event_id=event.id, table=table), 303)


@blueprint.post("/events/<int:event_id>/rounds/room/quiet")
@event_organiser
def room_plan_quiet(event: Event) -> ResponseReturnValue:
    """Name one table as quiet, or no longer."""
    table = _number("table")
    make_quiet(event, table, bool(request.form.get("quiet")))
    return redirect(url_for("organiser.room_plan", event_id=event.id, table=table), 303)


def _page(event: Event, chosen: int, typed: Spot | None = None) -> str:
    """The room, and the chosen table as it stands or, where that was refused, as ``typed``."""
    spots = spots_of(event, tables_standing(event))
    chosen = chosen if chosen in spots else 1

    def there(table: int) -> str:
        return url_for("organiser.room_plan", event_id=event.id, table=table, _anchor="place")

    limits = {"left": EDGE, "right": WIDTH - EDGE, "top": EDGE, "bottom": DEEPEST, "width": WIDTH}
    deep = depth(list(spots.values()))
    return render_template(
        "organiser/planning/board/room_plan.html",
        event=event,
        spots=spots,
        chosen=chosen,
        typed=typed or spots.get(chosen),
        drawing=plan_svg(spots, seats_standing(event), deep, chosen, there),
        quiet_wish=wish_sentence(event),
        limits=limits,
    )


def _number(name: str) -> int:
    found = request.form.get(name, type=whole)
    if found is None:
        raise NotFound("Say where the table stands.")
    return found
