"""The engine works for a job: what it has found is written down, and a stop is heard."""

from scheduler.engine.problem import Person, Problem
from scheduler.engine.result import Settings
from scheduler.models import Event, Job, db
from scheduler.services.background import jobs
from scheduler.services.background.solving import solve_for_job
from tests.builders import NOW

PEOPLE = tuple(Person(str(n), f"Person {n}", f"Org {n}", "ABC"[n % 3]) for n in range(12))
PROBLEM = Problem(people=PEOPLE, rounds=3, table_count=3)


def begun(event: Event) -> tuple[Job, int]:
    job = jobs.queue_job("plan", event.id, {}, NOW)
    db.session.commit()
    attempt = jobs.claim(job.id)
    assert attempt is not None
    db.session.commit()
    return job, attempt


def test_the_answer_keeps_every_rule_and_the_job_stays_alive(event: Event) -> None:
    job, attempt = begun(event)
    result = solve_for_job(job.id, attempt, PROBLEM, Settings(seconds=0.5))
    assert result.score is not None
    assert len(result.rounds) == 3
    assert db.session.get_one(Job, job.id, populate_existing=True).state == "running"


def test_a_stop_is_heard_and_the_best_so_far_kept(event: Event) -> None:
    job, attempt = begun(event)
    jobs.request_stop(job.id, NOW)
    many = tuple(Person(str(n), f"P {n}", f"O {n}", str(n % 7)) for n in range(90))
    result = solve_for_job(
        job.id, attempt, Problem(people=many, rounds=9, table_count=13), Settings(seconds=120)
    )
    assert result.stopped
    assert len(result.rounds) == 9
