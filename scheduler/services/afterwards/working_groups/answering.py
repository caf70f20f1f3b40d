"""A person's own working group: what they are asked, what they say, and whom they then learn of.

Somebody learns who else is in the group in one case only: both take part. Of a "not now" nobody
learns but the organisers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from scheduler.domain.languages import gettext
from scheduler.domain.privacy.traces import NAME_REMOVED
from scheduler.domain.states import GroupAnswer, RegistrationState
from scheduler.errors import Rule, RuleBroken
from scheduler.models import Attendee, WorkingGroup, db, transaction
from scheduler.models import WorkingGroupMember as Member
from scheduler.models.database import changed_rows
from scheduler.services.people.presence import sign_ups_before
from scheduler.services.registration.places import lock_attendee


@dataclass(frozen=True, slots=True)
class OwnGroup:
    """The group that somebody was asked into, as they may know it.

    ``sectors``: of everybody who was ever asked, so that nobody reads a "not now" out of them.
    ``convenes``: they are asked to bring it together. ``together``: who takes part beside them;
    nobody unless they do. ``convenor``: the one of these who brings the group together.
    """

    area: str
    sectors: tuple[str, ...]
    answer: GroupAnswer
    convenes: bool
    offered: bool
    together: tuple[Attendee, ...]
    convenor: Attendee | None


def own_group(attendee: Attendee) -> OwnGroup | None:
    """Return the group that the attendee was asked into; None if there is none."""
    row = _asked(attendee.id)
    if row is None:
        return None
    members = db.session.scalars(
        select(Member)
        .join(Member.attendee)
        .where(
            Member.group_id == row.group_id,
            Attendee.state == RegistrationState.PLACED,
            Attendee.removed_at.is_(None),
            Attendee.name != NAME_REMOVED,
        )
        .options(joinedload(Member.attendee).joinedload(Attendee.sector))
        .order_by(Attendee.name, Attendee.id)
    ).all()
    there = {member.attendee.sector_id for member in members}
    shown = _agreed_beside(attendee, members) if row.answer == GroupAnswer.AGREED else []
    return OwnGroup(
        row.group.area,
        tuple(sector.name for sector in attendee.event.sectors if sector.id in there),
        row.answer,
        row.convenes,
        row.offered,
        tuple(member.attendee for member in shown),
        next((member.attendee for member in shown if member.convenes), None),
    )


def answer_group(attendee: Attendee, takes_part: bool, offers: bool, now: datetime) -> None:
    """Keep whether the attendee takes part in their group, and ``offers`` to convene it.

    They may say otherwise later. Raises RuleBroken, rule CLOSED, when they are in no group.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        row = _asked(attendee.id)
        if row is None:
            raise RuleBroken(gettext("You are not in a working group any more."), Rule.CLOSED)
        row.answer = GroupAnswer.AGREED if takes_part else GroupAnswer.DECLINED
        row.answered_at = now
        row.offered = takes_part and offers
        row.convenes = takes_part and row.convenes
        db.session.flush()
        _find_convenor(row.group_id)


def forget_unanswered(body_id: int, kept: timedelta, now: datetime) -> int:
    """Delete who is in a group without having agreed, of events that ended longer ago; how many.

    In the caller's transaction.
    """
    over = sign_ups_before(body_id, now - kept)
    unagreed = Member.answer != GroupAnswer.AGREED
    return changed_rows(delete(Member).where(Member.attendee_id.in_(over), unagreed))


def _asked(attendee_id: int) -> Member | None:
    return db.session.scalar(
        select(Member)
        .where(Member.attendee_id == attendee_id, Member.told_at.is_not(None))
        .options(joinedload(Member.group).joinedload(WorkingGroup.proposal))
        .execution_options(populate_existing=True)
    )


def _agreed_beside(attendee: Attendee, members: Sequence[Member]) -> list[Member]:
    return [
        member
        for member in members
        if member.answer == GroupAnswer.AGREED and member.attendee_id != attendee.id
    ]


def _find_convenor(group_id: int) -> None:
    """Who offered it first convenes a group that nobody convenes."""
    own = Member.group_id == group_id
    if db.session.scalar(select(Member.attendee_id).where(own, Member.convenes)):
        return
    first = db.session.scalar(
        select(Member)
        .where(own, Member.offered)
        .order_by(Member.answered_at, Member.attendee_id)
        .limit(1)
    )
    if first is not None:
        first.convenes = True
