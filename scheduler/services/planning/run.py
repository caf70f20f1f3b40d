"""From sign-ups to a plan: asking for one, and carrying it out in a worker.

A job's row is the truth (see :mod:`jobs`). No transaction is open while the engine works;
the plan, its seats and the end of the job are one transaction, which a worker that was
given up for dead meanwhile can no longer make.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import func, insert, select

from scheduler.domain.planning.outcome.contradictions import all_causes
from scheduler.domain.states import JobKind, JobState, PlanState
from scheduler.engine import rules
from scheduler.engine.forecast import at_fewest_tables
from scheduler.engine.problem import Problem
from scheduler.engine.result import Result, Settings, Status, ordered_in, preferred_in
from scheduler.errors import RuleBroken
from scheduler.models import Attendee, Event, Job, Plan, Seat, User, db, transaction
from scheduler.models.database import reading
from scheduler.services.background import jobs
from scheduler.services.background.carrying_out import carry_out_job
from scheduler.services.background.solving import solve_for_job
from scheduler.services.planning import publishing
from scheduler.services.planning.board import improving
from scheduler.services.planning.failures import obstacle
from scheduler.services.planning.problem import fingerprint, problem_for
from scheduler.services.planning.problem_again import (
    Again,
    let_newcomers_arrive,
    problem_again,
    rest_of_plan,
)
from scheduler.services.planning.rounds.clock import make_ready, stored_clock
from scheduler.services.planning.rules.quiet import with_quiet_seats

_CRASHED: Final = (
    "Something went wrong while the rounds were being assigned ({kind}). No plan was changed. "
    "Press the button again; if it happens again, tell whoever runs this server."
)

_Clock = Callable[[], datetime]
_now = partial(datetime.now, UTC)

__all__ = ["problem_for", "request_plan", "run_improvement", "run_job", "stop_planning"]


def request_plan(
    event: Event, actor: User, now: datetime, again: Again | None = None, more_rounds: int = 0
) -> Job:
    """Return the event's open planning job, or a new one.

    With ``again`` the changes since a plan are fitted into it; without, the rounds are
    assigned afresh, with ``more_rounds`` than the event has, to see what they would bring.
    Raises RuleBroken at once when there is nothing sensible to plan.
    """
    with transaction():
        # Two presses at the same moment wait for each other here.
        db.session.execute(select(Event.id).where(Event.id == event.id).with_for_update())
        if job := jobs.open_job(event.id, JobKind.PLAN):
            return job
        if again:
            let_newcomers_arrive(event, again)
        return add_job(event, actor, now, again, more_rounds=more_rounds)


def add_job(
    event: Event,
    actor: User,
    now: datetime,
    again: Again | None = None,
    kind: JobKind = JobKind.PLAN,
    problem: Problem | None = None,
    *,
    more_rounds: int = 0,
    seconds: float = 0,
    publish: bool = False,
) -> Job:
    """Queue a planning job in the caller's transaction.

    ``problem``: what is asked, where the caller has it. ``more_rounds``: than the event has.
    ``seconds``: a shorter limit than the usual one. ``publish``: the plan is shown to everybody as
    soon as it is made, and nobody is emailed. Raises RuleBroken when there is nothing sensible to
    plan.
    """
    problem = problem or _problem(event, again, at_door=publish)
    arguments = {
        "actor": actor.id,
        # A seed of its own: pressing the button again gives another draft, not the same.
        "seed": _next_number(event.id),
        "people": len(problem.people),
        "problem": fingerprint(problem),
    }
    given = {"more_rounds": more_rounds, "seconds": seconds, "publish": publish}
    arguments |= {name: value for name, value in given.items() if value}
    if again:
        arguments["again"] = asdict(again)
    return jobs.queue_job(kind, event.id, arguments, now)


def stop_planning(event: Event, now: datetime) -> None:
    """Stop the event's open planning job, if any; what it found so far becomes a draft."""
    if job := jobs.open_job(event.id, JobKind.PLAN):
        jobs.request_stop(job.id, now)


def run_job(job_id: int, seconds: float, clock: _Clock = _now) -> None:
    """Carry out a queued planning job unless another worker has it.

    Whatever happens, the job ends with a plan or with one sentence that says why not.
    """
    _carry_out(job_id, clock, lambda attempt: _assign(job_id, attempt, seconds, clock))


def run_improvement(job_id: int, clock: _Clock = _now) -> None:
    """Carry out a queued job that improves a draft, unless another worker has it."""
    _carry_out(job_id, clock, lambda attempt: improving.improve(job_id, attempt, clock()))


def _carry_out(job_id: int, clock: _Clock, work: Callable[[int], None]) -> None:
    carry_out_job(
        job_id,
        work,
        clock,
        name="planning",
        crashed=_CRASHED,
        told=lambda error: {"obstacle": obstacle(error)},
    )


