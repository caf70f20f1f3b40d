"""Who has a job, who lost it, and who may end it."""

from datetime import timedelta
from itertools import count

import pytest
from flask import Flask

from scheduler.models import Event, Job, db
from scheduler.services.background import jobs
from scheduler.services.background.heartbeat import Heart
from tests.builders import NOW
from tests.processes import until

SECOND = timedelta(seconds=1)


@pytest.fixture
def job(event: Event) -> Job:
    job = Job(kind="plan", event_id=event.id, state="queued", created_at=NOW)
    db.session.add(job)
    db.session.commit()
    return job


def state(job: Job) -> tuple[str, int]:
    db.session.refresh(job)
    return job.state, job.attempts


def test_a_job_is_claimed_once(job: Job) -> None:
    assert (jobs.claim(job.id, NOW), jobs.claim(job.id, NOW)) == (1, None)
    assert state(job) == ("running", 1)


def test_a_beat_carries_progress_and_brings_the_wish_to_stop(job: Job) -> None:
    jobs.claim(job.id, NOW)
    assert jobs.beat(db.engine, job.id, 1, NOW + SECOND, {"pairs": 7}) is False
    jobs.request_stop(job.id, NOW)
    assert jobs.beat(db.engine, job.id, 1, NOW + 2 * SECOND) is True
    db.session.refresh(job)
    assert (job.progress, job.heartbeat_at) == ({"pairs": 7}, NOW + 2 * SECOND)


def test_a_heart_beats_while_the_work_is_silent(job: Job) -> None:
    jobs.claim(job.id, NOW)
    moments = count(1)
    with Heart(db.engine, job.id, 1, lambda: NOW + next(moments) * SECOND) as heart:
        heart.progress = {"pairs": 3}
        until(lambda: beats(job) == ({"pairs": 3}, False), "a beat carries the progress")
        jobs.request_stop(job.id, NOW)
        until(heart.should_stop, "the heart hears the wish to stop")
    assert state(job) == ("running", 1)
    assert job.heartbeat_at is not None
    assert job.heartbeat_at > NOW + SECOND


def test_a_heart_stops_the_work_that_another_attempt_has_taken_over(job: Job) -> None:
    jobs.claim(job.id, NOW)
    with Heart(db.engine, job.id, 7, lambda: NOW) as heart:
        assert heart.should_stop()


def beats(job: Job) -> tuple[dict[str, int], bool]:
    db.session.rollback()
    db.session.refresh(job)
    seen = (job.progress, job.stop_requested)
    # An open transaction would hold the write lock of SQLite against the heart.
    db.session.rollback()
    return seen


def test_a_job_whose_heart_stops_is_queued_again(job: Job) -> None:
    jobs.claim(job.id, NOW)
    assert jobs.requeue_lost(NOW + jobs.STALE_AFTER) == []
    late = NOW + jobs.STALE_AFTER + SECOND
    assert jobs.requeue_lost(late) == [job.id]
    assert state(job) == ("queued", 1)


def test_the_attempt_that_was_given_up_can_neither_beat_nor_finish(job: Job) -> None:
    jobs.claim(job.id, NOW)
    late = NOW + jobs.STALE_AFTER + SECOND
    jobs.requeue_lost(late)
    assert jobs.claim(job.id, late) == 2
    assert jobs.beat(db.engine, job.id, 1, late) is True
    assert jobs.finish(job.id, 1, "done", late) is False
    assert jobs.finish(job.id, 2, "done", late) is True
    db.session.commit()
    assert state(job) == ("done", 2)


def test_a_job_nobody_heard_of_is_sent_again_after_a_while(job: Job) -> None:
    assert jobs.requeue_lost(NOW + jobs.UNCLAIMED_AFTER) == []
    assert jobs.requeue_lost(NOW + jobs.UNCLAIMED_AFTER + SECOND) == [job.id]


def test_a_job_that_kills_its_workers_ends(job: Job) -> None:
    now = NOW
    for attempt in range(1, jobs.MAX_ATTEMPTS + 1):
        assert jobs.claim(job.id, now) == attempt
        now += jobs.STALE_AFTER + SECOND
        sent = jobs.requeue_lost(now)
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
    assert jobs.claim(job.id, NOW) is None


def test_the_open_job_and_the_latest(event: Event, job: Job) -> None:
    assert jobs.open_job(event.id, "plan") is job
    jobs.claim(job.id, NOW)
    jobs.finish(job.id, 1, "failed", NOW, "It did not work.")
    db.session.commit()
    assert jobs.open_job(event.id, "plan") is None
    assert jobs.latest_job(event.id, "plan") is job
    assert jobs.latest_job(event.id, "other") is None


def test_maintenance_sends_what_a_queue_has_lost(app: Flask, job: Job) -> None:
    queue = app.extensions["queue"]
    # The event has nobody, so the planning job that arrives ends with a sentence.
    queue.send_again()
    queue.send_again()
    assert queue.run_pending() == 1
    assert state(job) == ("failed", 1)


def test_maintenance_adds_nothing_to_a_queue_that_is_not_empty(app: Flask, job: Job) -> None:
    queue = app.extensions["queue"]
    queue.send("run_job", job.id)
    queue.send_again()
    assert queue.huey.pending_count() == 1
