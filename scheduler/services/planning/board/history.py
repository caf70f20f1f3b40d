"""The changes of a draft by hand: each is kept, can be undone, and made again."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, insert, select, update

from scheduler.engine.effects.board import Place
from scheduler.engine.problem import Rounds, SeatedRound
from scheduler.engine.result import Score, measure, ordered_in, preferred_in
from scheduler.errors import Rule, RuleBroken
from scheduler.models import Attendee, Event, Plan, PlanEdit, PlanLock, Seat, User, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.planning.board.state import Draft, hold_draft
from scheduler.services.planning.board.steps import Steps

BY_HAND: Final = "by hand"
"""What the score of a plan says where a search would say how it ended."""
_SeatChange = tuple[int, int, Place, Place]
"""An attendee, a round, their place before and after."""


@dataclass(frozen=True, slots=True)
class BoardChanges:
    """What one edit changes: seats, and locks as the columns of their rows."""

    seats: tuple[_SeatChange, ...] = ()
    locked: tuple[dict[str, Any], ...] = ()
    freed: tuple[dict[str, Any], ...] = ()

    @classmethod
    def of(cls, edit: PlanEdit) -> "BoardChanges":
        """What was stored of an edit."""
        stored = edit.changes
        seats = tuple((a, n, before, after) for a, n, before, after in stored["seats"])
        return cls(seats, tuple(stored["locked"]), tuple(stored["freed"]))

    def back(self) -> "BoardChanges":
        """What takes it back."""
        seats = tuple((a, n, after, before) for a, n, before, after in self.seats)
        return BoardChanges(seats, self.freed, self.locked)


def record(draft: Draft, kind: str, changes: BoardChanges, actor: User, now: datetime) -> PlanEdit:
    """Make the changes and keep them as the newest edit; what was undone before is forgotten.

    In the caller's transaction, which holds the draft.
    """
    plan, links = draft.plan, draft.board.links
    carry_out(draft, changes)
    edit = PlanEdit(
        plan_id=plan.id,
        kind=kind,
        user_id=actor.id,
        made_at=now,
        links=draft.board.links - links,
        changes=asdict(changes),
    )
    return plan_steps(plan).add(edit)


def undo(event: Event, plan: Plan, edit_id: int, now: datetime) -> PlanEdit:
    """Take the newest edit back. ``edit_id``: the one that the page named.

    Raises RuleBroken when it is not the newest any more, or concerns a round that has begun.
    """
    with transaction():
        draft = hold_draft(event, plan, now)
        edit = plan_steps(draft.plan).to_undo(edit_id)
        carry_out(draft, BoardChanges.of(edit).back())
        draft.plan.edits_applied -= 1
    return edit


def redo(event: Event, plan: Plan, edit_id: int, now: datetime) -> PlanEdit:
    """Make the edit again that was undone last. Raises as :func:`undo` does."""
    with transaction():
        draft = hold_draft(event, plan, now)
        edit = plan_steps(draft.plan).to_redo(edit_id)
        carry_out(draft, BoardChanges.of(edit))
        draft.plan.edits_applied += 1
    return edit


def plan_steps(plan: Plan) -> Steps[PlanEdit]:
    """The changes of the plan by hand."""
    return Steps(PlanEdit, PlanEdit.plan_id, plan)


def carry_out(draft: Draft, changes: BoardChanges) -> None:
    """Change the seats and locks of a draft, on the board and in the database; score it.

    In the caller's transaction, which holds the draft.
    """
    begun = [number for _, number, _, _ in changes.seats if number <= draft.begun]
    if begun:
        raise RuleBroken(f"Round {begun[0]} has begun, so its tables stay as they are.", Rule.BEGUN)
    # Somebody who was erased meanwhile has no row to point to.
    known = _known({attendee_id for attendee_id, *_ in changes.seats})
    seats = [change for change in changes.seats if change[0] in known]
    for number in sorted({number for _, number, _, _ in seats}):
        here = [change for change in seats if change[1] == number]
        draft.board.move(number, {str(a): after for a, _, _, after in here})
    _write(draft.plan, seats)
    for columns in changes.freed:
        mine = (getattr(PlanLock, name) == value for name, value in columns.items())
        changed_rows(delete(PlanLock).where(PlanLock.plan_id == draft.plan.id, *mine))
    for columns in changes.locked:
        db.session.add(PlanLock(plan_id=draft.plan.id, **columns))
    draft.plan.board_version += 1
    if seats:
        rescore(draft)


def rescore(draft: Draft) -> None:
    """Store what the plan is worth as it lies on the board; the proven ceiling stays."""
    rounds, plan = _of_those_who_come(draft), draft.plan
    counts = measure(draft.problem, rounds)
    figures = ordered_in(draft.problem, rounds)
    before = plan.score
    # By hand a table may be larger than the ceiling allows for.
    ceiling = max(before["ceiling"], counts.cross_sector_pairs)
    exceeded = before.get("exceeded", False) or counts.cross_sector_pairs > before["ceiling"]
    beside = (before.get("fewest_ceiling"), before.get("spread_floor"))
    score = Score.of(counts, ceiling, beside, len(draft.problem.wishes))
    plan.score = (
        asdict(score)
        | figures.stored()
        | preferred_in(draft.problem, rounds).stored()
        | {"ended": BY_HAND, "exceeded": exceeded}
    )
    plan.worst_off = [
        int(key) for key in (counts.worst_off if figures.fewest is None else figures.worst_off)
    ]
    plan.tables = draft.tables


def _of_those_who_come(draft: Draft) -> Rounds:
    """The rounds without whoever has left: rules no longer know whom they kept together."""
    known = draft.problem.by_key
    return tuple(
        SeatedRound(
            tuple(tuple(key for key in table if key in known) for table in each.tables),
            tuple(key for key in each.sitting_out if key in known),
        )
        for each in draft.board.rounds()
    )


def _known(attendee_ids: Iterable[int]) -> set[int]:
    return set(db.session.scalars(select(Attendee.id).where(Attendee.id.in_(attendee_ids))))


def _write(plan: Plan, seats: Sequence[_SeatChange]) -> None:
    for attendee_id, number, before, after in seats:
        mine = (Seat.plan_id == plan.id, Seat.attendee_id == attendee_id, Seat.round == number)
        if after is None:
            changed_rows(delete(Seat).where(*mine))
        elif before is None:
            row = {"plan_id": plan.id, "attendee_id": attendee_id, "round": number}
            db.session.execute(insert(Seat).values(**row, table=after or None))
        else:
            changed_rows(update(Seat).where(*mine).values(table=after or None))
