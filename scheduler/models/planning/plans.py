"""Plans: who sits where, and how good it is."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.domain.states import PlanState
from scheduler.models.database import Model, Moment, StateOf
from scheduler.models.people.attendees import Attendee


class Plan(Model):
    """One assignment of all rounds. ``number`` counts an event's plans from 1.

    ``score``: the fields of engine.result.Score. ``limits``: each as ``Limit`` stores it, or a
    sentence in a plan of an older version. The seats
    name everybody who was planned, so that later changes can be told. The
    database allows one published plan for each event. ``told_at`` is when people were last
    emailed their rounds, ``told_times`` the start and end of each as they were then.

    ``name`` and ``note`` are the organiser's. ``board_version`` grows with every change by hand;
    ``edits_applied`` is how many of its edits stand, the others were undone. ``excused`` says which
    broken rules it was published with, and why.
    """

    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        Index(
            "ix_plan_one_published",
            "event_id",
            unique=True,
            sqlite_where=text("state = 'published'"),
            postgresql_where=text("state = 'published'"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    state: Mapped[PlanState] = mapped_column(StateOf(PlanState, 10), default=PlanState.DRAFT)
    rounds: Mapped[int]
    tables: Mapped[int]
    status: Mapped[str] = mapped_column(String(12))
    stopped: Mapped[bool] = mapped_column(default=False)
    score: Mapped[dict] = mapped_column(JSON)
    limits: Mapped[list[Any]] = mapped_column(JSON, default=list)
    worst_off: Mapped[list[int]] = mapped_column(JSON, default=list)
    seconds: Mapped[float] = mapped_column(default=0.0)
    created_at: Mapped[datetime] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    told_at: Mapped[datetime | None] = mapped_column(Moment)
    told_times: Mapped[list | None] = mapped_column(JSON)
    name: Mapped[str] = mapped_column(String(60), default="", server_default="")
    note: Mapped[str] = mapped_column(String(500), default="", server_default="")
    board_version: Mapped[int] = mapped_column(default=0, server_default="0")
    edits_applied: Mapped[int] = mapped_column(default=0, server_default="0")
    excused: Mapped[dict | None] = mapped_column(JSON)
    seats: Mapped[list["Seat"]] = relationship(
        back_populates="plan", cascade="all, delete-orphan", order_by="Seat.round, Seat.table"
    )


class Seat(Model):
    """One attendee in one round; ``table`` None means they sit out."""

    __table_args__ = (UniqueConstraint("plan_id", "attendee_id", "round"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    attendee_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"))
    round: Mapped[int]
    table: Mapped[int | None]
    plan: Mapped[Plan] = relationship(back_populates="seats")
    attendee: Mapped[Attendee] = relationship()
