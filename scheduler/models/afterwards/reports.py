"""The impact report: the organiser's own words, and who may read it."""

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.models.database import Model, Versioned
from scheduler.models.events.events import Event
from scheduler.models.events.series import Series


class ImpactReport(Versioned, Model):
    """The report of one event or of one series; its figures are counted when it is read.

    Whoever has ``token`` may read it; None: nobody but the organisers. ``listed``: the public pages
    of the events lead to it and search engines may keep it.
    """

    __table_args__ = (
        CheckConstraint("(event_id IS NULL) != (series_id IS NULL)", name="of_one_thing"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), unique=True
    )
    series_id: Mapped[int | None] = mapped_column(
        ForeignKey("series.id", ondelete="CASCADE"), unique=True
    )
    words: Mapped[str] = mapped_column(Text, default="")
    token: Mapped[str | None] = mapped_column(String(43), unique=True)
    listed: Mapped[bool] = mapped_column(default=False)
    event: Mapped[Event | None] = relationship()
    series: Mapped[Series | None] = relationship()
