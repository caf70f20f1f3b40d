"""The changes of working groups by hand: undone, and made again, until people are asked."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, Final

from scheduler.domain.afterwards.working_groups.effect import links_of_groups
from scheduler.errors import Rule, RuleBroken
from scheduler.models import Event, GroupEdit, GroupProposal, User, db, transaction
from scheduler.services.afterwards.working_groups.board import (
    GroupsNow,
    group_guests,
    groups_now,
    member_rows,
)
from scheduler.services.afterwards.working_groups.members import snapshot, stand_as
from scheduler.services.planning.board.steps import Steps
from scheduler.services.registration.places import lock_event

MOVE: Final = "move"
CONVENOR: Final = "convenor"
PROPOSED: Final = "proposed"
"""Who made it is a worker, so that nobody stands with it."""

GONE: Final = "Somebody has deleted the groups meanwhile. Nothing was done: look again."
ANSWERED: Final = (
    "Somebody whom it concerns has answered since, or is not in the groups any more. Nothing was "
    "changed: move them by hand."
)


def group_steps(proposal: GroupProposal) -> Steps[GroupEdit]:
    """The changes of the groups by hand; none once people were asked."""
    return Steps(GroupEdit, GroupEdit.proposal_id, proposal)


def hold_groups(event: Event) -> GroupsNow:
    """Return the groups; nobody else changes them before the transaction ends.

    Raises RuleBroken, rule STALE, where there are none any more.
    """
    found = groups_now(lock_event(event.id))
    if found is None:
        raise RuleBroken(GONE, Rule.STALE)
    return found


def record_change(
    proposal: GroupProposal,
    kind: str,
    ids: Collection[int],
    act: Callable[[], object],
    actor: User | None,
    now: datetime,
) -> GroupEdit:
    """Act, and keep what that changes of these people as the newest change.

    In the caller's transaction, which holds the groups.
    """
    before, links = _stand(proposal, ids), _links(proposal.event)
    act()
    db.session.flush()
    after = _stand(proposal, ids)
    edit = GroupEdit(
        proposal_id=proposal.id,
        kind=kind,
        user_id=actor.id if actor else None,
        made_at=now,
        links=_links(proposal.event) - links,
        changes={"rows": [{"who": key, "before": before[key], "after": after[key]} for key in ids]},
    )
    return group_steps(proposal).add(edit)


def undo_group_edit(event: Event, edit_id: int) -> GroupEdit:
    """Take the newest change back. ``edit_id``: the one that the page named.

    Raises RuleBroken when it is not the newest any more, and when somebody it concerns has answered
    since.
    """
    with transaction():
        proposal = hold_groups(event).proposal
        edit = group_steps(proposal).to_undo(edit_id)
        _turn(proposal, edit, "after", "before")
        proposal.edits_applied -= 1
    return edit


def redo_group_edit(event: Event, edit_id: int) -> GroupEdit:
    """Make the change again that was undone last. Raises as :func:`undo_group_edit`."""
    with transaction():
        proposal = hold_groups(event).proposal
        edit = group_steps(proposal).to_redo(edit_id)
        _turn(proposal, edit, "before", "after")
        proposal.edits_applied += 1
    return edit


def _turn(proposal: GroupProposal, edit: GroupEdit, since: str, to: str) -> None:
    """Let its people stand as ``to`` says; they stand as ``since`` says, or nothing is done."""
    there = {person.id for person in group_guests(proposal.event)}
    concerned = [row for row in edit.changes["rows"] if row["who"] in there]
    stand = _stand(proposal, [row["who"] for row in concerned])
    if any(stand[row["who"]] != row[since] for row in concerned):
        raise RuleBroken(ANSWERED, Rule.STALE)
    for row in concerned:
        stand_as(proposal, row["who"], row[to])


def _stand(proposal: GroupProposal, ids: Collection[int]) -> dict[int, dict[str, Any] | None]:
    rows = member_rows(proposal)
    return {key: snapshot(rows.get(key)) for key in ids}


def _links(event: Event) -> int:
    found = groups_now(event)
    return links_of_groups(found.problem, found.placing) if found else 0
