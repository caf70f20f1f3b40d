"""Rules between groups of an event's people."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.domain.states import PairKind
from scheduler.models.database import Model, StateOf


class GroupRule(Model):
    """A rule between everybody of two groups, of a kind of ``BETWEEN_GROUPS``.

    ``one`` and ``other`` are keys of groups (domain/planning/group_rules.py), in their order; who
    belongs to them is worked out whenever rounds are planned.
    """

    __table_args__ = (UniqueConstraint("event_id", "kind", "one", "other"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[PairKind] = mapped_column(StateOf(PairKind, 12))
    one: Mapped[str] = mapped_column(String(200))
    other: Mapped[str] = mapped_column(String(200))
