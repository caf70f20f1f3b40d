"""Working groups changed by hand: what a move would do, the move, the convenor, and undo."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from scheduler.domain.afterwards.working_groups.notes import breach_words, group_title
from scheduler.domain.afterwards.working_groups.problem import (
    MOST_GROUPS,
    Placing,
    Slot,
    people_by_slot,
)
from scheduler.domain.afterwards.working_groups.score import (
    GroupBreach,
    group_breaches,
    links_within,
)
from scheduler.domain.states import GroupAnswer
from scheduler.errors import NotFound, Rule, RuleBroken
from scheduler.models import Event, GroupProposal, WorkingGroupMember, db, transaction
from scheduler.services.afterwards.working_groups.board import GroupsNow, groups_now, member_rows
from scheduler.services.afterwards.working_groups.members import (
    drop_empty,
    place_member,
    remember_members,
)
from scheduler.services.registration.places import lock_event

CHANGED: Final = "Somebody has changed the groups meanwhile. Nothing was done: look again."
ASKED: Final = (
    "Somebody whom it concerns has been asked since, by email: move them by hand, then ask again."
)


@dataclass(frozen=True, slots=True)
class GroupOption:
    """A group that somebody might be moved to, and what that would do.

    ``size``: how many it would have. ``links``: how many pairs from different sectors more, over
    all groups. ``breaks``: what would be wrong then that is not now.
    """

    slot: Slot
    title: str
    new: bool
    here: bool
    size: int
    links: int
    breaks: tuple[str, ...]


def move_options(standing: GroupsNow, attendee_id: int) -> list[GroupOption]:
    """Return each group that a person might be in, with the effect. Raises NotFound."""
    _check_known(standing, attendee_id)
    before = standing.placing
    slots = dict.fromkeys([*sorted(set(before.values())), *_new_slots(standing, attendee_id)])
    return [
        _option(standing, attendee_id, slot, new=slot not in set(before.values())) for slot in slots
    ]


def links_in(standing: GroupsNow, placing: Placing) -> int:
    """Return how many pairs of different sectors are in one group."""
    by_key = standing.problem.by_key
    groups = people_by_slot(placing).values()
    return sum(links_within([by_key[key] for key in keys]) for keys in groups)


def breaches_in_words(standing: GroupsNow, placing: Placing) -> dict[Slot, list[str]]:
    """Return what is wrong with each group, in sentences."""
    found: dict[Slot, list[str]] = {}
    for breach in group_breaches(standing.problem, placing):
        found.setdefault(breach.slot, []).append(_words(standing, breach))
    return found


def move_member(
    event: Event, attendee_id: int, slot: Slot | None, version: int, now: datetime
) -> None:
    """Put a person into a group, which may be a new one, or into none.

    Who had agreed to another group is asked again. Raises RuleBroken, rule STALE, when the groups
    have changed since ``version``, and NotFound for somebody who was not there.
    """
    with transaction():
        found = _hold(event, version)
        _check_known(found, attendee_id)
        if slot is not None and slot[0] not in _areas(found):
            raise NotFound("There is no such area.")
        remember_members(found.proposal, [attendee_id], now)
        _put(found.proposal, attendee_id, slot)


def make_convenor(event: Event, attendee_id: int, version: int, now: datetime) -> None:
    """Let a member of a group convene it, in place of whoever did. Raises as `move_member`."""
    with transaction():
        found = _hold(event, version)
        chosen = found.rows.get(attendee_id)
        if chosen is None:
            raise NotFound("They are in no group.")
        own = [row for row in found.rows.values() if row.group_id == chosen.group_id]
        remember_members(found.proposal, [row.attendee_id for row in own], now)
        for row in own:
            row.convenes = row is chosen


def undo_change(event: Event, version: int) -> None:
    """Take the last change back.

    Raises RuleBroken where there is none, the groups have changed, or somebody it concerns has
    been asked or has answered since: their email speaks of the group that they are in now.
    """
    with transaction():
        found = _hold(event, version)
        if not found.proposal.edits:
            raise RuleBroken("There is nothing to take back.", Rule.STALE)
        *rest, last = found.proposal.edits
        rows = member_rows(found.proposal)
        for before in last["rows"]:
            row = rows.get(before["who"])
            answered = row.answered_at.isoformat() if row and row.answered_at else None
            if answered and answered > last["at"]:
                raise RuleBroken("Somebody whom it concerns has answered since.", Rule.STALE)
            if row and row.told_at and row.told_at.isoformat() > last["at"]:
                raise RuleBroken(ASKED, Rule.STALE)
        found.proposal.edits = rest
        for before in last["rows"]:
            if before["who"] in found.people:
                _restore(found.proposal, before)


def _option(standing: GroupsNow, attendee_id: int, slot: Slot, *, new: bool) -> GroupOption:
    before = standing.placing
    after = {**before, attendee_id: slot}
    was = {_words(standing, breach) for breach in group_breaches(standing.problem, before)}
    then = [_words(standing, b) for b in group_breaches(standing.problem, after)]
    return GroupOption(
        slot,
        group_title(slot, sorted(set(after.values()))),
        new,
        before.get(attendee_id) == slot,
        len(people_by_slot(after)[slot]),
        links_in(standing, after) - links_in(standing, before),
        tuple(dict.fromkeys(words for words in then if words not in was)),
    )


def _new_slots(standing: GroupsNow, attendee_id: int) -> list[Slot]:
    """A new group for each area that the person chose."""
    there = set(standing.placing.values())
    chosen = standing.problem.by_key[attendee_id].areas
    found = []
    for area in standing.problem.areas:
        free = [n for n in range(1, MOST_GROUPS + 1) if (area, n) not in there]
        if area in chosen and free:
            found.append((area, free[0]))
    return found


def _areas(standing: GroupsNow) -> set[str]:
    return {*standing.problem.areas, *(area for area, _number in standing.placing.values())}


def _words(standing: GroupsNow, breach: GroupBreach) -> str:
    names = {key: person.name for key, person in standing.people.items()}
    return breach_words(breach, names, standing.problem.sizes)


def _check_known(standing: GroupsNow, attendee_id: int) -> None:
    if attendee_id not in standing.people:
        raise NotFound("They were not there, or have no sector.")


def _hold(event: Event, version: int) -> GroupsNow:
    event = lock_event(event.id)
    found = groups_now(event)
    if found is None or found.proposal.version != version:
        raise RuleBroken(CHANGED, Rule.STALE)
    return found


def _put(proposal: GroupProposal, key: int, slot: Slot | None) -> WorkingGroupMember | None:
    rows = member_rows(proposal)
    row = None
    if slot is not None:
        groups = {(group.area, group.number): group for group in proposal.groups}
        row = place_member(proposal, groups, rows, key, slot)
        if row.answer == GroupAnswer.DECLINED:
            row.answer, row.told_at, row.answered_at = GroupAnswer.OPEN, None, None
    elif key in rows:
        db.session.delete(rows[key])
    db.session.flush()
    drop_empty(proposal)
    return row


def _restore(proposal: GroupProposal, before: Mapping[str, Any]) -> None:
    slot = before["slot"]
    row = _put(proposal, before["who"], (slot[0], slot[1]) if slot else None)
    if row is not None:
        row.convenes, row.answer = before["convenes"], GroupAnswer(before["answer"])
        row.told_at, row.answered_at = _moment(before["told"]), _moment(before["answered"])


def _moment(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None