def _assign(job_id: int, attempt: int, seconds: float, clock: _Clock) -> None:
    with reading():
        job = db.session.get_one(Job, job_id, populate_existing=True)
        event_id, seed = job.event_id, int(job.arguments.get("seed", 1))
        seconds = min(seconds, job.arguments.get("seconds", seconds))
        publish_by = job.arguments["actor"] if job.arguments.get("publish") else None
        # When guests are at their tables, nobody asks what six more of a sector would bring.
        settings = Settings(seconds, seed, advice=job.kind != JobKind.REPLAN)
        event = db.session.get_one(Event, event_id)
        again = Again.read(job.arguments)
        problem = _problem(event, again, at_door=publish_by is not None)
        if more_rounds := job.arguments.get("more_rounds"):
            problem = replace(problem, rounds=problem.rounds + more_rounds)
        tries = _tries(event_id, with_quiet_seats(event, problem), problem, again)
    for problem in tries:
        result = solve_for_job(job_id, attempt, problem, settings)
        if result.status is not Status.INFEASIBLE:
            break
    if result.status is Status.INFEASIBLE:
        sentence, found = _why_none(result)
        _end_without_plan(job_id, attempt, clock(), sentence, found)
        return
    if broken := rules.check(problem, result.rounds):
        raise RuleBroken(
            f"The search ended with a plan that breaks a rule ({broken[0].sentence}) It was "
            "thrown away. Press the button again."
        )
    plan_id = _keep(job_id, attempt, event_id, problem, result, clock())
    if plan_id is not None and publish_by is not None:
        _show(plan_id, publish_by, clock())


def _show(plan_id: int, actor_id: int, now: datetime) -> None:
    """Show the plan to everybody at once, with a clock for the big screen."""
    plan, actor = db.session.get_one(Plan, plan_id), db.session.get_one(User, actor_id)
    publishing.publish(plan, actor, now, tell=publishing.Tell.NOBODY)
    with transaction():
        event = db.session.get_one(Event, plan.event_id)
        clock_is_there = stored_clock(event) is not None
    if not clock_is_there:
        make_ready(event, False, now)


def _problem(event: Event, again: Again | None, *, at_door: bool = False) -> Problem:
    if again:
        return problem_again(event, again)
    return at_fewest_tables(problem_for(event, at_door=True)) if at_door else problem_for(event)


def _tries(
    event_id: int, quiet: Problem, problem: Problem, again: Again | None
) -> Iterator[Problem]:
    """The problem with seats at quiet tables, then without them, then at more tables: a wish, and
    few tables, are given up where they leave no plan."""
    if quiet.locked:
        yield quiet
    yield problem
    if again and again.closing:
        with reading():
            rest = rest_of_plan(db.session.get_one(Event, event_id), again)
        for wider in (at_fewest_tables(rest, with_hosts=True), rest):
            if wider != problem:
                yield wider


def _worth(problem: Problem, result: Result) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What is stored of a plan's worth, and the keys of whoever meets the fewest.

    Beside the score: who should meet, and why the search ended.
    """
    assert result.score is not None
    figures = ordered_in(problem, result.rounds)
    beside = preferred_in(problem, result.rounds).stored() | {"ended": str(result.ended)}
    worst_off = result.worst_off if figures.fewest is None else figures.worst_off
    return asdict(result.score) | figures.stored() | beside, tuple(worst_off)


def _why_none(result: Result) -> tuple[str, dict[str, list[str]]]:
    """The sentence for the organiser; the clashes that prove it, if any do, and their causes."""
    if result.unproven:
        return " ".join(result.why_none), {"contradictions": []}
    causes = [str(cause) for cause in all_causes(result.contradictions)]
    found = {"contradictions": list(result.why_none), "causes": causes}
    return "The rules contradict each other, so there is no plan.", found


def _keep(
    job_id: int, attempt: int, event_id: int, problem: Problem, result: Result, now: datetime
) -> int | None:
    """Write plan, seats and the job's end at once, if this attempt still owns the job.

    Returns the plan's id; None where another attempt has taken over.
    """
    # All that can be worked out before the lock is: desks check people in meanwhile.
    (score, worst_off), seats = _worth(problem, result), list(_seats(result))
    with transaction():
        db.session.execute(select(Event.id).where(Event.id == event_id).with_for_update())
        plan = Plan(
            event_id=event_id,
            number=_next_number(event_id),
            state=PlanState.DRAFT,
            rounds=problem.rounds,
            tables=max(len(seated.tables) for seated in result.rounds),
            status=str(result.status),
            stopped=result.stopped,
            score=score,
            limits=[limit.stored() for limit in result.limits],
            worst_off=[int(key) for key in worst_off],
            seconds=result.seconds,
            created_at=now,
        )
        db.session.add(plan)
        db.session.flush()
        # Somebody erased meanwhile has no row to point to.
        known = set(db.session.scalars(select(Attendee.id).where(Attendee.event_id == event_id)))
        # Past the objects of the session: thousands of them would hold the lock much longer.
        db.session.connection().execute(
            insert(Seat),
            [seat | {"plan_id": plan.id} for seat in seats if seat["attendee_id"] in known],
        )
        plan_id = plan.id
        if jobs.finish(job_id, attempt, JobState.DONE, now, plan_id=plan_id):
            return plan_id
        db.session.rollback()
    return None


def _seats(result: Result) -> Iterator[dict[str, Any]]:
    for number, seated in enumerate(result.rounds, start=1):
        places: list[tuple[int | None, str]] = [
            (table, key) for table, keys in enumerate(seated.tables, start=1) for key in keys
        ]
        places += [(None, key) for key in seated.sitting_out]
        for table, key in places:
            yield {"attendee_id": int(key), "round": number, "table": table}


def _next_number(event_id: int) -> int:
    latest = db.session.scalar(select(func.max(Plan.number)).where(Plan.event_id == event_id))
    return (latest or 0) + 1


def _end_without_plan(
    job_id: int, attempt: int, now: datetime, sentence: str, found: dict[str, Any] | None = None
) -> None:
    with transaction():
        jobs.finish(job_id, attempt, JobState.FAILED, now, sentence, progress=found or {})
