"""Staying in touch: what each person said of those they met."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.models.database import Model, Moment


class TouchAnswer(Model):
    """What one attendee said of another whom they met.

    ``yes``: whether they would like to stay in touch; None while they have not said. ``note`` is
    for its writer alone.
    """

    attendee_id: Mapped[int] = mapped_column(
        ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[int] = mapped_column(
        ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    yes: Mapped[bool | None]
    note: Mapped[str] = mapped_column(Text, default="")
    said_at: Mapped[datetime] = mapped_column(Moment)
