"""What people said at a table that they would do."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.models.database import Model, Moment
from scheduler.models.people.attendees import Attendee


class Commitment(Model):
    """Who does what by when, as it was noted at a table. ``due`` None: no day was said.

    ``noted_by_id``: the host who wrote it down; None once they are erased.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    who_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"))
    what: Mapped[str] = mapped_column(String(300))
    due: Mapped[date | None] = mapped_column(Date)
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("attendee.id", ondelete="SET NULL"))
    noted_at: Mapped[datetime] = mapped_column(Moment)
    who: Mapped[Attendee] = relationship(foreign_keys=[who_id])
