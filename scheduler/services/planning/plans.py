"""Plans read back: lists of them, and the seats of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, func, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from scheduler.domain.events.agenda import TimeSpan
from scheduler.domain.states import RegistrationState
from scheduler.domain.words.score import PlanScore
from scheduler.engine.problem import Rounds, SeatedRound
from scheduler.errors import NotFound
from scheduler.models import Attendee, Event, Plan, Seat, db
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.rounds.times import times_of

PlannedSeat = Seat | Row[int, int | None, int]
"""A seat, or its round, table and attendee_id alone."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan in the list: its row, its score, and how many people it seats."""

    plan: Plan
    score: PlanScore
    people: int


def plans_of(event: Event) -> list[PlanLine]:
    """Every plan of the event, newest first."""
    counted = db.session.execute(
        select(Seat.plan_id, func.count(Seat.attendee_id.distinct()).label("people"))
        .join(Plan, Seat.plan_id == Plan.id)
        .where(Plan.event_id == event.id)
        .group_by(Seat.plan_id)
    )
    people = {row.plan_id: row.people for row in counted}
    plans = db.session.scalars(
        select(Plan).where(Plan.event_id == event.id).order_by(Plan.number.desc())
    )
    return [PlanLine(plan, PlanScore.read(plan.score), people.get(plan.id, 0)) for plan in plans]


def plan_of(event: Event, number: int) -> Plan:
    """The event's plan of that number. Raises NotFound."""
    plan = db.session.scalar(select(Plan).where(Plan.event_id == event.id, Plan.number == number))
    if plan is None:
        raise NotFound(f"There is no plan {number}; it may have been deleted.")
    return plan


def published_times(event: Event) -> list[TimeSpan]:
    """Start and end of the rounds that attendees see; none while no plan is published."""
    plan = published_plan(event)
    return times_of(event, plan.rounds) if plan else []


def seats_of(plan: Plan) -> Sequence[Seat]:
    """Every seat with its attendee and sector, in two queries.

    Everybody is read once and not once for each of their rounds.
    """
    known = planned_people(plan)
    seats = db.session.scalars(
        select(Seat).where(Seat.plan_id == plan.id).order_by(Seat.round, Seat.table, Seat.id)
    ).all()
    for seat in seats:
        set_committed_value(seat, "attendee", known[seat.attendee_id])
    return seats


def planned_people(plan: Plan) -> dict[int, Attendee]:
    """Whoever has a seat in the plan, by id, with their sector."""
    seated = select(Seat.attendee_id).where(Seat.plan_id == plan.id)
    people = select(Attendee).where(Attendee.id.in_(seated)).options(joinedload(Attendee.sector))
    return {person.id: person for person in db.session.scalars(people)}


def planned_places(plan: Plan) -> Sequence[PlannedSeat]:
    """Every seat without the cost of objects: who, in which round, at which table."""
    wanted = select(Seat.round, Seat.table, Seat.attendee_id).where(Seat.plan_id == plan.id)
    return db.session.execute(wanted.order_by(Seat.round, Seat.table, Seat.id)).all()


def comes(attendee: Attendee, away: frozenset[int]) -> bool:
    """Whether they have a place and are not among those ``away``."""
    return attendee.state == RegistrationState.PLACED and attendee.id not in away


def rounds_of(plan: Plan, seats: Iterable[PlannedSeat]) -> Rounds:
    """The plan as the engine writes plans; ``seats`` by round and table, or columns of theirs."""
    tables: list[list[list[str]]] = [[[] for _ in range(plan.tables)] for _ in range(plan.rounds)]
    out: list[list[str]] = [[] for _ in range(plan.rounds)]
    for seat in seats:
        index = seat.round - 1
        place = out[index] if seat.table is None else tables[index][seat.table - 1]
        place.append(str(seat.attendee_id))
    return tuple(
        SeatedRound(tuple(map(tuple, round_)), tuple(sitting))
        for round_, sitting in zip(tables, out, strict=True)
    )
