"""Who has a job, who lost it, and who may end it."""

from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.jobs.maintenance import Maintenance
from scheduler.jobs.queue import Task
from scheduler.models import Event, Job, db
from scheduler.models.clock import database_now
from scheduler.services.background import jobs
from scheduler.services.background.heartbeat import Heartbeat
from tests.builders import NOW
from tests.processes import until

SECOND = timedelta(seconds=1)


@pytest.fixture
def job(event: Event) -> Job:
    job = Job(
        kind="plan",
        event_id=event.id,
        state="queued",
        created_at=NOW,
        heartbeat_at=database_now(),
    )
    db.session.add(job)
    db.session.commit()
    return job


def state(job: Job) -> tuple[str, int]:
    db.session.refresh(job)
    return job.state, job.attempts


def as_if_silent_for(job: Job, time: timedelta) -> None:
    """As if the job's last sign of life, or its queuing, had been so long ago."""
    job.heartbeat_at = database_now(-time)
    db.session.commit()


def test_a_job_is_claimed_once(job: Job) -> None:
    assert (jobs.claim(job.id), jobs.claim(job.id)) == (1, None)
    assert state(job) == ("running", 1)


def test_a_beat_carries_progress_and_brings_the_wish_to_stop(job: Job) -> None:
    jobs.claim(job.id)
    as_if_silent_for(job, jobs.STALE_AFTER + SECOND)
    assert jobs.beat(db.engine, job.id, 1, {"pairs": 7}) is False
    assert jobs.requeue_lost(NOW) == []
    jobs.request_stop(job.id, NOW)
    assert jobs.beat(db.engine, job.id, 1) is True
    db.session.refresh(job)
    assert job.progress == {"pairs": 7}


def test_a_heart_beats_while_the_work_is_silent(job: Job) -> None:
    jobs.claim(job.id)
    beat = partial(jobs.beat, db.engine, job.id, 1, {"pairs": 3})
    with Heartbeat(beat, jobs.HEARTBEAT / 20) as it:
        as_if_silent_for(job, jobs.STALE_AFTER + SECOND)
        until(lambda: not is_stale(job), "another beat")
        assert not it.should_stop()
        jobs.request_stop(job.id, NOW)
        until(it.should_stop, "the wish to stop is heard")
    assert state(job) == ("running", 1)
    assert job.progress == {"pairs": 3}


def is_stale(job: Job) -> bool:
    stale = Job.heartbeat_at < database_now(-jobs.STALE_AFTER)
    found = db.session.scalar(select(stale).where(Job.id == job.id))
    # An open transaction would hold the write lock of SQLite against the heartbeat.
    db.session.rollback()
    return bool(found)


def test_a_heart_stops_the_work_that_another_attempt_has_taken_over(job: Job) -> None:
    jobs.claim(job.id)
    with Heartbeat(partial(jobs.beat, db.engine, job.id, 7), jobs.HEARTBEAT) as heart:
        assert heart.should_stop()


def test_a_job_whose_heart_stops_is_queued_again(job: Job) -> None:
    jobs.claim(job.id)
    as_if_silent_for(job, jobs.STALE_AFTER - 2 * SECOND)
    assert jobs.requeue_lost(NOW) == []
    as_if_silent_for(job, jobs.STALE_AFTER + SECOND)
    assert jobs.requeue_lost(NOW) == [job.id]
    assert state(job) == ("queued", 1)


def test_the_attempt_that_was_given_up_can_neither_beat_nor_finish(job: Job) -> None:
    jobs.claim(job.id)
    as_if_silent_for(job, jobs.STALE_AFTER + SECOND)
    jobs.requeue_lost(NOW)
    assert jobs.claim(job.id) == 2
    assert jobs.beat(db.engine, job.id, 1) is True
    assert jobs.finish(job.id, 1, "done", NOW) is False
    assert jobs.finish(job.id, 2, "done", NOW) is True
    db.session.commit()
    assert state(job) == ("done", 2)


def test_a_job_nobody_heard_of_is_sent_again_after_a_while(job: Job) -> None:
    as_if_silent_for(job, jobs.UNCLAIMED_AFTER - 2 * SECOND)
    assert jobs.requeue_lost(NOW) == []
    as_if_silent_for(job, jobs.UNCLAIMED_AFTER + SECOND)
    assert jobs.requeue_lost(NOW) == [job.id]


def test_a_job_that_kills_its_workers_ends(job: Job) -> None:
    for attempt in range(1, jobs.MAX_ATTEMPTS + 1):
        assert jobs.claim(job.id) == attempt
        as_if_silent_for(job, jobs.STALE_AFTER + SECOND)
        sent = jobs.requeue_lost(NOW)
    assert sent == []
    assert state(job) == ("failed", jobs.MAX_ATTEMPTS)
    assert job.sentence == (
        "The background worker died 5 times over this. Press the button again; if it happens "
        "again, tell whoever runs this server."
    )


def test_stopping_a_queued_job_ends_it_and_a_finished_one_stays_as_it_is(job: Job) -> None:
    jobs.request_stop(job.id, NOW)
    assert state(job) == ("cancelled", 0)
    jobs.request_stop(job.id, NOW + SECOND)
    db.session.refresh(job)
    assert (job.finished_at, job.stop_requested) == (NOW, False)
    assert jobs.claim(job.id) is None


def test_the_open_job_and_the_latest(event: Event, job: Job) -> None:
    assert jobs.open_job(event.id, "plan") is job
    jobs.claim(job.id)
    jobs.finish(job.id, 1, "failed", NOW, "It did not work.")
    db.session.commit()
    assert jobs.open_job(event.id, "plan") is None
    assert jobs.latest_job(event.id, "plan") is job
    assert jobs.latest_job(event.id, "other") is None


def test_maintenance_sends_what_a_queue_has_lost(app: Flask, job: Job) -> None:
    as_if_silent_for(job, jobs.UNCLAIMED_AFTER + SECOND)
    queue = app.extensions["queue"]
    # The event has nobody, so the planning job that arrives ends with a sentence.
    Maintenance(queue).keep_house()
    Maintenance(queue).keep_house()
    assert queue.run_pending() == 1
    assert state(job) == ("failed", 1)


def test_maintenance_adds_nothing_to_a_queue_that_is_not_empty(app: Flask, job: Job) -> None:
    as_if_silent_for(job, jobs.UNCLAIMED_AFTER + SECOND)
    queue = app.extensions["queue"]
    Maintenance(queue).keep_house()
    assert queue.lanes[Task.RUN_JOB].pending_count() == 1
