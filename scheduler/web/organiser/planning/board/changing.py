"""What is pressed on the seating board; each press leads back to the board."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user

from scheduler.domain.planning.locks import Held, Lock
from scheduler.errors import InvalidInput, NotFound, RuleBroken
from scheduler.models import Event, Plan, PlanEdit, User
from scheduler.services.background import jobs
from scheduler.services.planning.board import history, improving, locking, moving
from scheduler.services.planning.board.moving import BoardMove
from scheduler.services.planning.board.state import names_of
from scheduler.services.planning.plans import plan_of
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.boards import NOWHERE, Turn, board_press
from scheduler.web.organiser.planning.board.board import BOARD, shown_plan_edit
from scheduler.web.shared.numbers import number as whole


@blueprint.post(BOARD + "/move")
@event_organiser
def board_move(event: Event, number: int) -> ResponseReturnValue:
    """Move somebody to a table, or "table-person" in exchange with somebody there."""
    table, _, other = request.form.get("to", "").partition("-")
    wanted = BoardMove(
        round=_number("round") or 0,
        person=str(_number("person")),
        seen=_place(request.form.get("seen", "")),
        table=_place(table),
        other=str(_whole(other)) if other else None,
    )

    def act(plan: Plan) -> PlanEdit:
        return moving.move(event, plan, wanted, current_user, datetime.now(UTC))

    return _pressed(event, number, act)


@blueprint.post(BOARD + "/undo")
@event_organiser
def board_undo(event: Event, number: int) -> ResponseReturnValue:
    """Take the newest change back."""
    return _step(event, number, history.undo, Turn.UNDONE)


@blueprint.post(BOARD + "/redo")
@event_organiser
def board_redo(event: Event, number: int) -> ResponseReturnValue:
    """Make the change again that was undone last."""
    return _step(event, number, history.redo, Turn.AGAIN)


@blueprint.post(BOARD + "/lock")
@event_organiser
def board_lock(event: Event, number: int) -> ResponseReturnValue:
    """Hold a person, a table, a round or a pair in place."""
    return _hold(event, number, locking.lock)


@blueprint.post(BOARD + "/unlock")
@event_organiser
def board_unlock(event: Event, number: int) -> ResponseReturnValue:
    """Let it go again."""
    return _hold(event, number, locking.unlock)


@blueprint.post(BOARD + "/improve")
@event_organiser
def board_improve(event: Event, number: int) -> ResponseReturnValue:
    """Let a worker look for better seats around what is held; the board shows what it finds."""
    try:
        found = plan_of(event, number)
        improving.request_improvement(event, found, current_user, datetime.now(UTC))
    except RuleBroken as error:
        flash(error.sentence, "bad")
    return _back(event, number)


@blueprint.post(BOARD + "/improve/take")
@event_organiser
def board_improve_take(event: Event, number: int) -> ResponseReturnValue:
    """Do what was found."""

    def act(plan: Plan) -> PlanEdit:
        return improving.take_proposal(
            event, plan, _number("job") or 0, current_user, datetime.now(UTC)
        )

    return _pressed(event, number, act)


@blueprint.post(BOARD + "/improve/leave")
@event_organiser
def board_improve_leave(event: Event, number: int) -> ResponseReturnValue:
    """Leave the draft as it is; a search that still runs is stopped."""
    job = improving.latest(event, plan_of(event, number))
    if job and job.state in jobs.OPEN_STATES:
        jobs.request_stop(job.id, datetime.now(UTC))
    elif job:
        improving.forget_proposal(event, job.id)
    return _back(event, number)


def _step(
    event: Event,
    number: int,
    step: Callable[[Event, Plan, int, datetime], PlanEdit],
    turn: Turn,
) -> ResponseReturnValue:
    """Go one step back or forth in the history of the draft."""

    def act(plan: Plan) -> PlanEdit:
        return step(event, plan, _number("edit") or 0, datetime.now(UTC))

    return _pressed(event, number, act, turn)


def _hold(
    event: Event, number: int, change: Callable[[Event, Plan, Lock, User, datetime], PlanEdit]
) -> ResponseReturnValue:
    """Lock what the form names, or free it."""
    what = _lock()

    def act(plan: Plan) -> PlanEdit:
        return change(event, plan, what, current_user, datetime.now(UTC))

    return _pressed(event, number, act)


def _pressed(
    event: Event, number: int, act: Callable[[Plan], PlanEdit], turn: Turn = Turn.DONE
) -> ResponseReturnValue:
    return board_press(
        lambda: act(plan_of(event, number)),
        lambda edit: shown_plan_edit(edit, names_of(event)),
        turn,
        _there(event, number),
    )


def _back(event: Event, number: int) -> ResponseReturnValue:
    return redirect(_there(event, number), 303)


def _there(event: Event, number: int) -> str:
    """The round and the table that the form was about."""
    turn, table = _number("round") or 1, _number("table")
    return url_for(
        "organiser.board", event_id=event.id, number=number, round=turn, table=table or None
    )


def _lock() -> Lock:
    try:
        kind = Held(request.form.get("kind", ""))
    except ValueError as error:
        raise InvalidInput("Choose what to lock.") from error
    one, other = _number("one"), _number("other")
    return Lock(
        kind,
        _number("of_round"),
        _number("table"),
        None if one is None else str(one),
        None if other is None else str(other),
    )


def _number(name: str) -> int | None:
    return request.form.get(name, type=whole)


def _place(text: str) -> int | None:
    return None if text == NOWHERE else _whole(text)


def _whole(text: str) -> int:
    try:
        return whole(text)
    except ValueError as error:
        raise NotFound("There is no such place.") from error
