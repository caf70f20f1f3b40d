"""Seats of the published plan for those who have none: a free chair, and nobody else moves."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, exists, select, update

from scheduler.domain.english import listed
from scheduler.domain.morning.chairs import Newcomer, free_chairs
from scheduler.engine.problem import Pair, Problem
from scheduler.errors import RuleBroken
from scheduler.models import Attendee, Event, Plan, Seat, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.planning.problem import placed_attendees, problem_for
from scheduler.services.planning.rounds.clock import rounds_begun
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.registration.places import lock_event

PAIR: Final = 2
MOST_NAMED: Final = 6


@dataclass(frozen=True, slots=True)
class _Room:
    """The rounds to come as they are planned: who comes to which table of each of them.

    ``seats``: how many people a table may have.
    """

    plan: Plan
    problem: Problem
    tables: Mapping[int, dict[int, list[str]]]
    seats: int


def seat_newcomers(event: Event, now: datetime) -> list[str]:
    """Give everybody who comes and has no table a free chair; returns their names.

    Nobody else moves, and nobody is emailed. Raises RuleBroken, and seats nobody, where chairs do
    not suffice or no plan is published.
    """
    with transaction():
        event = lock_event(event.id)
        plan = published_plan(event)
        if plan is None:
            raise RuleBroken("Publish the rounds first, or make a plan from those who are here.")
        seated = set(db.session.scalars(select(Seat.attendee_id).where(_ahead(plan, event, now))))
        people = [person for person in placed_attendees(event.id) if person.id not in seated]
        room = _room(event, now) if people else None
        left = [person.name for person in people if room is None or not _take(room, person)]
        if left:
            raise RuleBroken(
                f"No chair is free in every round for {listed(left, MOST_NAMED)}. "
                "Work out new tables instead."
            )
    return [person.name for person in people]


def has_seat(plan: Plan, person: Attendee, event: Event, now: datetime) -> bool:
    """Whether they sit anywhere in a round that has not begun."""
    seat = select(Seat.id).where(Seat.attendee_id == person.id, _ahead(plan, event, now))
    return db.session.scalar(seat.limit(1)) is not None


def take_chairs(event: Event, person: Attendee, now: datetime) -> bool:
    """Seat somebody at a free chair of every round to come, inside the caller's transaction.

    Returns whether they are seated: in all of the rounds for which they are here, or in none.
    """
    room = _room(event, now)
    return room is not None and _take(room, person)


def _ahead(plan: Plan, event: Event, now: datetime) -> ColumnElement[bool]:
    """Say, of a Seat in a query, that it is the plan's and its round has not begun."""
    return and_(Seat.plan_id == plan.id, Seat.round > rounds_begun(event, now))


def _room(event: Event, now: datetime) -> _Room | None:
    """Read what chairs are chosen by; None where no published plan can be added to."""
    plan, begun = published_plan(event), rounds_begun(event, now)
    if plan is None or begun >= plan.rounds or plan.rounds != event.rounds:
        return None
    try:
        problem = problem_for(event)
    except RuleBroken:
        return None
    rows = db.session.execute(
        select(Seat.round, Seat.table, Seat.attendee_id).where(
            Seat.plan_id == plan.id, Seat.table.is_not(None)
        )
    )
    planned: defaultdict[tuple[int, int], int] = defaultdict(int)
    tables: dict[int, dict[int, list[str]]] = {n: {} for n in range(begun + 1, plan.rounds + 1)}
    for number, table, attendee_id in rows:
        assert table is not None
        planned[number, table] += 1
        person = problem.by_key.get(str(attendee_id))
        if number > begun and person is not None and person.present(number):
            tables[number].setdefault(table, []).append(person.key)
    widest = max(planned.values(), default=0)
    return _Room(plan, problem, tables, PAIR if problem.pairs else problem.table_limit or widest)


def _take(room: _Room, person: Attendee) -> bool:
    """Seat somebody, in the rows and in the room."""
    key = str(person.id)
    rounds = [number for number in room.tables if room.problem.by_key[key].present(number)]
    there = [room.tables[number] for number in rounds]
    chairs = free_chairs(there, room.seats, _newcomer(room.problem, key))
    if not rounds or None in chairs:
        return False
    for number, tables, table in zip(rounds, there, chairs, strict=True):
        assert table is not None
        tables[table].append(key)
        seat = Seat(plan_id=room.plan.id, attendee_id=person.id, round=number, table=table)
        db.session.add(seat)
    db.session.flush()
    return True


def _newcomer(problem: Problem, key: str) -> Newcomer:
    def partners(pairs: frozenset[Pair]) -> frozenset[str]:
        return frozenset(one for two in pairs if key in two for one in two) - {key}

    sector = problem.by_key[key].sector
    return Newcomer(
        never=partners(problem.kept_apart),
        beside=partners(problem.together),
        others=frozenset(one.key for one in problem.people if one.sector != sector),
        known=partners(problem.history | frozenset(problem.colleagues())),
    )


def hand_over_seats(event: Event, person: Attendee, other: Attendee, now: datetime) -> None:
    """Give the seats of the rounds to come to the other, in every plan: one of them may be taken
    up, or gone back to, any minute. The other leaves the seats of these rounds that they have."""
    theirs = Seat.__table__.alias("theirs")
    same_round = exists().where(
        theirs.c.attendee_id == person.id,
        theirs.c.plan_id == Seat.plan_id,
        theirs.c.round == Seat.round,
    )
    changed_rows(delete(Seat).where(*_to_come(event, other, now), same_round))
    changed_rows(update(Seat).where(*_to_come(event, person, now)).values(attendee_id=other.id))


def leave_seats(event: Event, person: Attendee, now: datetime) -> None:
    """Let a person sit nowhere in the rounds to come, in any plan, in the caller's transaction."""
    changed_rows(delete(Seat).where(*_to_come(event, person, now)))


def _to_come(event: Event, person: Attendee, now: datetime) -> tuple[ColumnElement[bool], ...]:
    plans = select(Plan.id).where(Plan.event_id == event.id)
    begun = rounds_begun(event, now)
    return Seat.plan_id.in_(plans), Seat.attendee_id == person.id, Seat.round > begun
