"""Seats of the published plan for those who have none: a free chair, and nobody else moves."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, delete, exists, select, update

from scheduler.domain.english import listed
from scheduler.domain.morning.chairs import Newcomer, free_chairs
from scheduler.engine.problem import Pair, Person, Problem
from scheduler.errors import RuleBroken
from scheduler.models import Attendee, Event, Plan, Seat, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.planning.problem import placed_attendees, problem_for
from scheduler.services.planning.rounds.clock import rounds_begun
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.registration.places import lock_event

PAIR: Final = 2
MOST_NAMED: Final = 6


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
        people = [p for p in placed_attendees(event.id) if not has_seat(plan, p, event, now)]
        left = [p.name for p in people if not take_chairs(event, p, now)]
        if left:
            raise RuleBroken(
                f"No chair is free in every round for {listed(left, MOST_NAMED)}. "
                "Work out new tables instead."
            )
    return [person.name for person in people]


def has_seat(plan: Plan, person: Attendee, event: Event, now: datetime) -> bool:
    """Whether they sit anywhere in a round that has not begun."""
    seat = select(Seat.id).where(
        Seat.plan_id == plan.id,
        Seat.attendee_id == person.id,
        Seat.round > rounds_begun(event, now),
    )
    return db.session.scalar(seat.limit(1)) is not None


def take_chairs(event: Event, person: Attendee, now: datetime) -> bool:
    """Seat somebody at a free chair of every round to come, inside the caller's transaction.

    Returns whether they are seated: in all of the rounds for which they are here, or in none.
    """
    plan, begun = published_plan(event), rounds_begun(event, now)
    if plan is None or begun >= plan.rounds or plan.rounds != event.rounds:
        return False
    try:
        problem = problem_for(event)
    except RuleBroken:
        return False
    key = str(person.id)
    rounds = [r for r in range(begun + 1, plan.rounds + 1) if problem.by_key[key].present(r)]
    tables, widest = _tables(plan, problem)
    limit = PAIR if problem.pairs else problem.table_limit or widest
    chairs = free_chairs([tables[r] for r in rounds], limit, _newcomer(problem, key))
    if not rounds or None in chairs:
        return False
    db.session.add_all(
        Seat(plan_id=plan.id, attendee_id=person.id, round=number, table=table)
        for number, table in zip(rounds, chairs, strict=True)
    )
    db.session.flush()
    return True


def _tables(plan: Plan, problem: Problem) -> tuple[defaultdict[int, dict[int, list[str]]], int]:
    """Who comes to which table of each round, and how many people the largest was planned for."""
    rows = db.session.execute(
        select(Seat.round, Seat.table, Seat.attendee_id).where(
            Seat.plan_id == plan.id, Seat.table.is_not(None)
        )
    )
    planned: defaultdict[tuple[int, int], int] = defaultdict(int)
    tables: defaultdict[int, dict[int, list[str]]] = defaultdict(dict)
    for number, table, attendee_id in rows:
        assert table is not None
        planned[number, table] += 1
        person = problem.by_key.get(str(attendee_id))
        if person is not None and person.present(number):
            tables[number].setdefault(table, []).append(person.key)
    return tables, max(planned.values(), default=0)


def _newcomer(problem: Problem, key: str) -> Newcomer:
    def partners(pairs: frozenset[Pair]) -> frozenset[str]:
        return frozenset(one for two in pairs if key in two for one in two) - {key}

    sector = problem.by_key[key].sector
    others: Sequence[Person] = [p for p in problem.people if p.sector != sector]
    return Newcomer(
        never=partners(problem.kept_apart),
        beside=partners(problem.together),
        others=frozenset(person.key for person in others),
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
