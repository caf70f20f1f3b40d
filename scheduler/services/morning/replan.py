"""New tables on the morning: for those who are there, while the rounds that began stay.

Best meetings and fewest moves are both worked out, each as a job of its own, so that the
organiser sees side by side what each is worth before one of them is chosen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from scheduler.domain.morning.noted import Noted
from scheduler.domain.states import JobKind, JobState, PlanState
from scheduler.domain.words.score import PlanScore
from scheduler.engine.forecast import at_enough_tables, at_fewest_tables
from scheduler.engine.problem import Problem
from scheduler.errors import RuleBroken
from scheduler.models import Event, Job, Plan, User, db, transaction
from scheduler.models.database import reading
from scheduler.services.background.jobs import OPEN_STATES, open_job
from scheduler.services.morning import attendance
from scheduler.services.morning.desk.taking_back import expect_again
from scheduler.services.people.presence import here_count
from scheduler.services.planning import publishing
from scheduler.services.planning.plans import plan_of
from scheduler.services.planning.problem import fingerprint
from scheduler.services.planning.problem_again import (
    Again,
    let_early_arrive,
    let_newcomers_arrive,
    most_tables,
    movers_between,
    rest_of_plan,
)
from scheduler.services.planning.rounds.clock import rounds_begun
from scheduler.services.planning.rounds.published import plans_before, published_plan
from scheduler.services.planning.run import add_job
from scheduler.services.registration.places import lock_event

SECONDS: Final = 0.5
"""For each of the two plans at up to SMALL people; in larger rooms so much more for each person."""
SMALL: Final = 200
PAIR: Final = 2
SECONDS_A_PERSON: Final = 0.0015


@dataclass(frozen=True, slots=True)
class ReplanOption:
    """One of the two plans to choose from; ``plan`` None until it is ready.

    ``movers``: how many people change tables, ``tables``: at how many anybody sits in a round to
    come. ``sentence``: why there is none, if so.
    """

    meetings_first: bool
    plan: Plan | None
    score: PlanScore | None
    movers: int
    tables: int
    sentence: str


@dataclass(frozen=True, slots=True)
class ReplanComparison:
    """Best meetings and fewest moves, in this order, both close to plan ``near``.

    ``held``: how many of its rounds had begun. ``working``: not both are ready. ``stale``: both
    are, and somebody came or went, or a round began, since they were asked for.
    """

    near: int
    held: int
    options: tuple[ReplanOption, ...]
    working: bool
    stale: bool


def request_both(event: Event, actor: User, now: datetime) -> list[Job]:
    """Have both plans worked out for the rounds that have not begun.

    Pressing twice finds the open jobs. Raises RuleBroken without a published plan, when every
    round has begun, and when there is nothing sensible to plan.
    """
    # Before the lock: a list of a thousand takes long to read, and desks check people in meanwhile.
    with reading():
        again = _again(event, now)
        ways = _both_ways(event, again)
    with transaction():
        event = lock_event(event.id)
        if working := [job for job in _jobs(event) if job.state in OPEN_STATES]:
            return working
        begun, again = again, _again(event, now)
        late = let_newcomers_arrive(event, again), let_early_arrive(event, again.held)
        if any(late) or again != begun:
            ways = _both_ways(event, again)
        return [
            add_job(
                event,
                actor,
                now,
                Again(again.plan, again.held, meetings_first, closing=meetings_first),
                JobKind.REPLAN,
                problem,
                seconds=seconds_for(event.places_taken),
            )
            for meetings_first, problem in zip((True, False), ways, strict=True)
        ]


def plan_from_here(event: Event, desk: str, actor: User, now: datetime) -> tuple[Job, list[Noted]]:
    """Make the first plan from those who are here, and show it to everybody once it is ready.

    Whoever is not here yet is noted as not coming; checking them in later takes that back.
    Returns the job and what was noted of whom. Raises RuleBroken once a plan is published, and when
    there is nothing sensible to plan.
    """
    if published_plan(event) is not None:
        raise RuleBroken("A plan is published already: make new tables from it.")
    if here_count(event) < PAIR:
        raise RuleBroken("Check people in first: the tables are made for those who are here.")
    absent = attendance.mark_all_absent(event, desk, now)
    try:
        with transaction():
            event = lock_event(event.id)
            let_early_arrive(event, 0)
            job = open_job(event.id, JobKind.PLAN) or add_job(
                event, actor, now, seconds=seconds_for(event.places_taken), publish=True
            )
    except RuleBroken:
        expect_again(event, absent)
        raise
    return job, absent


def comparison_of(event: Event, now: datetime) -> ReplanComparison | None:
    """The two plans that were asked for last, unless one of them was taken or nobody asked."""
    jobs, published = _jobs(event), published_plan(event)
    if len(jobs) < PAIR or published is None:
        return None
    again = Again.read(jobs[0].arguments)
    if again is None or again.plan != published.number:
        return None
    options = tuple(_option(job, published) for job in jobs)
    working = any(job.state in OPEN_STATES for job in jobs)
    stale = not working and _is_stale(event, jobs, now)
    return ReplanComparison(again.plan, again.held, options, working, stale)


def publish_replan(event: Event, number: int, actor: User, now: datetime) -> Plan:
    """Publish one of the two plans; nobody is emailed. Raises NotFound and RuleBroken."""
    plan = plan_of(event, number)
    publishing.publish(plan, actor, now, tell=publishing.Tell.NOBODY)
    return plan


def former_plan(event: Event, now: datetime) -> Plan | None:
    """The plan that the published one took the place of on this morning, while it still fits."""
    published = published_plan(event)
    job = published and db.session.scalar(
        select(Job).where(Job.plan_id == published.id, Job.kind == JobKind.REPLAN)
    )
    again = Again.read(job.arguments) if job else None
    if again is None:
        return None
    former = db.session.scalar(
        select(Plan).where(
            Plan.event_id == event.id, Plan.number == again.plan, Plan.state == PlanState.DRAFT
        )
    )
    return None if former and publishing.seats_otherwise(event, former, now) else former


def replaced_by(event: Event, plan: Plan) -> Plan | None:
    """The published plan, where it has taken the place of this one, which was in use; else None."""
    published = published_plan(event)
    return published if published and plan in plans_before(published) else None


def undo_replan(event: Event, actor: User, now: datetime) -> Plan:
    """Publish the former plan again; nobody is emailed.

    Raises RuleBroken where there is none, or once a round has begun by the new one.
    """
    former = former_plan(event, now)
    if former is None:
        raise RuleBroken("There is no former plan to go back to: a round has begun by the new one.")
    publishing.publish(former, actor, now, tell=publishing.Tell.NOBODY)
    return former


def seconds_for(people: int) -> float:
    """How long each of the two plans may be worked on."""
    return SECONDS + SECONDS_A_PERSON * max(0, people - SMALL)


def _jobs(event: Event) -> list[Job]:
    """The two jobs that were asked for last: best meetings, fewest moves."""
    latest = db.session.scalars(
        select(Job)
        .where(Job.event_id == event.id, Job.kind == JobKind.REPLAN)
        .order_by(Job.id.desc())
        .limit(PAIR)
        .execution_options(populate_existing=True)
    ).all()
    return sorted(latest, key=lambda job: job.id)


def _again(event: Event, now: datetime) -> Again:
    published, begun = published_plan(event), rounds_begun(event, now)
    if published is None:
        raise RuleBroken("Publish the rounds first, or make a plan from those who are here.")
    if begun >= published.rounds:
        raise RuleBroken("Every round has begun: there are no tables left to change.")
    return Again(published.number, begun)


def _both_ways(event: Event, again: Again) -> tuple[Problem, Problem]:
    """The question with the meetings first, and the one with the fewest people moved first."""
    problem = rest_of_plan(event, again)
    return at_fewest_tables(problem), at_enough_tables(problem)


def _is_stale(event: Event, jobs: Sequence[Job], now: datetime) -> bool:
    """Whether the same question would be another one now."""
    asked = [Again.read(job.arguments) for job in jobs]
    again = asked[0]
    if again is None or any(one is None or one.held != rounds_begun(event, now) for one in asked):
        return True
    try:
        ways = _both_ways(event, again)
    except RuleBroken:
        return True
    return any(
        fingerprint(problem) != job.arguments["problem"]
        for job, problem in zip(jobs, ways, strict=True)
    )


def _option(job: Job, published: Plan) -> ReplanOption:
    again = Again.read(job.arguments)
    first = bool(again and again.meetings_first)
    plan = db.session.get(Plan, job.plan_id) if job.plan_id else None
    if plan is None:
        failed = job.state in (JobState.FAILED, JobState.CANCELLED)
        return ReplanOption(first, None, None, 0, 0, job.sentence if failed else "")
    movers = movers_between(published, plan)
    tables = most_tables(plan, again.held if again else 0)
    return ReplanOption(first, plan, PlanScore.read(plan.score), movers, tables, "")
