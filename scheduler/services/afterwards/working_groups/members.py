"""Who is in which working group, as rows: put there, and remembered so that it can be undone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from scheduler.domain.afterwards.working_groups.problem import Slot
from scheduler.domain.states import GroupAnswer
from scheduler.models import GroupProposal, WorkingGroup, WorkingGroupMember, db
from scheduler.services.afterwards.working_groups.board import member_rows


def place_member(
    proposal: GroupProposal,
    groups: dict[Slot, WorkingGroup],
    rows: Mapping[int, WorkingGroupMember],
    key: int,
    slot: Slot,
) -> WorkingGroupMember:
    """Put somebody into a group, in the caller's transaction.

    In another one than before they have not been asked yet.
    """
    if slot not in groups:
        groups[slot] = WorkingGroup(proposal=proposal, area=slot[0], number=slot[1])
    row = rows.get(key) or WorkingGroupMember(attendee_id=key, offered=False)
    if row.group is not groups[slot]:
        row.group, row.convenes = groups[slot], False
        row.answer, row.told_at, row.answered_at = GroupAnswer.OPEN, None, None
    db.session.add(row)
    return row


def drop_empty(proposal: GroupProposal) -> None:
    """Delete the groups that nobody is in, and nobody has said not now to.

    In the caller's transaction.
    """
    db.session.refresh(proposal)
    used = {row.group_id for row in member_rows(proposal).values()}
    proposal.groups = [group for group in proposal.groups if group.id in used]
    db.session.flush()


def move_row(proposal: GroupProposal, key: int, slot: Slot | None) -> WorkingGroupMember | None:
    """Put somebody into a group or into none; return how they stand then.

    In the caller's transaction.
    """
    rows = member_rows(proposal)
    row = None
    if slot is not None:
        groups = {(group.area, group.number): group for group in proposal.groups}
        row = place_member(proposal, groups, rows, key, slot)
    elif key in rows:
        db.session.delete(rows[key])
    db.session.flush()
    drop_empty(proposal)
    return row


def snapshot(row: WorkingGroupMember | None) -> dict[str, Any] | None:
    """Return how somebody stands, to be stored; None for in no group."""
    if row is None:
        return None
    return {
        "slot": [row.group.area, row.group.number],
        "convenes": row.convenes,
        "answer": row.answer.value,
        "told": row.told_at.isoformat() if row.told_at else None,
        "answered": row.answered_at.isoformat() if row.answered_at else None,
    }


def stand_as(proposal: GroupProposal, key: int, stored: Mapping[str, Any] | None) -> None:
    """Let somebody stand as a :func:`snapshot` says, in the caller's transaction."""
    slot = (stored["slot"][0], stored["slot"][1]) if stored else None
    row = move_row(proposal, key, slot)
    if row is not None and stored is not None:
        row.convenes, row.answer = stored["convenes"], GroupAnswer(stored["answer"])
        row.told_at, row.answered_at = _moment(stored["told"]), _moment(stored["answered"])


def _moment(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None
