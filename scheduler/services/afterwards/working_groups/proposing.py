"""Proposing working groups: asked for by an organiser, worked out by a worker."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from scheduler.domain.afterwards.working_groups.limits import group_limits
from scheduler.domain.afterwards.working_groups.problem import GroupSizes, GroupsProblem, Placing
from scheduler.domain.states import GroupAnswer, JobKind, JobState
from scheduler.errors import Rule, RuleBroken
from scheduler.models import (
    Event,
    GroupProposal,
    Job,
    WorkingGroupMember,
    db,
    transaction,
)
from scheduler.models.database import reading
from scheduler.services.afterwards.working_groups.board import (
    check_over,
    group_guests,
    groups_problem,
    member_rows,
    proposal_of,
)
from scheduler.services.afterwards.working_groups.history import PROPOSED, record_change
from scheduler.services.afterwards.working_groups.members import (
    drop_empty,
    place_member,
)
from scheduler.services.background import jobs
from scheduler.services.background.carrying_out import carry_out_job
from scheduler.services.background.heartbeat import Heartbeat
from scheduler.services.registration.places import lock_event

if TYPE_CHECKING:
    from scheduler.engine.groups.propose import GroupsResult

SECONDS: Final = 20.0
"""How long the search may take: somebody waits for it on a page."""

_CRASHED: Final = (
    "Something went wrong while the groups were being worked out. Press the button again; if it "
    "happens again, tell whoever runs this server."
)


def request_groups(event: Event, sizes: GroupSizes, now: datetime) -> Job:
    """Return the event's open job of this kind, or a new one.

    Raises RuleBroken before the event is over, and where nobody could be in a group.
    """
    check_over(event, now)
    _check_possible(event)
    with transaction():
        # Two presses at the same moment wait for each other here.
        db.session.execute(select(Event.id).where(Event.id == event.id).with_for_update())
        if job := jobs.open_job(event.id, JobKind.GROUPS):
            return job
        return jobs.queue_job(JobKind.GROUPS, event.id, asdict(sizes.checked()), now)


def run_groups(job_id: int, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
    """Carry out a queued job unless another worker has it; it ends with groups or a reason."""
    carry_out_job(
        job_id,
        lambda attempt: _propose(job_id, attempt, clock),
        clock,
        name="proposing groups",
        crashed=_CRASHED,
    )


def _check_possible(event: Event) -> None:
    if not event.priority_areas:
        raise RuleBroken(
            "The event has no priority areas. Name some in its settings, and choose for people on "
            "the People page what they care about."
        )
    if not any(
        set(person.priorities) & set(event.priority_areas) for person in group_guests(event)
    ):
        raise RuleBroken("Nobody who was there has chosen a priority area.", Rule.TOO_FEW)


def _propose(job_id: int, attempt: int, clock: Callable[[], datetime]) -> None:
    with reading():
        job = db.session.get_one(Job, job_id, populate_existing=True)
        event = db.session.get_one(Event, job.event_id)
        sizes = GroupSizes(**job.arguments)
        problem = groups_problem(event, sizes, member_rows(proposal_of(event)))
    found, now = _solve(job_id, attempt, problem), clock()
    with transaction():
        event = lock_event(event.id)
        if groups_problem(event, sizes, member_rows(proposal_of(event))) != problem:
            raise RuleBroken(
                "Somebody answered, or the list of people changed, while the groups were being "
                "worked out. Press the button again.",
                Rule.STALE,
            )
        _store(event, problem, found, now)
        if not jobs.finish(job_id, attempt, JobState.DONE, now):
            db.session.rollback()


def _solve(job_id: int, attempt: int, problem: GroupsProblem) -> "GroupsResult":
    engine = db.engine

    def beat() -> bool:
        return jobs.beat(engine, job_id, attempt)

    with Heartbeat(beat, jobs.HEARTBEAT / 2, job=job_id) as heartbeat:
        # Here, not above: the web process imports this module and needs no solver.
        from scheduler.engine.groups.propose import propose_groups

        return propose_groups(problem, SECONDS, should_stop=heartbeat.should_stop)


def _store(event: Event, problem: GroupsProblem, found: "GroupsResult", now: datetime) -> None:
    """Put everybody where they are proposed; who was asked for the same group stays asked."""
    proposal = proposal_of(event) or GroupProposal(event_id=event.id, groups=[])
    sizes = problem.sizes
    proposal.smallest, proposal.largest, proposal.most = sizes.smallest, sizes.largest, sizes.most
    proposal.colleagues_apart = sizes.colleagues_apart
    proposal.ceiling = asdict(found.ceiling)
    proposal.limits = group_limits(problem, found.placing, found.helps)
    proposal.made_at = now
    db.session.add(proposal)
    db.session.flush()
    rows = member_rows(proposal)
    concerned = sorted({*rows, *found.placing})

    def put() -> None:
        _put_all(proposal, rows, found.placing)
        _choose_convenors(event, proposal)

    # The first groups are no change of others.
    if rows:
        record_change(proposal, PROPOSED, concerned, put, None, now)
    else:
        put()


def _put_all(
    proposal: GroupProposal, rows: Mapping[int, WorkingGroupMember], placing: Placing
) -> None:
    groups = {(group.area, group.number): group for group in proposal.groups}
    for key, row in rows.items():
        if key not in placing and row.answer != GroupAnswer.DECLINED:
            db.session.delete(row)
    for key, slot in placing.items():
        place_member(proposal, groups, rows, key, slot)
    db.session.flush()
    drop_empty(proposal)


def _choose_convenors(event: Event, proposal: GroupProposal) -> None:
    """Propose one for each group that has none: who offered it, else a host, else the first."""
    hosts = {person.id for person in group_guests(event) if person.host_table is not None}
    members: defaultdict[int, list[WorkingGroupMember]] = defaultdict(list)
    for row in member_rows(proposal).values():
        if row.answer != GroupAnswer.DECLINED:
            members[row.group_id].append(row)
    for rows in members.values():
        if not any(row.convenes for row in rows):
            chosen = min(
                rows,
                key=lambda row: (not row.offered, row.attendee_id not in hosts, row.attendee_id),
            )
            chosen.convenes = True
