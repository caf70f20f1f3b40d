"""The engine at work for a job: its progress is written down, and a stop is heard."""

from typing import Any

from scheduler.engine.problem import Problem, Rounds
from scheduler.engine.result import Progress, Result, Settings
from scheduler.models import db
from scheduler.services.background import jobs
from scheduler.services.background.heartbeat import Heartbeat


def solve_for_job(
    job_id: int, attempt: int, problem: Problem, settings: Settings, hint: Rounds = ()
) -> Result:
    """Return the engine's answer; no transaction may be open meanwhile.

    ``hint``: a plan to start from. The job's heartbeat is renewed while the engine works.
    """
    engine, report = db.engine, None

    def beat() -> bool:
        return jobs.beat(engine, job_id, attempt, report)

    def note(progress: Progress) -> None:
        nonlocal report
        report = _report(progress, settings.seconds)

    with Heartbeat(beat, jobs.HEARTBEAT / 2, job=job_id) as heartbeat:
        # Here, not above: the web process imports this module and needs no solver.
        from scheduler.engine.solve import solve

        return solve(problem, settings, note, heartbeat.should_stop, hint)


def _report(progress: Progress, limit: float) -> dict[str, Any]:
    return {
        "seconds": round(progress.seconds, 1),
        "limit": limit,
        "pairs": progress.cross_sector_pairs,
        "ceiling": progress.ceiling,
        "level": progress.level,
    }
