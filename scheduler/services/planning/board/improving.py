"""Improving a draft around what the organiser holds: first shown, then done if she wants it.

The proposal is the result of a job. It holds for the board that it was made for and no other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select, update

from scheduler.domain.planning.locks import disturbed_rounds, held_seats
from scheduler.domain.states import JobKind, JobState
from scheduler.engine import rules
from scheduler.engine.effects.board import Board
from scheduler.engine.problem import Problem, Rounds
from scheduler.engine.result import Result, Settings, Status, measure
from scheduler.errors import Rule, RuleBroken
from scheduler.models import Event, Job, Plan, PlanEdit, User, db, transaction
from scheduler.models.database import changed_rows, reading
from scheduler.services.background import jobs
from scheduler.services.background.solving import solve_for_job
from scheduler.services.planning.board.history import BoardChanges, record
from scheduler.services.planning.board.state import Draft, board_draft, hold_draft
from scheduler.services.planning.plans import plan_of
from scheduler.services.planning.rules.quiet import held_there

EDIT: Final = "improve"
"""The kind of an edit of the board that takes a proposal over."""
SECONDS: Final = 1.5
"""How long the search may take: somebody waits for it on a page."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What improving would change. ``seats`` as in an edit; ``links`` by how many links."""

    job_id: int
    seats: tuple[tuple[int, int, int | None, int | None], ...]
    links: int
    fewest: int
    repeats: int

    @property
    def people(self) -> frozenset[int]:
        """Who would change tables in some round, by id."""
        return frozenset(seat[0] for seat in self.seats)


def request_improvement(event: Event, plan: Plan, actor: User, now: datetime) -> Job:
    """Return the event's open job of this kind, or a new one."""
    with transaction():
        draft = hold_draft(event, plan, now)
        if job := jobs.open_job(event.id, JobKind.IMPROVE):
            return job
        arguments = {
            "actor": actor.id,
            "plan": draft.plan.number,
            "version": draft.plan.board_version,
            "people": len(draft.problem.people),
        }
        return jobs.queue_job(JobKind.IMPROVE, event.id, arguments, now)


def improve(job_id: int, attempt: int, now: datetime) -> None:
    """Carry out a claimed job; it ends with a proposal, or with the sentence that says why not."""
    with reading():
        job = db.session.get_one(Job, job_id, populate_existing=True)
        event = db.session.get_one(Event, job.event_id)
        draft = board_draft(event, plan_of(event, job.arguments["plan"]), now)
        problem, before = _around_the_held(draft), draft.board.rounds()
        version = draft.plan.board_version
    result = solve_for_job(job_id, attempt, problem, Settings(SECONDS), before)
    state, sentence, found = JobState.DONE, "", {}
    if result.status is Status.INFEASIBLE:
        state, sentence = JobState.FAILED, _why_none(result)
    else:
        found = _proposed(problem, before, _with_the_held(draft, before, result.rounds))
        sentence = "" if found else "Nothing better was found around what is held."
    with transaction():
        progress = {"version": version, "proposal": found}
        jobs.finish(job_id, attempt, state, now, sentence, progress=progress)


def proposal_for(draft: Draft) -> Proposal | None:
    """What was worked out for the draft as it lies; None once it has changed."""
    job = latest(draft.event, draft.plan)
    found = job.progress.get("proposal") if job and job.state == JobState.DONE else None
    if not job or not found or job.progress["version"] != draft.plan.board_version:
        return None
    seats = tuple((a, n, before, after) for a, n, before, after in found["seats"])
    return Proposal(job.id, seats, found["links"], found["fewest"], found["repeats"])


def latest(event: Event, plan: Plan) -> Job | None:
    """The newest job of this kind, if it is about the plan."""
    job = jobs.latest_job(event.id, JobKind.IMPROVE)
    return job if job and job.arguments["plan"] == plan.number else None


def take_proposal(event: Event, plan: Plan, job_id: int, actor: User, now: datetime) -> PlanEdit:
    """Do what was proposed, as one edit. Raises RuleBroken when the board has changed since."""
    with transaction():
        draft = hold_draft(event, plan, now)
        proposal = proposal_for(draft)
        if proposal is None or proposal.job_id != job_id:
            raise RuleBroken(
                "The board has changed since this was worked out. Press “Improve the rest” again.",
                Rule.STALE,
            )
        return record(draft, EDIT, BoardChanges(proposal.seats), actor, now)


def forget_proposal(event: Event, job_id: int) -> None:
    """Forget what was proposed."""
    with transaction():
        mine = (Job.id == job_id, Job.event_id == event.id, Job.kind == JobKind.IMPROVE)
        changed_rows(update(Job).where(*mine, Job.state == JobState.DONE).values(progress={}))


def _around_the_held(draft: Draft) -> Problem:
    """The problem with everything locked that is held, or was moved by hand and still stands.

    Whoever asked for a quiet table and sits at one stays there, too.
    """
    places = draft.board.places
    held = set(held_seats(draft.locks, places))
    edits = db.session.scalars(
        select(PlanEdit.changes).where(
            PlanEdit.plan_id == draft.plan.id,
            PlanEdit.position <= draft.plan.edits_applied,
            PlanEdit.kind != EDIT,
        )
    )
    held |= {(number, str(a)) for changes in edits for a, number, _, _ in changes["seats"]}
    held |= held_there(draft.event, places)
    seats = {(number, key): places[number - 1].get(key) for number, key in held}
    locked = {here: table for here, table in seats.items() if table}
    rounds = draft.board.rounds()
    return replace(draft.problem, locked=locked, previous=rounds, prefer_stability=False)


def _with_the_held(draft: Draft, before: Rounds, after: Rounds) -> Rounds:
    """``after``, with each round as before in which it disturbs a lock.

    The engine knows held seats, but neither a held free chair nor who is held out of a round.
    """
    seated = Board(draft.problem, after).places
    disturbed = disturbed_rounds(draft.locks, draft.board.places, seated)
    pairs = enumerate(zip(before, after, strict=True), start=1)
    return tuple(was if number in disturbed else now for number, (was, now) in pairs)


def _proposed(problem: Problem, before: Rounds, after: Rounds) -> dict[str, Any]:
    """The changes as they are stored; nothing where they bring nothing."""
    was, now = measure(problem, before), measure(problem, after)
    seats = _differences(_places(before), _places(after))
    if not seats or (now.rank <= was.rank and not rules.check(problem, before)):
        return {}
    return {
        "seats": seats,
        "links": now.cross_sector_pairs - was.cross_sector_pairs,
        "fewest": now.fewest - was.fewest,
        "repeats": now.repeats - was.repeats,
    }


_Seats = Mapping[tuple[int, int], int]


def _differences(before: _Seats, after: _Seats) -> list[list[int | None]]:
    return [
        [attendee_id, number, before.get((attendee_id, number)), after.get((attendee_id, number))]
        for attendee_id, number in sorted(before.keys() | after.keys())
        if before.get((attendee_id, number)) != after.get((attendee_id, number))
    ]


def _places(rounds: Rounds) -> _Seats:
    return {
        (int(key), number): table
        for number, seated in enumerate(rounds, start=1)
        for table, keys in enumerate((seated.sitting_out, *seated.tables))
        for key in keys
    }


def _why_none(result: Result) -> str:
    return " ".join(("Around what is held no rounds keep every rule.", *result.why_none[:3]))
