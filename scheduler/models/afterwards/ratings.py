"""Which rounds a person found worth it, for their next seat."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.models.database import Model, Moment


class RoundRating(Model):
    """What an attendee said of one of their rounds; read by nobody, used for the next plan."""

    attendee_id: Mapped[int] = mapped_column(
        ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True
    )
    round: Mapped[int] = mapped_column(primary_key=True)
    worth: Mapped[bool]
    said_at: Mapped[datetime] = mapped_column(Moment)
