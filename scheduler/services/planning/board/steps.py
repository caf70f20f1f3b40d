"""The changes of a board by hand in their order: the newest is undone, and then made again."""

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from scheduler.errors import Rule, RuleBroken
from scheduler.models import db
from scheduler.models.planning.board import ChangeByHand

KeptChange = TypeVar("KeptChange", bound=ChangeByHand)


class ChangedBoard(Protocol):
    """What has a board: a draft, the proposed working groups."""

    id: int
    edits_applied: int


@dataclass(frozen=True, slots=True)
class Steps(Generic[KeptChange]):
    """The changes of one board. ``rows``: their table; ``owner``: its column with the board's id.

    The first ``board.edits_applied`` of them stand, the others were undone. Whatever changes
    something is part of the caller's transaction, which holds the board.
    """

    rows: type[KeptChange]
    owner: InstrumentedAttribute[int]
    board: ChangedBoard

    def newest(self, most: int) -> list[KeptChange]:
        """The newest changes that stand, newest first."""
        return list(
            db.session.scalars(
                select(self.rows)
                .where(self._mine, self.rows.position <= self.board.edits_applied)
                .options(joinedload(self.rows.user))
                .order_by(self.rows.position.desc())
                .limit(most)
            )
        )

    def undone(self) -> KeptChange | None:
        """The change that would be made again."""
        return self._at(self.board.edits_applied + 1)

    def add(self, change: KeptChange) -> KeptChange:
        """Keep it as the newest; what was undone before is forgotten."""
        self._forget(self.rows.position > self.board.edits_applied)
        self.board.edits_applied += 1
        change.position = self.board.edits_applied
        db.session.add(change)
        return change

    def to_undo(self, change_id: int) -> KeptChange:
        """The newest change. Raises RuleBroken, rule STALE, when that is another one by now."""
        return self._named(self.board.edits_applied, change_id, "undone")

    def to_redo(self, change_id: int) -> KeptChange:
        """The change that was undone last. Raises as :meth:`to_undo`."""
        return self._named(self.board.edits_applied + 1, change_id, "made again")

    def forget_all(self) -> None:
        """From here on nothing of what was done can be undone."""
        self._forget(self.rows.position > 0)
        self.board.edits_applied = 0

    @property
    def _mine(self) -> ColumnElement[bool]:
        return self.owner == self.board.id

    def _at(self, position: int) -> KeptChange | None:
        return db.session.scalar(
            select(self.rows).where(self._mine, self.rows.position == position)
        )

    def _named(self, position: int, change_id: int, what: str) -> KeptChange:
        found = self._at(position)
        if found is None or found.id != change_id:
            raise RuleBroken(
                f"Somebody has changed the board since, so nothing was {what}. Look again.",
                Rule.STALE,
            )
        return found

    def _forget(self, which: ColumnElement[bool]) -> None:
        db.session.execute(delete(self.rows).where(self._mine, which))
