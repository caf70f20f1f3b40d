"""The seating board of a draft: a round of it, what somebody's move would do, and its state."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.planning.locks import Lock
from scheduler.domain.states import PlanState
from scheduler.domain.words.board import edit_words, links_words, lock_words
from scheduler.domain.words.score import PlanScore, meaning
from scheduler.errors import RuleBroken
from scheduler.models import Event, Job, Plan, PlanEdit
from scheduler.services.planning.board import improving
from scheduler.services.planning.board.going import Going, goings
from scheduler.services.planning.board.history import BoardChanges, plan_steps
from scheduler.services.planning.board.room import BoardRound, BoardTable, round_on
from scheduler.services.planning.board.state import Draft, board_draft, names_of
from scheduler.services.planning.plans import plan_of
from scheduler.services.planning.rounds.times import times_of
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.boards import (
    NOWHERE,
    PlaceToGo,
    ShownChange,
    lifted_person,
    shown_changes,
)
from scheduler.web.organiser.planning.board.choosing import Pills, by_table, pills
from scheduler.web.organiser.planning.board.drawing import RoomLook, board_drawing, room_svg
from scheduler.web.organiser.planning.plans import PLAN
from scheduler.web.shared.morning.live import Remembered
from scheduler.web.shared.numbers import number as whole

BOARD = PLAN + "/board"

lifting: Remembered[tuple[int, int], Draft] = Remembered("boards", 5, most=8)
"""A few boards, to say what moves would do; each move itself is judged by the rows as they are."""

blueprint.add_app_template_filter(board_drawing, "board_drawing")
blueprint.add_app_template_filter(links_words, "links_words")


@blueprint.get(BOARD)
@event_organiser
def board(event: Event, number: int) -> ResponseReturnValue:
    """One round of the draft as the room stands, with what may be done to it."""
    found = plan_of(event, number)
    values: dict[str, Any] = {"event": event, "plan": found, "trouble": ""}
    if found.state == PlanState.PUBLISHED:
        return render_template("organiser/planning/board/no_board.html", **values)
    try:
        draft = board_draft(event, found, datetime.now(UTC))
    except RuleBroken as error:
        values["trouble"] = error.sentence
        return render_template("organiser/planning/board/no_board.html", **values)
    # Whoever looks at the board lifts somebody next.
    lifting.get((found.id, found.board_version), lambda: draft)
    return render_template("organiser/planning/board/board.html", **values, **_values(draft))


@blueprint.get(BOARD + "/effects")
@event_organiser
def board_effects(event: Event, number: int) -> ResponseReturnValue:
    """Everywhere the person could go in the round, best first, with what each would do."""
    found = plan_of(event, number)
    draft = lifting.get(
        (found.id, found.board_version), lambda: board_draft(event, found, datetime.now(UTC))
    )
    turn, key = _round(found), str(request.args.get("person", 0, type=whole))
    names = names_of(event)
    options = [_place_to_go(each, names) for each in goings(draft, turn, key, names)]
    return lifted_person(_place(draft.board.places[turn - 1].get(key)), options)


@blueprint.get(BOARD + "/state")
@event_organiser
def board_state(event: Event, number: int) -> ResponseReturnValue:
    """How often the draft has been changed by hand: an open board asks every second or so."""
    found = plan_of(event, number)
    return {
        "version": found.board_version,
        "draft": found.state == PlanState.DRAFT,
        "improving": _improving(improving.latest(event, found)),
    }


def _place(table: int | None) -> str:
    return NOWHERE if table is None else str(table)


def _place_to_go(going: Going, names: Mapping[str, str]) -> PlaceToGo:
    place = _place(going.table)
    where = f"To table {place}."
    if going.other:
        where = f"Changes places with {names[going.other]}."
    to = f"{place}-{going.other}" if going.other else place
    notes = (*going.always, *going.notes)
    return PlaceToGo(place, going.other, to, going.links, going.words, where, notes, going.breaks)


def _values(draft: Draft) -> dict[str, Any]:
    """What organiser/planning/board/board.html shows."""
    event, found, names = draft.event, draft.plan, names_of(draft.event)
    room = round_on(draft, _round(found))
    chosen = request.args.get("person", type=whole)
    chosen = chosen if chosen and str(chosen) in draft.problem.by_key else None
    score = _score(draft)
    here = draft.board.places[room.number - 1].get(str(chosen)) if chosen else None
    job = improving.latest(event, found)
    ways = goings(draft, room.number, str(chosen), names) if chosen else []
    table = _table(room, here)
    return {
        "room": room,
        "rounds": list(enumerate(times_of(event, found.rounds), start=1)),
        "drawing": room_svg(
            room, _look(draft, room, chosen, table.number, pills(room, here, ways))
        ),
        "table": table,
        "chosen": chosen and draft.problem.by_key[str(chosen)],
        "held": chosen is not None and (room.number, str(chosen)) in draft.held(),
        "here": here,
        "choices": by_table(ways),
        "names": names,
        "improving": _improving(job),
        "job": job if job and job.arguments["version"] == found.board_version else None,
        "proposal": improving.proposal_for(draft),
        "score": score,
        "meaning": (meaning(score)[0], "among those who come now")
        if _others_come(draft)
        else meaning(score),
        "locks": [(lock, _lock_fields(lock), lock_words(lock, names)) for lock in draft.locks],
        "changes": shown_changes(plan_steps(found), partial(shown_plan_edit, names=names)),
    }


def _look(draft: Draft, room: BoardRound, chosen: int | None, listed: int, said: Pills) -> RoomLook:
    """The room as it is looked at, with the addresses of its people and tables."""
    address = partial(
        url_for, "organiser.board",
        event_id=draft.event.id, number=draft.plan.number, round=room.number,
    )  # fmt: skip
    return RoomLook(
        chosen,
        listed,
        said,
        person=lambda attendee_id: address(person=attendee_id, _anchor="move"),
        place=lambda number: address(table=number, _anchor="table"),
    )


def _score(draft: Draft) -> PlanScore:
    """The stored score; where others come than it was measured for, its figures as they are now."""
    stored, board = PlanScore.read(draft.plan.score), draft.board
    if not _others_come(draft):
        return stored
    fewest = min(board.degree[key] for key in board.throughout) if board.throughout else 0
    return replace(stored, pairs=board.links, fewest=fewest)


def _others_come(draft: Draft) -> bool:
    """Whether the plan seats somebody who does not come, or was measured for others."""
    seated = {key for places in draft.board.places for key in places}
    measured = draft.plan.score["cross_sector_pairs"]
    return draft.board.links != measured or not seated <= draft.problem.by_key.keys()


def _improving(job: Job | None) -> str:
    """A word that changes whenever there is something else to show of improving the rest."""
    return f"{job.id} {job.state}" if job else ""


def _round(plan: Plan) -> int:
    wanted = request.args.get("round", 1, type=whole)
    return wanted if 1 <= wanted <= plan.rounds else 1


def _table(room: BoardRound, here: int | None) -> BoardTable:
    """The table whose people are listed: as asked for, else that of the person chosen."""
    wanted = request.args.get("table", here or 1, type=whole)
    return next((t for t in room.tables if t.number == wanted), room.tables[0])


def shown_plan_edit(edit: PlanEdit, names: Mapping[str, str]) -> ShownChange:
    """Return a change of a draft as its board shows it."""
    changes = BoardChanges.of(edit)
    words = edit_words(edit.kind, changes.seats, changes.locked, changes.freed, names)
    effect = links_words(edit.links) if changes.seats else ""
    return ShownChange(edit, words, effect, edit.user.name if edit.user else "a former organiser")


def _lock_fields(lock: Lock) -> dict[str, Any]:
    """The lock as the hidden fields of a form."""
    fields = {"kind": lock.kind.value, "of_round": lock.round, "table": lock.table,
              "one": lock.one, "other": lock.other}  # fmt: skip
    return {name: value for name, value in fields.items() if value is not None}
