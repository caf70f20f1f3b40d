"""Seats of the published plan for those who lack one: a free chair, and nobody else moves."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, delete, exists, select, update

from scheduler.domain.morning.away import rounds_away
from scheduler.domain.morning.chairs import Newcomer, Unseated, free_chairs, no_chair
from scheduler.domain.states import Presence, RegistrationState
from scheduler.engine.problem import Pair, Problem
from scheduler.errors import RuleBroken
from scheduler.models import Attendance, Attendee, Event, Plan, Seat, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.planning.plans import planned_places, rounds_of
from scheduler.services.planning.problem import placed_attendees, problem_for
from scheduler.services.planning.rounds.clock import rounds_begun
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.registration.places import lock_event

PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class _Room:
    """The rounds to come as they are planned: who comes to which table of each of them.

    ``settled``: each round and person with a seat, or with a turn at sitting out. ``seats``: how
    many people a table may have.
    """

    plan: Plan
    problem: Problem
    tables: Mapping[int, dict[int, list[str]]]
    settled: set[tuple[int, str]]
    seats: int

    def lacking(self, key: str) -> list[int]:
        """The rounds to come for which a person is here and has no seat."""
        person = self.problem.by_key[key]
        here = [number for number in self.tables if person.present(number)]
        return [number for number in here if (number, key) not in self.settled]


@dataclass(frozen=True, slots=True)
class ChairsTaken:
    """Who has taken a free chair, by name, and who still has no table, with these rounds."""

    seated: tuple[str, ...]
    still: tuple[Unseated, ...]


def seat_newcomers(event: Event, now: datetime) -> ChairsTaken:
    """Give everybody who comes a free chair in each round to come in which they have no table.

    Where a round has none they wait for new tables; nobody else moves, and nobody is emailed.
    Raises RuleBroken where no chair could be taken at all, or no plan is published.
    """
    with transaction():
        event = lock_event(event.id)
        if published_plan(event) is None:
            raise RuleBroken("Publish the rounds first, or make a plan from those who are here.")
        room = _room(event, now)
        if room is None:
            raise RuleBroken("No chair can be taken in this plan. Work out new tables instead.")
        seated, still = [], []
        for person in placed_attendees(event.id):
            without = room.lacking(str(person.id))
            left = _take(room, person) if without else ()
            if len(left) < len(without):
                seated.append(person.name)
            if left:
                still.append(Unseated(person.name, left))
        if still and not seated:
            raise RuleBroken(f"{no_chair(still)} Work out new tables instead.")
    return ChairsTaken(tuple(seated), tuple(still))


def take_chairs(event: Event, person: Attendee, now: datetime) -> tuple[int, ...]:
    """Seat somebody at a free chair of each round to come that has one and in which they have no
    table, inside the caller's transaction. Returns the rounds in which they still have none."""
    room = _room(event, now)
    return () if room is None else _take(room, person)


def rounds_without_table(person: Attendee, begun: int) -> tuple[int, ...]:
    """The rounds after the first ``begun`` for which somebody is awaited, and in which the
    published plan neither seats them nor lets them sit out. None without a published plan."""
    plan = published_plan(person.event)
    noted = db.session.get(Attendance, person.id)
    if plan is None or person.state is not RegistrationState.PLACED:
        return ()
    if noted is not None and noted.state is Presence.ABSENT:
        return ()
    first = max(person.arrives_round or 1, begun + 1)
    last = min(person.leaves_after_round or plan.rounds, plan.rounds)
    missed = rounds_away(noted.away, plan.rounds) if noted is not None else frozenset()
    own = select(Seat.round).where(Seat.plan_id == plan.id, Seat.attendee_id == person.id)
    seated = missed | set(db.session.scalars(own))
    return tuple(number for number in range(first, last + 1) if number not in seated)


def _room(event: Event, now: datetime) -> _Room | None:
    """Read what chairs are chosen by; None where no published plan can be added to."""
    plan, begun = published_plan(event), rounds_begun(event, now)
    if plan is None or begun >= plan.rounds or plan.rounds != event.rounds:
        return None
    rows = planned_places(plan)
    try:
        problem = problem_for(event, held=begun, standing=rounds_of(plan, rows))
    except RuleBroken:
        return None
    planned: defaultdict[tuple[int, int], int] = defaultdict(int)
    tables: dict[int, dict[int, list[str]]] = {n: {} for n in range(begun + 1, plan.rounds + 1)}
    settled: set[tuple[int, str]] = set()
    for row in rows:
        number, table, attendee_id = row.round, row.table, row.attendee_id
        settled.add((number, str(attendee_id)))
        if table is None:
            continue
        planned[number, table] += 1
        person = problem.by_key.get(str(attendee_id))
        if number > begun and person is not None and person.present(number):
            tables[number].setdefault(table, []).append(person.key)
    widest = max(planned.values(), default=0)
    seats = PAIR if problem.pairs else problem.table_limit or widest
    return _Room(plan, problem, tables, settled, seats)


def _take(room: _Room, person: Attendee) -> tuple[int, ...]:
    """Seat somebody, in the rows and in the room, where a chair is free; returns the rounds in
    which none is."""
    key = str(person.id)
    rounds = room.lacking(key)
    there = [room.tables[number] for number in rounds]
    chairs = free_chairs(there, room.seats, _newcomer(room, key))
    for number, tables, table in zip(rounds, there, chairs, strict=True):
        if table is None:
            continue
        tables[table].append(key)
        room.settled.add((number, key))
        seat = Seat(plan_id=room.plan.id, attendee_id=person.id, round=number, table=table)
        db.session.add(seat)
    db.session.flush()
    return tuple(n for n, table in zip(rounds, chairs, strict=True) if table is None)


def _newcomer(room: _Room, key: str) -> Newcomer:
    problem = room.problem

    def partners(pairs: frozenset[Pair]) -> frozenset[str]:
        return frozenset(one for two in pairs if key in two for one in two) - {key}

    sector = problem.by_key[key].sector
    own = [people for tables in room.tables.values() for people in tables.values() if key in people]
    met = frozenset().union(*own) - {key}
    return Newcomer(
        never=partners(problem.kept_apart),
        beside=partners(problem.together),
        others=frozenset(one.key for one in problem.people if one.sector != sector),
        known=partners(problem.history | frozenset(problem.colleagues())) | met,
    )


def hand_over_seats(event: Event, person: Attendee, other: Attendee, now: datetime) -> None:
    """Give the seats of the rounds to come to the other, in every plan: one of them may be taken
    up, or gone back to, any minute. The other leaves the seats of these rounds that they have.

    Part of the caller's transaction.
    """
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
