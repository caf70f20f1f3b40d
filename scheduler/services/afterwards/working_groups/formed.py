"""The working groups that go on, for the impact report."""

from collections import Counter, defaultdict
from collections.abc import Collection

from sqlalchemy import func, select

from scheduler.domain.afterwards.working_groups.formed import FormedGroup
from scheduler.domain.states import GroupAnswer
from scheduler.models import Attendee, Sector, WorkingGroupMember, db


def formed_groups(event_ids: Collection[int]) -> list[FormedGroup]:
    """Return the groups of these events in which anybody takes part."""
    sectors = Counter(
        dict(
            db.session.execute(
                select(Sector.event_id, func.count())
                .where(Sector.event_id.in_(event_ids))
                .group_by(Sector.event_id)
            ).all()
        )
    )
    members: defaultdict[tuple[int, int], list[int | None]] = defaultdict(list)
    rows = db.session.execute(
        select(Attendee.event_id, WorkingGroupMember.group_id, Attendee.sector_id)
        .join(WorkingGroupMember, WorkingGroupMember.attendee_id == Attendee.id)
        .where(Attendee.event_id.in_(event_ids), WorkingGroupMember.answer == GroupAnswer.AGREED)
        .order_by(WorkingGroupMember.group_id)
    )
    for event_id, group_id, sector_id in rows:
        members[event_id, group_id].append(sector_id)
    return [
        FormedGroup(len(own), len(set(own) - {None}) == sectors[event_id])
        for (event_id, _group), own in members.items()
    ]
