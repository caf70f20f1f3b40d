"""Who is in which working group, as rows: put there, and remembered so that it can be undone."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from scheduler.domain.afterwards.working_groups.problem import Slot
from scheduler.domain.states import GroupAnswer
from scheduler.models import GroupProposal, WorkingGroup, WorkingGroupMember, db
from scheduler.services.afterwards.working_groups.board import member_rows

MOST_EDITS: Final = 20
"""How many changes can be taken back."""


def place_member(
    proposal: GroupProposal,
    groups: dict[Slot, WorkingGroup],
    rows: Mapping[int, WorkingGroupMember],
    key: int,
    slot: Slot,
) -> WorkingGroupMember:
    """Put somebody into a group; in another one than before they have not been asked yet."""
    if slot not in groups:
        groups[slot] = WorkingGroup(proposal=proposal, area=slot[0], number=slot[1])
    row = rows.get(key) or WorkingGroupMember(attendee_id=key, offered=False)
    if row.group is not groups[slot]:
        row.group, row.convenes = groups[slot], False
        row.answer, row.told_at, row.answered_at = GroupAnswer.OPEN, None, None
    db.session.add(row)
    return row


def drop_empty(proposal: GroupProposal) -> None:
    """Delete the groups that nobody is in, and nobody has said not now to."""
    db.session.refresh(proposal)
    used = {row.group_id for row in member_rows(proposal).values()}
    proposal.groups = [group for group in proposal.groups if group.id in used]
    db.session.flush()


def remember_members(proposal: GroupProposal, ids: Collection[int], now: datetime) -> None:
    """Note how these people stand, so that the change can be taken back."""
    rows = member_rows(proposal)
    noted = [_snapshot(key, rows.get(key)) for key in ids]
    edit = {"at": now.isoformat(), "rows": noted}
    proposal.edits = [*proposal.edits, edit][-MOST_EDITS:]


def _snapshot(key: int, row: WorkingGroupMember | None) -> dict[str, Any]:
    if row is None:
        return {"who": key, "slot": None}
    return {
        "who": key,
        "slot": [row.group.area, row.group.number],
        "convenes": row.convenes,
        "answer": row.answer.value,
        "told": row.told_at.isoformat() if row.told_at else None,
        "answered": row.answered_at.isoformat() if row.answered_at else None,
    }
