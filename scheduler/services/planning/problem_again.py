"""A re-plan: late changes fitted into a plan, and who changes tables through it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from scheduler.domain.states import Presence, RegistrationState
from scheduler.engine.forecast import at_enough_tables, at_fewest_tables
from scheduler.engine.problem import Problem, Rounds
from scheduler.errors import RuleBroken
from scheduler.models import Attendance, Attendee, Event, Job, Plan, Seat, db
from scheduler.services.people.presence import is_coming
from scheduler.services.planning.plans import plan_of, rounds_of
from scheduler.services.planning.problem import problem_for


@dataclass(frozen=True, slots=True)
class Again:
    """The number of the plan to stay close to, and how many of its rounds have been held.

    ``meetings_first``: best meetings, whoever moves; otherwise the fewest people move.
    ``closing``: at as few tables as are needed, whoever hosts one.
    """

    plan: int
    held: int = 0
    meetings_first: bool = False
    closing: bool = False

    @classmethod
    def read(cls, arguments: Mapping[str, Any]) -> Self | None:
        """What a job's arguments say; None where the rounds are to be assigned afresh."""
        return cls(**arguments["again"]) if "again" in arguments else None


@dataclass(frozen=True, slots=True)
class TableChange:
    """Somebody whose table changes: (round, table before, table after); None: sits out."""

    name: str
    changes: tuple[tuple[int, int | None, int | None], ...]


def origin_of(plan: Plan) -> Again | None:
    """What the plan was made to stay close to; None where it was assigned afresh."""
    arguments = db.session.scalar(select(Job.arguments).where(Job.plan_id == plan.id))
    return Again.read(arguments or {})


def problem_again(event: Event, again: Again) -> Problem:
    """The problem of fitting the changes of people and rules into a plan.

    Rounds that were held stay as they were; in the others few people moved goes before
    everything but the rules, unless ``again`` puts the meetings first. Raises NotFound without
    that plan, RuleBroken where it no longer fits the event.
    """
    problem = rest_of_plan(event, again)
    if again.closing:
        return at_fewest_tables(problem)
    return problem if again.meetings_first else at_enough_tables(problem)


def rest_of_plan(event: Event, again: Again) -> Problem:
    """The same at all the tables that have their host, with the meetings first."""
    plan = plan_of(event, again.plan)
    if plan.rounds != event.rounds:
        raise RuleBroken(
            f"The event now has {event.rounds} rounds and plan {plan.number} has {plan.rounds}. "
            "Assign the rounds again."
        )
    if not 0 <= again.held < plan.rounds:
        raise RuleBroken(f"Choose how many of the {plan.rounds} rounds have been held.")
    return problem_for(event, _stored_rounds(plan), again.held, seats_first=False)


def _stored_rounds(plan: Plan) -> Rounds:
    """The plan as it is stored, read without the people whose seats they are."""
    seats = db.session.execute(
        select(Seat.round, Seat.table, Seat.attendee_id)
        .where(Seat.plan_id == plan.id)
        .order_by(Seat.round, Seat.table, Seat.id)
    )
    return rounds_of(plan, seats)


def let_newcomers_arrive(event: Event, again: Again) -> bool:
    """Note that people without a seat in the plan arrive after the rounds that were held.

    Returns whether that changed anybody.
    """
    plan = plan_of(event, again.plan)
    newcomers = db.session.scalars(
        select(Attendee).where(
            Attendee.event_id == event.id,
            is_coming(),
            Attendee.id.not_in(select(Seat.attendee_id).where(Seat.plan_id == plan.id)),
            func.coalesce(Attendee.arrives_round, 1) <= again.held,
        )
    ).all()
    for attendee in newcomers:
        attendee.arrives_round = again.held + 1
    return bool(newcomers)


def let_early_arrive(event: Event, held: int) -> bool:
    """Let whoever was to arrive later, and is checked in, sit from the round after those held.

    Returns whether that changed anybody.
    """
    here = select(Attendance.attendee_id).where(
        Attendance.event_id == event.id, Attendance.state == Presence.HERE
    )
    early = db.session.scalars(
        select(Attendee).where(
            Attendee.id.in_(here),
            Attendee.state == RegistrationState.PLACED,
            Attendee.arrives_round > held + 1,
        )
    ).all()
    for attendee in early:
        attendee.arrives_round = held + 1
    return bool(early)


def movers_between(former: Plan, plan: Plan) -> int:
    """How many people :func:`moves_between` names, counted by the database."""
    old, new = aliased(Seat), aliased(Seat)
    elsewhere = (
        select(func.count(new.attendee_id.distinct()))
        .join(old, (old.attendee_id == new.attendee_id) & (old.round == new.round))
        .join(Attendee, Attendee.id == new.attendee_id)
        .where(
            old.plan_id == former.id,
            new.plan_id == plan.id,
            Attendee.state == RegistrationState.PLACED,
            old.table.is_distinct_from(new.table),
        )
    )
    return db.session.scalar(elsewhere) or 0


def tables_after(plan: Plan, held: int) -> frozenset[int]:
    """The tables at which anybody sits in the rounds after the first ``held``."""
    ahead = (Seat.plan_id == plan.id, Seat.round > held, Seat.table.is_not(None))
    return frozenset(
        t for t in db.session.scalars(select(Seat.table).where(*ahead).distinct()) if t
    )


def most_tables(plan: Plan, held: int) -> int:
    """At how many tables people sit in the round with the most, after the first ``held``."""
    each = (
        select(func.count(Seat.table.distinct()).label("tables"))
        .where(Seat.plan_id == plan.id, Seat.round > held)
        .group_by(Seat.round)
        .subquery()
    )
    return db.session.scalar(select(func.max(each.c.tables))) or 0


def first_seated(before: Sequence[Seat], after: Sequence[Seat]) -> tuple[str, ...]:
    """Who is coming and has a seat in the second plan alone, by name."""
    seated = {seat.attendee_id for seat in before}
    return tuple(
        sorted(
            {
                seat.attendee_id: seat.attendee.name
                for seat in after
                if seat.attendee_id not in seated
                and seat.attendee.state == RegistrationState.PLACED
            }.values()
        )
    )


def moves_between(before: Sequence[Seat], after: Sequence[Seat]) -> tuple[TableChange, ...]:
    """Who is seated in both plans and changes tables, by name; those who cancelled do not."""
    old = {(seat.attendee_id, seat.round): seat.table for seat in before}
    changes: defaultdict[int, list[tuple[int, int | None, int | None]]] = defaultdict(list)
    names: dict[int, str] = {}
    for seat in after:
        here = (seat.attendee_id, seat.round)
        if (
            seat.attendee.state == RegistrationState.PLACED
            and here in old
            and old[here] != seat.table
        ):
            changes[seat.attendee_id].append((seat.round, old[here], seat.table))
            names[seat.attendee_id] = seat.attendee.name
    moves = [TableChange(names[key], tuple(sorted(rows))) for key, rows in changes.items()]
    return tuple(sorted(moves, key=lambda move: move.name))
