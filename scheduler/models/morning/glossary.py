"""What people at a table explained to each other: the words and abbreviations of a series."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.models.database import Model, Moment, Versioned
from scheduler.models.events.events import Event
from scheduler.models.people.attendees import Attendee


class GlossaryTerm(Versioned, Model):
    """A word with its meaning, for everybody of the series of the event at which it was added.

    ``term_key``: the form in which two spellings are one. ``added_by_id``: the attendee who
    explained it; None for an organiser, and once they are erased. Nobody but the organisers sees it
    before it is ``shown``.
    """

    __table_args__ = (UniqueConstraint("event_id", "term_key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    term: Mapped[str] = mapped_column(String(80))
    term_key: Mapped[str] = mapped_column(String(400))
    meaning: Mapped[str] = mapped_column(String(300))
    added_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("attendee.id", ondelete="SET NULL"), index=True
    )
    added_at: Mapped[datetime] = mapped_column(Moment)
    shown: Mapped[bool] = mapped_column(default=False)
    event: Mapped[Event] = relationship()
    added_by: Mapped[Attendee | None] = relationship()
