"""Working groups that an event leads to: a proposal, its groups, and who is asked into which."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.domain.states import GroupAnswer
from scheduler.models.database import Model, Moment, StateOf, Versioned
from scheduler.models.events.events import Event
from scheduler.models.people.attendees import Attendee
from scheduler.models.planning.board import ChangeByHand


class GroupProposal(Versioned, Model):
    """The working groups of one event as they are now, and what they were made with.

    ``smallest``, ``largest``, ``most`` and ``colleagues_apart``: the sizes of the domain.
    ``ceiling``: the best that was possible on each level of the score; ``limits``: sentences. Both
    hold for the groups as they were proposed. ``edits_applied``: how many of its edits stand.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), unique=True)
    smallest: Mapped[int]
    largest: Mapped[int]
    most: Mapped[int]
    colleagues_apart: Mapped[bool]
    ceiling: Mapped[dict[str, int]] = mapped_column(JSON)
    limits: Mapped[list[str]] = mapped_column(JSON)
    edits_applied: Mapped[int] = mapped_column(default=0, server_default="0")
    made_at: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[Event] = relationship()
    groups: Mapped[list["WorkingGroup"]] = relationship(
        back_populates="proposal",
        cascade="all, delete-orphan",
        order_by="WorkingGroup.area, WorkingGroup.number",
    )


class GroupEdit(ChangeByHand, Model):
    """One change of the groups, until people are asked.

    ``changes`` holds ``rows``: for each person ``who``, and how they stood ``before`` and ``after``
    it, null where they were in no group. ``links`` counts pairs of different sectors.
    """

    __table_args__ = (UniqueConstraint("proposal_id", "position"),)
    proposal_id: Mapped[int] = mapped_column(
        ForeignKey("group_proposal.id", ondelete="CASCADE"), index=True
    )


class WorkingGroup(Model):
    """One group: its area, and its number among the groups of that area."""

    __table_args__ = (UniqueConstraint("proposal_id", "area", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("group_proposal.id", ondelete="CASCADE"))
    area: Mapped[str] = mapped_column(String(200))
    number: Mapped[int]
    proposal: Mapped[GroupProposal] = relationship(back_populates="groups")
    members: Mapped[list["WorkingGroupMember"]] = relationship(
        back_populates="group", cascade="all, delete-orphan"
    )


class WorkingGroupMember(Model):
    """An attendee in a working group.

    ``convenes``: is asked to bring the group together. ``offered``: said themselves that they
    would. ``told_at``: when they were asked; until then nobody but the organisers knows of it.
    ``answered_at``: when they gave their ``answer``.
    """

    attendee_id: Mapped[int] = mapped_column(
        ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True
    )
    group_id: Mapped[int] = mapped_column(
        ForeignKey("working_group.id", ondelete="CASCADE"), index=True
    )
    convenes: Mapped[bool] = mapped_column(default=False)
    offered: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[GroupAnswer] = mapped_column(StateOf(GroupAnswer, 10), default=GroupAnswer.OPEN)
    told_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    group: Mapped[WorkingGroup] = relationship(back_populates="members")
    attendee: Mapped[Attendee] = relationship()
