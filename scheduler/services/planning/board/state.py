"""A draft as it lies on the board: its seats with what they are worth, and its locks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scheduler.domain.planning.locks import Held, Lock, held_seats
from scheduler.domain.states import PlanState
from scheduler.engine.effects.board import Board
from scheduler.engine.problem import Problem, SeatedRound
from scheduler.errors import NotFound, RuleBroken
from scheduler.models import Attendee, Event, Plan, PlanLock, db
from scheduler.services.planning.plans import planned_places, rounds_of
from scheduler.services.planning.problem import problem_for
from scheduler.services.planning.rounds.clock import rounds_begun


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan and its board. ``begun``: how many rounds have begun and stay as they are."""

    event: Event
    plan: Plan
    board: Board
    locks: tuple[Lock, ...]
    begun: int

    @property
    def problem(self) -> Problem:
        """What the plan has to keep, as people and rules are now."""
        return self.board.problem

    @property
    def tables(self) -> int:
        """How many tables stand in the room."""
        return max(len(tables) - 1 for tables in self.board.at)

    def held(self) -> Mapping[tuple[int, str], Lock]:
        """Who may not be moved, as (round, person)."""
        return held_seats(self.locks, self.board.places)

    def seats_at(self, number: int) -> int:
        """How many people a table of that round may have."""
        sizes = self.problem.table_sizes(number)
        return self.problem.table_limit or max(sizes, default=0)


def board_draft(event: Event, plan: Plan, now: datetime) -> Draft:
    """The plan on the board. Raises RuleBroken where it cannot be measured as the event is now."""
    if plan.rounds != event.rounds:
        raise RuleBroken(
            f"The event now has {event.rounds} rounds and this plan has {plan.rounds}. Assign the "
            "rounds again, then change them by hand."
        )
    rounds = rounds_of(plan, planned_places(plan))
    begun = min(rounds_begun(event, now), plan.rounds)
    problem = problem_for(event, rounds, begun)
    needed = max(len(problem.table_sizes(n)) for n in range(1, plan.rounds + 1))
    board = Board(problem, tuple(_widened(seated, needed) for seated in rounds))
    return Draft(event, plan, board, locks_of(plan), begun)


def hold_draft(event: Event, plan: Plan, now: datetime) -> Draft:
    """The same, and nobody else changes it before the transaction ends.

    Raises NotFound when the plan was deleted, RuleBroken once it is published.
    """
    found = db.session.scalar(
        select(Plan)
        .where(Plan.id == plan.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("This draft was deleted.")
    if found.state == PlanState.PUBLISHED:
        raise RuleBroken(
            f"Plan {found.number} is published. Make a copy of it, and change the copy."
        )
    return board_draft(event, found, now)


def locks_of(plan: Plan) -> tuple[Lock, ...]:
    """What is held in place, in the order in which it was locked."""
    rows = db.session.scalars(
        select(PlanLock).where(PlanLock.plan_id == plan.id).order_by(PlanLock.id)
    )
    return tuple(
        Lock(Held(row.kind), row.round, row.table, _key(row.one_id), _key(row.other_id))
        for row in rows
    )


def lock_columns(lock: Lock) -> dict[str, Any]:
    """The lock as the columns of its row."""
    return {
        "kind": lock.kind.value,
        "round": lock.round,
        "table": lock.table,
        "one_id": int(lock.one) if lock.one else None,
        "other_id": int(lock.other) if lock.other else None,
    }


def names_of(event: Event) -> Mapping[str, str]:
    """The name of everybody who signed up, whether they come or not."""
    rows = db.session.execute(
        select(Attendee.id, Attendee.name).where(Attendee.event_id == event.id)
    )
    return {str(attendee_id): name for attendee_id, name in rows}


def _widened(seated: SeatedRound, tables: int) -> SeatedRound:
    empty = ((),) * (tables - len(seated.tables))
    return SeatedRound(seated.tables + empty, seated.sitting_out)


def _key(attendee_id: int | None) -> str | None:
    return None if attendee_id is None else str(attendee_id)
