"""The rounds that really took place, as they are written down: number, start, end and plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from scheduler.domain.morning.clock import Clock, ClockStep, Phase
from scheduler.models import Event, RoundRun, db
from scheduler.services.planning.rounds.published import published_plan


@dataclass(frozen=True, slots=True)
class Run:
    """A round that took place; ``ended`` None while it is on."""

    round: int
    started: datetime
    ended: datetime | None


def written_runs(event: Event) -> dict[int, Run]:
    """The rounds of the event that are written down, by number."""
    rows = db.session.scalars(select(RoundRun).where(RoundRun.event_id == event.id))
    return {row.round: Run(row.round, row.started_at, row.ended_at) for row in rows}


def with_steps(runs: dict[int, Run], steps: Iterable[ClockStep]) -> list[Run]:
    """The rounds in order, with what began and ended by the steps that followed."""
    runs = dict(runs)
    for step in steps:
        runs |= {key: Run(key, run.started, step.at) for key, run in runs.items() if not run.ended}
        if step.phase == Phase.TALK:
            runs.setdefault(step.round, Run(step.round, step.at, None))
    return [runs[key] for key in sorted(runs)]


def write_down(event: Event, steps: Iterable[ClockStep]) -> None:
    """Write down which rounds began and ended, by the plan that holds; in the caller's
    transaction."""
    plan = published_plan(event)
    for step in steps:
        running = select(RoundRun).where(RoundRun.event_id == event.id, RoundRun.ended_at.is_(None))
        for run in db.session.scalars(running):
            run.ended_at = step.at
        if step.phase == Phase.TALK:
            db.session.add(
                RoundRun(
                    event_id=event.id,
                    round=step.round,
                    plan_id=plan.id if plan else None,
                    started_at=step.at,
                )
            )
        db.session.flush()


def forget_after(event: Event, clock: Clock) -> None:
    """After a step back: rounds that have not begun after all, and the one that goes on."""
    db.session.execute(
        delete(RoundRun).where(RoundRun.event_id == event.id, RoundRun.round > clock.rounds_begun)
    )
    if clock.phase == Phase.TALK:
        run = db.session.scalar(
            select(RoundRun).where(RoundRun.event_id == event.id, RoundRun.round == clock.round)
        )
        if run is not None:
            run.ended_at = None
