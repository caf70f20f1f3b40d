"""The real worker, killed and replaced, on every kind of queue there is a server for."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from flask import Flask

from scheduler.engine import rules
from scheduler.jobs.queue import Queue
from scheduler.mail.letters import Sender
from scheduler.mail.messages import password_changed
from scheduler.models import Event, Job, OutgoingMail, Plan, db
from scheduler.services.background import jobs
from scheduler.services.messages import outbox
from scheduler.services.planning import run as planning
from scheduler.services.planning.plans import rounds_of, seats_of
from tests.builders import Account, make_attendee, make_event, make_people
from tests.processes import environment, free_port, kill, running, until

Row = TypeVar("Row", Job, OutgoingMail)

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
        port = free_port()
        settings = ["--port", str(port), "--save", "", "--appendonly", "no", "--dir", str(tmp_path)]
        server = subprocess.Popen(["redis-server", *settings], stdout=subprocess.DEVNULL)
        try:
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
            server.wait()


@pytest.fixture
def worker_env(app: Flask, queue_url: str, tmp_path: Path) -> dict[str, str]:
    return environment(
        tmp_path,
        DATABASE_URL=app.config["SQLALCHEMY_DATABASE_URI"],
        QUEUE_URL=queue_url,
        # Long enough that the tests, not the clock, decide when the search ends.
        PLAN_SECONDS="600",
    )


@pytest.fixture
def hard_event(owner: Account) -> Event:
    """Ten people of each sector at tables of five for six rounds: no search proves it best."""
    event = make_event(owner.body_id, rounds=6, table_size=5)
    make_people(event, 30)
    return event


def row_now(kind: type[Row], row_id: int) -> Row:
    """The row as it stands, read in a transaction of its own.

    On SQLite an open one holds the write lock: asked for again and again, it would leave the
    worker no moment to write.
    """
    row = db.session.get_one(kind, row_id, populate_existing=True)
    db.session.commit()
    return row


def job_now(job_id: int) -> Job:
    return row_now(Job, job_id)


def has_found_something(job_id: int) -> bool:
    return job_now(job_id).progress.get("pairs", 0) > 0


def test_a_job_survives_its_killed_worker(
    app: Flask,
    owner: Account,
    hard_event: Event,
    queue_url: str,
    worker_env: dict[str, str],
    tmp_path: Path,
) -> None:
    event = hard_event
    job = planning.request_plan(event, owner.user, datetime.now(UTC))
    Queue(app, queue_url).send("run_job", job.id)
    with ExitStack() as stack:
        first = stack.enter_context(running(["worker"], worker_env, tmp_path / "first.txt"))
        until(lambda: has_found_something(job.id), "the first worker reports progress")
        kill(first.pid)
        first.wait()
        assert job_now(job.id).state == "running"
        # As if the seconds had passed after which a silent worker counts as dead.
        job_now(job.id).heartbeat_at = datetime.now(UTC) - jobs.STALE_AFTER - timedelta(seconds=1)
        db.session.commit()
        stack.enter_context(running(["worker"], worker_env, tmp_path / "second.txt"))
        until(
            lambda: job_now(job.id).attempts == 2 and has_found_something(job.id),
            "the second worker reports progress",
        )
        planning.stop(event, datetime.now(UTC))
        until(lambda: job_now(job.id).state == "done", "the job stops with what it has")
    plan = db.session.get_one(Plan, job_now(job.id).plan_id)
    assert (plan.number, plan.stopped) == (1, True)
    assert rules.check(planning.problem_for(event), rounds_of(plan, seats_of(plan))) == []
    assert db.session.query(Plan).count() == 1


def test_what_the_queue_lost_is_done_all_the_same(
    app: Flask, event: Event, owner: Account, worker_env: dict[str, str], tmp_path: Path
) -> None:
    # Nobody tells the queue: neither of the job nor of the mail.
    long_ago = datetime.now(UTC) - timedelta(minutes=1)
    for name, sector in (("Ann", "Voluntary"), ("Ben", "Public")):
        make_attendee(event, name, sector)
    job = planning.request_plan(event, owner.user, long_ago)
    letter = password_changed("ann@example.org", Sender("Us", "us@example.org"), long_ago)
    mail = outbox.post(letter, long_ago)
    db.session.commit()
    with running(["worker"], worker_env, tmp_path / "worker.txt"):
        until(lambda: job_now(job.id).state == "done", "the job is done")
        until(lambda: mail_state(mail.id) == "sent", "the mail is written")
    assert len(list((tmp_path / "outbox").glob("*.eml"))) == 1


def mail_state(mail_id: int) -> str:
    return row_now(OutgoingMail, mail_id).state
