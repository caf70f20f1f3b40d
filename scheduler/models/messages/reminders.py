"""Reminders that an organiser has armed."""

from datetime import datetime, time

from sqlalchemy import ForeignKey, String, Text, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.models.database import Model, Moment


class Reminder(Model):
    """A reminder that will leave by itself; each ``kind`` (domain/messages/reminders.py) once.

    It leaves ``days`` before the event, at ``clock`` by the event's zone. ``armed_for`` is
    how many people the organiser was told when they armed it. ``sent_at`` is set in the transaction
    that writes the emails.
    """

    __table_args__ = (UniqueConstraint("event_id", "kind"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    days: Mapped[int]
    clock: Mapped[time] = mapped_column(Time)
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    armed_for: Mapped[int]
    armed_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
