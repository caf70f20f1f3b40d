"""What people said at a table that they would do."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.domain.states import CommitmentState
from scheduler.models.database import Model, Moment, StateOf
from scheduler.models.people.attendees import Attendee


class Commitment(Model):
    """Who does what by when, as it was noted at a table. ``due`` None: no day was said.

    ``noted_by_id``: the host, or the person themselves, who wrote it down; None for the organiser,
    and once they are erased. ``state_at``: when it was last said what became of it. ``told``: the
    impact report may tell it.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    who_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"))
    what: Mapped[str] = mapped_column(String(300))
    due: Mapped[date | None] = mapped_column(Date)
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("attendee.id", ondelete="SET NULL"))
    noted_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[CommitmentState] = mapped_column(
        StateOf(CommitmentState, 10), default=CommitmentState.UNDER_WAY
    )
    state_at: Mapped[datetime | None] = mapped_column(Moment)
    told: Mapped[bool] = mapped_column(default=False)
    who: Mapped[Attendee] = relationship(foreign_keys=[who_id])
