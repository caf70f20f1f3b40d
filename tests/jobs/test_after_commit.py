"""What a commit adds reaches the queue; what is rolled back does not."""

from flask import Flask

from scheduler.domain.states import JobKind
from scheduler.jobs.queue import Task
from scheduler.models import Event, db, transaction
from scheduler.services.background import jobs
from tests.builders import NOW


def sent(app: Flask) -> list[tuple[int, ...]]:
    return [task.args for task in app.extensions["queue"].lanes[Task.RUN_JOB].pending()]


def test_a_job_is_queued_by_the_commit_that_adds_it(app: Flask, event: Event) -> None:
    jobs.queue_job(JobKind.PLAN, event.id, {}, NOW)
    assert sent(app) == []
    db.session.rollback()
    with transaction():
        job = jobs.queue_job(JobKind.PLAN, event.id, {}, NOW)
    assert sent(app) == [(job.id,)]
