"""A job that is carried out ends, whatever happens."""

from datetime import datetime
from typing import Any

import pytest

from scheduler.domain.states import JobKind, JobState
from scheduler.errors import RuleBroken
from scheduler.models import Event, Job, db, transaction
from scheduler.services.background import jobs
from scheduler.services.background.carrying_out import carry_out_job
from tests.builders import NOW

CRASHED = "It went wrong ({kind})."


def now() -> datetime:
    return NOW


@pytest.fixture
def job(event: Event) -> Job:
    with transaction():
        return jobs.queue_job(JobKind.PRINT, event.id, {}, NOW)


def ended(job: Job) -> tuple[Any, ...]:
    db.session.refresh(job)
    return job.state, job.sentence, job.progress


def test_work_that_breaks_a_rule_ends_with_its_sentence_and_leaves_nothing(
    job: Job, event: Event
) -> None:
    def work(_attempt: int) -> None:
        event.title = "Half done"
        db.session.flush()
        raise RuleBroken("There is nobody to seat.")

    title = event.title
    carry_out_job(
        job.id, work, now, name="work", crashed=CRASHED, told=lambda e: {"why": e.sentence}
    )
    sentence = "There is nobody to seat."
    assert ended(job) == (JobState.FAILED, sentence, {"why": sentence})
    db.session.refresh(event)
    assert event.title == title


def test_work_that_crashes_ends_with_the_sentence_of_its_service(job: Job) -> None:
    def work(_attempt: int) -> None:
        raise ZeroDivisionError

    carry_out_job(job.id, work, now, name="work", crashed=CRASHED)
    assert ended(job) == (JobState.FAILED, "It went wrong (ZeroDivisionError).", {})


def test_a_job_that_another_worker_has_is_left_alone(job: Job) -> None:
    assert jobs.claim(job.id) == 1
    done: list[int] = []
    carry_out_job(job.id, done.append, now, name="work", crashed=CRASHED)
    assert (done, ended(job)[0]) == ([], JobState.RUNNING)
