"""Projects that grew out of what was said at a breakfast."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.domain.states import ProjectState
from scheduler.models.database import Model, Moment, StateOf, Versioned
from scheduler.models.events.events import Event


class Project(Versioned, Model):
    """Something that several organisations do together; it began at one event.

    ``commitment_id``: what somebody said they would do, out of which it grew; None once that is
    gone, or where nobody did. ``partners``: names of organisations, not of people. ``area``: one
    of the event's priority areas, or "". ``funding``: who pays. ``outcome``: a sentence for the
    report, which may tell the project where it is ``told``.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    commitment_id: Mapped[int | None] = mapped_column(
        ForeignKey("commitment.id", ondelete="SET NULL"), unique=True
    )
    title: Mapped[str] = mapped_column(String(300))
    partners: Mapped[list[str]] = mapped_column(JSON, default=list)
    area: Mapped[str] = mapped_column(String(200), default="")
    funding: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[ProjectState] = mapped_column(
        StateOf(ProjectState, 10), default=ProjectState.PLANNED
    )
    outcome: Mapped[str] = mapped_column(String(300), default="")
    told: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[Event] = relationship()
