"""What people offer and look for, and the pairs that the organiser proposes of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.domain.afterwards.exchanges import ExchangeKind
from scheduler.models.afterwards.projects import Project
from scheduler.models.database import Model, Moment, StateOf
from scheduler.models.people.attendees import Attendee


class ExchangeItem(Model):
    """One line of a sign-up's offers, or of its ``asks``, with its kind as the organiser said.

    A line without one has the kind that its words suggest.
    """

    __table_args__ = (UniqueConstraint("attendee_id", "asks", "words"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    attendee_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"))
    asks: Mapped[bool]
    words: Mapped[str] = mapped_column(String(300))
    kind: Mapped[ExchangeKind] = mapped_column(StateOf(ExchangeKind, 12))
    attendee: Mapped[Attendee] = relationship()


class Exchange(Model):
    """An offer that may answer an ask, of two people of a series.

    ``proposed_at`` None: a draft, which the two do not know of. ``by_hand``: the organiser put it
    together. ``project_id``: what was made of it once both said yes.
    """

    __table_args__ = (UniqueConstraint("offer_id", "ask_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id", ondelete="CASCADE"), index=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("exchange_item.id", ondelete="CASCADE"))
    ask_id: Mapped[int] = mapped_column(
        ForeignKey("exchange_item.id", ondelete="CASCADE"), index=True
    )
    by_hand: Mapped[bool]
    made_at: Mapped[datetime] = mapped_column(Moment)
    proposed_at: Mapped[datetime | None] = mapped_column(Moment)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="SET NULL"))
    offer: Mapped[ExchangeItem] = relationship(foreign_keys=[offer_id])
    ask: Mapped[ExchangeItem] = relationship(foreign_keys=[ask_id])
    project: Mapped[Project | None] = relationship()


class ExchangeAnswer(Model):
    """What one side of an exchange said; the other learns of it when both said yes, and only so."""

    exchange_id: Mapped[int] = mapped_column(
        ForeignKey("exchange.id", ondelete="CASCADE"), primary_key=True
    )
    attendee_id: Mapped[int] = mapped_column(
        ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    yes: Mapped[bool]
    said_at: Mapped[datetime] = mapped_column(Moment)
