"""A run of events that shares memory and settings, and the people who come to it again."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.models.accounts.users import OrganisingBody
from scheduler.models.database import Model, Moment, Versioned


class Series(Versioned, Model):
    """A series of one body's events. Meetings before the day ``counts_from`` are forgotten.

    ``favours_unconnected``: plans prefer first links of organisations to sectors to wishes.
    ``follows_ratings``: people are asked which rounds were worth it, and plans follow that.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("organising_body.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    counts_from: Mapped[date | None]
    favours_unconnected: Mapped[bool] = mapped_column(default=False)
    follows_ratings: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    body: Mapped[OrganisingBody] = relationship()


class Contact(Model):
    """A person of a series: several sign-ups, one at each event they came to, point to it.

    It holds nothing personal: name, organisation and address are those of the latest sign-up.
    ``merged_into_id`` is the contact that the organiser said is the same person; taking it away
    undoes that. A contact that others are merged into may itself be merged into another.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id", ondelete="CASCADE"), index=True)
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("contact.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(Moment)
