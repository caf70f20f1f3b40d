"""Rules between groups of an event's people."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.models.database import Model


class GroupRule(Model):
    """A rule between everybody of two groups. ``kind``: apart, must_meet or wish.

    ``one`` and ``other`` are keys of groups (domain/planning/group_rules.py), in their order; who
    belongs to them is worked out whenever rounds are planned.
    """

    __table_args__ = (UniqueConstraint("event_id", "kind", "one", "other"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    one: Mapped[str] = mapped_column(String(200))
    other: Mapped[str] = mapped_column(String(200))
