"""The board of working groups: what a move would do, what is pressed, and its state."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user

from scheduler.domain.afterwards.working_groups.problem import MOST_GROUPS, Slot
from scheduler.domain.states import JobKind
from scheduler.errors import NotFound
from scheduler.models import Event, GroupEdit
from scheduler.services.afterwards.working_groups import history, moving
from scheduler.services.afterwards.working_groups.board import (
    GroupsNow,
    group_names,
    groups_now,
    groups_state_of,
)
from scheduler.services.afterwards.working_groups.going import GroupGoing, group_goings
from scheduler.services.afterwards.working_groups.moving import GroupMove
from scheduler.services.background import jobs
from scheduler.web.access import event_organiser
from scheduler.web.organiser.afterwards.groups_view import place_key, shown_group_edit
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.boards import NOWHERE, PlaceToGo, Turn, board_press, lifted_person
from scheduler.web.shared.numbers import number

PLACE = "/events/<int:event_id>/after/groups"


@blueprint.get(PLACE + "/effects")
@event_organiser
def groups_effects(event: Event) -> ResponseReturnValue:
    """Every group where the person could go, best first, with what each move would do."""
    standing = groups_now(event)
    if standing is None:
        raise NotFound("There are no groups any more.")
    person = request.args.get("person", 0, type=number)
    # Somebody may have been taken off the list meanwhile.
    goings = group_goings(standing, person) if person in standing.people else []
    options = [_place_to_go(standing, each) for each in goings]
    return lifted_person(place_key(standing.placing.get(person)), options)


@blueprint.get(PLACE + "/state")
@event_organiser
def groups_state(event: Event) -> ResponseReturnValue:
    """How the groups stand: an open board asks every second or so."""
    state = groups_state_of(event)
    job = jobs.latest_job(event.id, JobKind.GROUPS)
    making = job is not None and job.state in jobs.OPEN_STATES
    return {
        "version": state,
        "draft": state is not None,
        "improving": f"{job.id} {job.state}" if job and making else "",
    }


@blueprint.post(PLACE + "/move")
@event_organiser
def groups_move(event: Event) -> ResponseReturnValue:
    """Move somebody to the group of "to", or to none: ":place", or "person:place" in exchange."""
    form = request.form
    other, _, place = form.get("to", "").partition(":")
    wanted = GroupMove(
        form.get("person", 0, type=number),
        _slot(form.get("seen", "")),
        _slot(place),
        _person(other) if other else None,
    )
    return _pressed(
        event, lambda: moving.move_member(event, wanted, current_user, datetime.now(UTC))
    )


@blueprint.post(PLACE + "/convenor")
@event_organiser
def groups_convenor(event: Event) -> ResponseReturnValue:
    """Let somebody convene their group."""
    person = request.form.get("person", 0, type=number)
    return _pressed(
        event, lambda: moving.make_convenor(event, person, current_user, datetime.now(UTC))
    )


@blueprint.post(PLACE + "/undo")
@event_organiser
def groups_undo(event: Event) -> ResponseReturnValue:
    """Take the newest change back."""
    edit = request.form.get("edit", 0, type=number)
    return _pressed(event, lambda: history.undo_group_edit(event, edit), Turn.UNDONE)


@blueprint.post(PLACE + "/redo")
@event_organiser
def groups_redo(event: Event) -> ResponseReturnValue:
    """Make the change again that was undone last."""
    edit = request.form.get("edit", 0, type=number)
    return _pressed(event, lambda: history.redo_group_edit(event, edit), Turn.AGAIN)


def _pressed(
    event: Event, act: Callable[[], GroupEdit], turn: Turn = Turn.DONE
) -> ResponseReturnValue:
    back = url_for("organiser.working_groups", event_id=event.id)
    return board_press(act, lambda edit: shown_group_edit(edit, group_names(event)), turn, back)


def _place_to_go(standing: GroupsNow, going: GroupGoing) -> PlaceToGo:
    place = place_key(going.slot)
    where = f"Into {going.title}, then of {going.size}." if going.slot else "Out of the groups."
    if going.other is not None:
        where = f"Changes places with {standing.people[going.other].name}."
    other = str(going.other) if going.other else None
    to = f"{other or ''}:{place}"
    return PlaceToGo(place, other, to, going.links, going.words, where, going.notes, going.breaks)


def _person(text: str) -> int:
    try:
        return number(text)
    except ValueError as error:
        raise NotFound("There is no such person.") from error


def _slot(place: str) -> Slot | None:
    """The group that "2-Loneliness" names; None for "none"."""
    if place == NOWHERE:
        return None
    numbered, _, area = place.partition("-")
    if not numbered.isdecimal() or not 1 <= int(numbered[:3]) <= MOST_GROUPS:
        raise NotFound("There is no such group.")
    return area, int(numbered)
