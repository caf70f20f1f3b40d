"""The real worker, killed and replaced, on every kind of queue there is a server for."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from scheduler.engine import rules
from scheduler.jobs.queue import Queue, Task
from scheduler.jobs.working import EMAIL_THREADS
from scheduler.models import Event, OutgoingMail, Plan, db
from scheduler.models.clock import database_now
from scheduler.services.background import jobs
from scheduler.services.planning import run as planning
from scheduler.services.planning.plans import rounds_of, seats_of
from tests.builders import Account, make_people
from tests.chaos.surroundings import (
    as_if_its_sender_were_silent,
    copies,
    has_found_something,
    job_now,
    post,
    redis,
    row_now,
    settings,
    smtp,
    states,
)
from tests.mail_servers import Mailbox
from tests.processes import DEADLINE, kill, running, until

QUEUES = ["sqlite"]
QUEUES += ["redis"] if shutil.which("redis-server") else []
QUEUES += ["postgresql"] if os.environ.get("TEST_DATABASE") == "postgresql" else []


@pytest.fixture(params=QUEUES)
def queue_url(request: pytest.FixtureRequest, app: Flask, tmp_path: Path) -> Iterator[str]:
    """The address of an empty queue of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'queue.db'}"
    elif request.param == "postgresql":
        yield app.config["SQLALCHEMY_DATABASE_URI"].replace("postgresql+psycopg:", "postgresql:")
    else:
        with redis(tmp_path) as (address, _):
            yield address


def test_a_plan_survives_its_worker_killed_or_told_to_stop(
    app: Flask, owner: Account, hard_event: Event, queue_url: str, tmp_path: Path
) -> None:
    env = settings(app, tmp_path, QUEUE_URL=queue_url, PLAN_SECONDS="3600")
    how = signal.SIGTERM if queue_url.startswith("sqlite") else signal.SIGKILL
    job = planning.request_plan(hard_event, owner.user, datetime.now(UTC))
    Queue(app, queue_url).send(Task.RUN_JOB, job.id)
    with ExitStack() as stack:
        first = stack.enter_context(running(["worker"], env, tmp_path / "first.txt"))
        until(lambda: has_found_something(job.id), "the first worker reports progress")
        kill(first.pid, how)
        first.wait(DEADLINE)
        assert job_now(job.id).state == "running"
        # As if the seconds had passed after which a silent worker counts as dead.
        silent = jobs.STALE_AFTER + timedelta(seconds=1)
        job_now(job.id).heartbeat_at = database_now(-silent)
        db.session.commit()
        stack.enter_context(running(["worker"], env, tmp_path / "second.txt"))
        until(
            lambda: job_now(job.id).attempts == 2 and has_found_something(job.id),
            "the second worker reports progress",
        )
        planning.stop_planning(hard_event, datetime.now(UTC))
        until(lambda: job_now(job.id).state == "done", "the job stops with what it has")
    plan = db.session.get_one(Plan, job_now(job.id).plan_id)
    assert (plan.number, plan.stopped) == (1, True)
    assert rules.check(planning.problem_for(hard_event), rounds_of(plan, seats_of(plan))) == []
    assert db.session.query(Plan).count() == 1


def test_what_the_queue_lost_is_done_all_the_same(
    app: Flask, event: Event, owner: Account, tmp_path: Path
) -> None:
    # Nobody tells the queue: neither of the job nor of the email.
    make_people(event, 2)
    job = planning.request_plan(event, owner.user, datetime.now(UTC))
    [mail_id] = post(None, "ann")
    with running(["worker"], settings(app, tmp_path), tmp_path / "out.txt"):
        until(lambda: job_now(job.id).state == "done", "the job is done")
        until(lambda: row_now(OutgoingMail, mail_id).state == "unsent", "the email is written")
    assert len(list((tmp_path / "outbox").glob("*.eml"))) == 1


def test_a_worker_killed_while_it_sends_loses_no_email_and_repeats_only_those_on_their_way(
    app: Flask, mailbox: Mailbox, smtp_port: int, tmp_path: Path
) -> None:
    names = [f"person{number}" for number in range(EMAIL_THREADS + 3)]
    post(None, *names)
    env = settings(app, tmp_path, **smtp(smtp_port))
    mailbox.let_go.clear()
    with running(["worker"], env, tmp_path / "first.txt") as first:
        for _ in range(EMAIL_THREADS):
            assert mailbox.asked.acquire(timeout=DEADLINE), "the emails are handed over"
        kill(first.pid)
        first.wait()
    # The server has taken what it was handed; nobody hears its answer.
    assert len(mailbox.arrived) == EMAIL_THREADS
    mailbox.let_go.set()
    assert states() == {"sending": EMAIL_THREADS, "queued": 3}
    on_their_way = set(mailbox.recipients())
    as_if_its_sender_were_silent()
    with running(["worker"], env, tmp_path / "second.txt"):
        until(lambda: states() == {"sent": len(names)}, "every email is sent")
    found = copies(mailbox)
    assert set(found) == {f"{name}@example.org" for name in names}
    for recipient, ids in found.items():
        assert len(ids) == (2 if recipient in on_their_way else 1)
        assert len(set(ids)) == 1
