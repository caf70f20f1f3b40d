"""The life of a background job, as conditional updates of its row.

Right on SQLite and PostgreSQL alike: whoever's update changes exactly one row has the job. Who is
alive is told by the database's clock alone: the clocks of machines that run workers may differ.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, or_, select, update

from scheduler.domain.states import JobKind, JobState
from scheduler.models import Job, db, transaction
from scheduler.models.clock import database_now
from scheduler.models.database import changed_rows

HEARTBEAT = timedelta(seconds=1)
STALE_AFTER = timedelta(seconds=8)
UNCLAIMED_AFTER = timedelta(seconds=5)
MAX_ATTEMPTS = 5
OPEN_STATES = (JobState.QUEUED, JobState.RUNNING)
GAVE_UP = (
    f"The background worker died {MAX_ATTEMPTS} times over this. Press the button again; if it "
    "happens again, tell whoever runs this server."
)
UNKNOWN_KIND = (
    "This server’s version does not know this kind of work, and nothing was done. Update it, then "
    "press the button again."
)


def queue_job(kind: JobKind, event_id: int, arguments: dict[str, Any], now: datetime) -> Job:
    """Add a queued job, in the caller's transaction; its commit tells the queue."""
    job = Job(
        kind=kind,
        event_id=event_id,
        state=JobState.QUEUED,
        created_at=now,
        heartbeat_at=database_now(),
        arguments=arguments,
    )
    db.session.add(job)
    db.session.flush()
    return job


def open_job(event_id: int, kind: JobKind) -> Job | None:
    """Return the queued or running job of that kind for the event, if any."""
    job = latest_job(event_id, kind)
    return job if job and job.state in OPEN_STATES else None


def latest_job(event_id: int, kind: JobKind) -> Job | None:
    """Return the newest job of that kind for the event, as its row is now."""
    return db.session.scalar(
        select(Job)
        .where(Job.event_id == event_id, Job.kind == kind)
        .order_by(Job.id.desc())
        .limit(1)
        # Others change the row all the time; what this session read before may be old.
        .execution_options(populate_existing=True)
    )


def kind_of(job_id: int) -> str | None:
    """Return what kind of work a job is; None when its event was deleted.

    It may be none of ``JobKind``: another version of the program may have queued it.
    """
    kind = db.session.scalar(select(Job.kind).where(Job.id == job_id))
    db.session.rollback()
    return kind


def refuse(job_id: int, now: datetime) -> None:
    """End a queued job of a kind that nothing here carries out, with a sentence that says so."""
    attempt = claim(job_id)
    if attempt is not None:
        with transaction():
            finish(job_id, attempt, JobState.FAILED, now, UNKNOWN_KIND)


def claim(job_id: int) -> int | None:
    """Take a queued job; return which attempt this is, counted from 1.

    None when another worker has the job, or it is over. The attempt is the claim's name:
    :func:`beat` and :func:`finish` change the row only while it is the latest.
    """
    now = database_now()
    with transaction():
        return db.session.scalar(
            update(Job)
            .where(Job.id == job_id, Job.state == JobState.QUEUED)
            .values(
                state=JobState.RUNNING,
                attempts=Job.attempts + 1,
                started_at=now,
                heartbeat_at=now,
                progress={},
            )
            .returning(Job.attempts)
            .execution_options(synchronize_session=False)
        )


def beat(engine: Engine, job_id: int, attempt: int, progress: dict[str, Any] | None = None) -> bool:
    """Renew the heartbeat, with progress if given; True when the work should stop.

    That is: somebody asked for it, or another attempt has taken over. Uses a connection of its
    own, so that any thread may call it while the session is elsewhere.
    """
    values: dict[str, Any] = {"heartbeat_at": database_now()}
    if progress is not None:
        values["progress"] = progress
    mine = (Job.id == job_id, Job.state == JobState.RUNNING, Job.attempts == attempt)
    with engine.begin() as connection:
        stop = connection.scalar(
            update(Job).where(*mine).values(**values).returning(Job.stop_requested)
        )
    return stop is None or bool(stop)


def finish(
    job_id: int,
    attempt: int,
    state: JobState,
    now: datetime,
    sentence: str = "",
    plan_id: int | None = None,
    progress: dict[str, Any] | None = None,
) -> bool:
    """End a running job as done, failed or cancelled; False when it was taken over meanwhile.

    In the caller's transaction, so that a job's result and its end are one.
    """
    values: dict[str, Any] = {"state": state, "finished_at": now, "sentence": sentence}
    values |= {"plan_id": plan_id} | ({} if progress is None else {"progress": progress})
    mine = (Job.id == job_id, Job.state == JobState.RUNNING, Job.attempts == attempt)
    return changed_rows(update(Job).where(*mine).values(**values)) == 1


def request_stop(job_id: int, now: datetime) -> None:
    """Ask a job to stop. A queued one ends at once; a running one keeps its best so far."""
    this = update(Job).where(Job.id == job_id)
    over = {"state": JobState.CANCELLED, "finished_at": now, "sentence": "Stopped before it began."}
    with transaction():
        changed_rows(this.where(Job.state == JobState.QUEUED).values(**over))
        changed_rows(this.where(Job.state == JobState.RUNNING).values(stop_requested=True))


def requeue_lost(now: datetime) -> list[int]:
    """Queue jobs whose worker died again; return every job the queue should be told of.

    That is each job that was queued a while ago and that nobody has taken yet. A job that has died
    MAX_ATTEMPTS times is ended as failed, with ``now``, instead of being tried again.
    """
    stale = (Job.state == JobState.RUNNING, Job.heartbeat_at < database_now(-STALE_AFTER))
    with transaction():
        given_up = update(Job).where(*stale, Job.attempts >= MAX_ATTEMPTS)
        changed_rows(given_up.values(state=JobState.FAILED, finished_at=now, sentence=GAVE_UP))
        # Its old heartbeat stays: the queue is told of it at once, and again until it is claimed.
        changed_rows(update(Job).where(*stale).values(state=JobState.QUEUED))
        told = Job.heartbeat_at >= database_now(-UNCLAIMED_AFTER)
        unclaimed = or_(Job.heartbeat_at.is_(None), ~told)
        return list(
            db.session.scalars(select(Job.id).where(Job.state == JobState.QUEUED, unclaimed))
        )
