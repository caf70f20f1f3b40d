"""A draft changed by hand: its edits, its locks, and where the tables stand in the room."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from scheduler.models.accounts.users import User
from scheduler.models.database import Model, Moment


class ChangeByHand:
    """One change of a board by hand, which can be undone; ``position`` counts from 1.

    ``links``: by how many pairs of different sectors the board changed. ``changes``: what was
    changed, as the board itself stores it.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    links: Mapped[int]
    changes: Mapped[dict] = mapped_column(JSON)

    @declared_attr
    @classmethod
    def user(cls) -> Mapped[User | None]:
        """Who changed it; None where that account is gone, or a worker did."""
        return relationship()


class PlanEdit(ChangeByHand, Model):
    """One change of a draft.

    ``changes`` holds ``seats`` as [attendee, round, table before, table after], where 0 sits out
    and null has no place, and the locks that were ``locked`` and ``freed``. ``links`` counts new
    cross-sector pairs.
    """

    __table_args__ = (UniqueConstraint("plan_id", "position"),)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)


class PlanLock(Model):
    """What stays as it is when a draft is changed: see domain.planning.locks."""

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    round: Mapped[int | None]
    table: Mapped[int | None]
    one_id: Mapped[int | None] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"))


class TablePlace(Model):
    """Where a table stands in the room: its middle, in parts of the room plan; and a note."""

    __table_args__ = (UniqueConstraint("event_id", "table"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    table: Mapped[int]
    x: Mapped[int]
    y: Mapped[int]
    note: Mapped[str] = mapped_column(String(60), default="", server_default="")
