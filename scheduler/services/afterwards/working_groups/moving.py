"""Working groups changed by hand: somebody moved, and who convenes a group."""

from dataclasses import dataclass
from datetime import datetime

from scheduler.domain.afterwards.working_groups.notes import place_of
from scheduler.domain.afterwards.working_groups.problem import Slot
from scheduler.errors import NotFound, Rule, RuleBroken
from scheduler.models import Event, GroupEdit, User, transaction
from scheduler.services.afterwards.working_groups.board import GroupsNow
from scheduler.services.afterwards.working_groups.history import (
    CONVENOR,
    MOVE,
    hold_groups,
    record_change,
)
from scheduler.services.afterwards.working_groups.members import move_row


@dataclass(frozen=True, slots=True)
class GroupMove:
    """Somebody to another group, which may be a new one, or to none; or in exchange with ``other``.

    ``seen``: where they were when the page was shown.
    """

    person: int
    seen: Slot | None
    slot: Slot | None
    other: int | None = None


def move_member(event: Event, wanted: GroupMove, actor: User, now: datetime) -> GroupEdit:
    """Move somebody, and keep it as a change that can be undone; return that change.

    Two organisers may move people at once: each move is judged by where its own person is. Who had
    agreed to another group is asked again. Raises RuleBroken, saying why, when they are elsewhere
    by now or said not now, and NotFound for somebody who was not there or an unknown area.
    """
    with transaction():
        found = hold_groups(event)
        moves = _moves(found, wanted)

        def put() -> None:
            for key, slot in moves.items():
                move_row(found.proposal, key, slot)

        return record_change(found.proposal, MOVE, moves, put, actor, now)


def make_convenor(event: Event, attendee_id: int, actor: User, now: datetime) -> GroupEdit:
    """Let a member of a group convene it, in place of whoever did; return the change.

    Raises RuleBroken, rule STALE, when they are in no group any more.
    """
    with transaction():
        found = hold_groups(event)
        chosen = found.rows.get(attendee_id)
        if chosen is None:
            raise RuleBroken("They are in no group any more. Nothing was changed.", Rule.STALE)
        own = [row for row in found.rows.values() if row.group_id == chosen.group_id]
        ids = [row.attendee_id for row in own]

        def choose() -> None:
            for row in own:
                row.convenes = row is chosen

        return record_change(found.proposal, CONVENOR, ids, choose, actor, now)


def _moves(found: GroupsNow, wanted: GroupMove) -> dict[int, Slot | None]:
    """Who goes where, once it is clear that they can."""
    _still_there(found, wanted.person, wanted.seen)
    if wanted.slot is not None and wanted.slot[0] not in found.areas:
        raise NotFound("There is no such area.")
    if wanted.slot == wanted.seen:
        raise RuleBroken(f"{found.people[wanted.person].name} is there already.")
    if wanted.other is None:
        return {wanted.person: wanted.slot}
    _still_there(found, wanted.other, wanted.slot)
    return {wanted.person: wanted.slot, wanted.other: wanted.seen}


def _still_there(found: GroupsNow, key: int, seen: Slot | None) -> None:
    person = found.people.get(key)
    if person is None:
        raise NotFound("They were not there, or have no sector.")
    if key in found.declined:
        raise RuleBroken(f"{person.name} has said not now. Nothing was changed.", Rule.STALE)
    here = found.placing.get(key)
    if here != seen:
        place = place_of(here, found.slots)
        raise RuleBroken(
            f"{person.name} is in {place} by now: somebody moved them. Nothing was changed.",
            Rule.STALE,
        )
