"""What hosts say from their tables, and what they may do."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.models.database import Model, Moment
from scheduler.models.people.attendees import Attendee


class Missing(Model):
    """Somebody who was not at their table in a round, as its host saw."""

    __table_args__ = (UniqueConstraint("attendee_id", "round"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    attendee_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"))
    round: Mapped[int]
    table: Mapped[int]
    noted_at: Mapped[datetime] = mapped_column(Moment)
    attendee: Mapped[Attendee] = relationship()


class HelpCall(Model):
    """A host who asks for help at their table, until somebody has seen to it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"))
    table: Mapped[int]
    words: Mapped[str] = mapped_column(String(200), default="")
    asked_at: Mapped[datetime] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    host: Mapped[Attendee] = relationship()


class ClockRight(Model):
    """A host who may run the room's clock from their phone."""

    host_id: Mapped[int] = mapped_column(
        ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
