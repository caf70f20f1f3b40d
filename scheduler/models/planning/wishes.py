"""Whom people would like to meet or avoid, as they say so themselves."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.domain.planning.wishes import WishKind
from scheduler.models.database import Model, Moment
from scheduler.models.people.attendees import Attendee, PairRule


class SeatingWish(Model):
    """One line of an attendee, for the organiser alone. ``kind``: a `WishKind`.

    Whom it names is said in words and never by a key: what is kept about a person is found by
    the keys that lead to them, and nobody learns that somebody would rather not sit with them.
    ``rule_id``: the rule that the organiser made of it. ``seen_at``: when they answered it.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    attendee_id: Mapped[int] = mapped_column(
        ForeignKey("attendee.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(String(200))
    said_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)
    rule_id: Mapped[int | None] = mapped_column(
        ForeignKey("pair_rule.id", ondelete="SET NULL"), index=True
    )
    attendee: Mapped[Attendee] = relationship()
    rule: Mapped[PairRule | None] = relationship()

    @property
    def asks(self) -> WishKind:
        """The kind, with its words."""
        return WishKind(self.kind)
