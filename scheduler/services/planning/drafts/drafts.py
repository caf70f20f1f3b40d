"""Drafts that are named, copied, begun with nobody seated, and compared."""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, insert, literal, select

from scheduler.domain.states import PlanState
from scheduler.domain.words.score import PlanScore
from scheduler.engine.problem import Problem, SeatedRound
from scheduler.engine.result import Score, measure, ordered_in, preferred_in
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Event, Plan, Seat, db, transaction
from scheduler.services.planning.plans import seats_of
from scheduler.services.planning.problem import problem_for
from scheduler.services.planning.problem_again import TableChange, moves_between
from scheduler.services.planning.rounds.clock import rounds_begun
from scheduler.services.registration.places import lock_event

BY_HAND: Final = "by hand"
"""The status of a plan that no search has made or measured."""
LONGEST_NAME: Final = 60
LONGEST_NOTE: Final = 500


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """Two plans side by side; ``moves``: who changes tables from the first to the second."""

    one: Plan
    other: Plan
    moves: tuple[TableChange, ...]

    @property
    def scores(self) -> tuple[PlanScore, PlanScore]:
        """What each is worth."""
        return PlanScore.read(self.one.score), PlanScore.read(self.other.score)


def name_plan(plan: Plan, name: str, note: str) -> None:
    """Give the plan a name and a note of the organiser's. Raises InvalidInput for long ones."""
    name, note = " ".join(name.split()), note.strip()
    if len(name) > LONGEST_NAME:
        raise InvalidInput(f"A name has at most {LONGEST_NAME} letters.", field="name")
    if len(note) > LONGEST_NOTE:
        raise InvalidInput(f"A note has at most {LONGEST_NOTE} letters.", field="note")
    with transaction():
        plan.name, plan.note = name, note


def copy(plan: Plan, now: datetime) -> Plan:
    """A draft with the same seats, to be changed while the plan stays as it is."""
    with transaction():
        draft = Plan(
            event_id=plan.event_id,
            number=_next_number(plan.event_id),
            state=PlanState.DRAFT,
            rounds=plan.rounds,
            tables=plan.tables,
            status=BY_HAND if plan.edits_applied else plan.status,
            stopped=plan.stopped,
            score=plan.score,
            limits=plan.limits,
            worst_off=plan.worst_off,
            seconds=plan.seconds,
            created_at=now,
            name=f"Copy of {plan.name or f'plan {plan.number}'}"[:LONGEST_NAME],
            note=plan.note,
        )
        db.session.add(draft)
        db.session.flush()
        rows = select(literal(draft.id), Seat.attendee_id, Seat.round, Seat.table).where(
            Seat.plan_id == plan.id
        )
        columns = ["plan_id", "attendee_id", "round", "table"]
        db.session.execute(insert(Seat).from_select(columns, rows))
    return draft


def from_nothing(event: Event, now: datetime) -> Plan:
    """A draft in which nobody has a seat yet. Raises RuleBroken when there is nobody to seat."""
    with transaction():
        problem = problem_for(event)
        empty = (SeatedRound(((),) * _tables(problem)),) * event.rounds
        score = Score.of(measure(problem, empty), _most(problem), (None, None), len(problem.wishes))
        draft = Plan(
            event_id=event.id,
            number=_next_number(event.id),
            rounds=event.rounds,
            tables=_tables(problem),
            status=BY_HAND,
            score=asdict(score)
            | ordered_in(problem, empty).stored()
            | preferred_in(problem, empty).stored()
            | {"ended": BY_HAND},
            created_at=now,
            name="Made by hand",
        )
        db.session.add(draft)
    return draft


def take_rounds(event: Event, plan: Plan, now: datetime) -> None:
    """Give the event as many rounds as the plan has, which was made to try that.

    Raises RuleBroken once the first round has begun.
    """
    with transaction():
        held = lock_event(event.id)
        if rounds_begun(held, now):
            raise RuleBroken("The rounds have begun, so their number stays as it is.", Rule.BEGUN)
        held.rounds = plan.rounds


def compare(one: Plan, other: Plan) -> PlanComparison:
    """What differs between two plans of an event, and who moves from the first to the second."""
    return PlanComparison(one, other, moves_between(seats_of(one), seats_of(other)))


def _tables(problem: Problem) -> int:
    return max(len(problem.table_sizes(number)) for number in range(1, problem.rounds + 1))


def _most(problem: Problem) -> int:
    """More links than any rounds with even tables can have.

    Nobody meets more people than sit beside them, nor more than there are in other sectors.
    """
    sectors = Counter(person.sector for person in problem.people)
    beside = {n: max(problem.table_sizes(n), default=1) - 1 for n in range(1, problem.rounds + 1)}
    each = (
        min(
            sum(size for number, size in beside.items() if person.present(number)),
            len(problem.people) - sectors[person.sector],
        )
        for person in problem.people
    )
    return sum(each) // 2


def _next_number(event_id: int) -> int:
    # Two presses at the same moment wait for each other here.
    db.session.execute(select(Event.id).where(Event.id == event_id).with_for_update())
    latest = db.session.scalar(select(func.max(Plan.number)).where(Plan.event_id == event_id))
    return (latest or 0) + 1
