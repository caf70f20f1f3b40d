"""Plans read back: lists of them, and one of them arranged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, func, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from scheduler.domain.events.agenda import Span
from scheduler.domain.paper.sheet_data import NO_SECTOR
from scheduler.domain.people.names import sort_key
from scheduler.domain.people.organisations import Spellings
from scheduler.domain.planning.alone import Alone, Sits, alone_in
from scheduler.domain.states import RegistrationState
from scheduler.domain.words.plan_view import Member, PlaceInRound, Seating, seating
from scheduler.domain.words.score import PlanScore
from scheduler.engine.problem import Rounds, SeatedRound
from scheduler.errors import NotFound, RuleBroken
from scheduler.models import Attendee, Event, Plan, Seat, db
from scheduler.services.people.organisations import spellings_at
from scheduler.services.people.presence import away_ids
from scheduler.services.planning.memory import known_pairs
from scheduler.services.planning.problem import placed_attendees, problem_for
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


@dataclass(frozen=True, slots=True)
class RoomForecast:
    """What the button will do: how many people, and the tables of the first full round.

    ``trouble`` is the sentence that says why there is nothing to assign yet, or empty, and
    ``field`` what of the people or the event it is about.
    """

    people: int
    tables: int = 0
    sizes: tuple[int, ...] = ()
    met_before: int = 0
    trouble: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Readers:
    """Who publishing reaches: people with a place, how many get a mail, who was not seated."""

    people: int
    mails: int
    unseated: tuple[str, ...]


def room_forecast(event: Event) -> RoomForecast:
    """What assigning the rounds would mean now."""
    try:
        problem = problem_for(event)
    except RuleBroken as error:
        people = len(placed_attendees(event.id))
        return RoomForecast(people, trouble=error.sentence, field=error.field)
    fullest = max(range(1, problem.rounds + 1), key=lambda r: len(problem.present(r)))
    sizes = tuple(size for size in problem.table_sizes(fullest) if size)
    distinct = tuple(sorted(set(sizes)))
    return RoomForecast(len(problem.people), len(sizes), distinct, len(problem.history))


def readers_of(event: Event, plan: Plan) -> Readers:
    """Whom publishing the plan reaches."""
    coming = placed_attendees(event.id)
    seated = set(
        db.session.scalars(select(Seat.attendee_id).where(Seat.plan_id == plan.id).distinct())
    )
    return Readers(
        people=len(coming),
        mails=sum(1 for attendee in coming if attendee.email),
        unseated=tuple(a.name for a in coming if a.id not in seated),
    )


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


def published_times(event: Event) -> list[Span]:
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


def seating_of(event: Event, plan: Plan, seats: Sequence[Seat] | None = None) -> Seating:
    """Arrange a plan by round and person; people met at earlier events are not counted as new."""
    seats = seats_of(plan) if seats is None else seats
    people = {seat.attendee_id: seat.attendee for seat in seats}
    away = away_ids(event.id)
    known = known_pairs(event, [a for a in people.values() if comes(a, away)])
    spelt = spellings_at(event.id)
    return seating(
        {key: member_of_plan(attendee, away, spelt) for key, attendee in people.items()},
        [PlaceInRound(seat.attendee_id, seat.round, seat.table) for seat in seats],
        times_of(event, plan.rounds),
        known,
        sort_key,
    )


def comes(attendee: Attendee, away: frozenset[int]) -> bool:
    """Whether they have a place and are not among those ``away``."""
    return attendee.state == RegistrationState.PLACED and attendee.id not in away


def member_of_plan(attendee: Attendee, away: frozenset[int], spelt: Spellings) -> Member:
    """An attendee as plans show them; ``away``: the ids of those who do not come after all.

    ``spelt``: how the organisations of their event are written.
    """
    sector = attendee.sector
    return Member(
        id=attendee.id,
        name=attendee.name,
        organisation=spelt.of(attendee.organisation),
        sector=sector.name if sector else NO_SECTOR,
        style=sector.style if sector else 0,
        host_table=attendee.host_table,
        here=comes(attendee, away),
    )


def alone_of(seats: Sequence[Seat]) -> Alone:
    """Who of those who are coming has a table to themselves."""
    away = away_ids(seats[0].attendee.event_id) if seats else frozenset()
    return alone_in(
        Sits(seat.round, seat.table, seat.attendee.name)
        for seat in seats
        if seat.table is not None and comes(seat.attendee, away)
    )


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
