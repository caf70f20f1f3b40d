"""Two workers of which one's clock is five minutes ahead: neither takes the other's work."""

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from scheduler.models import Event, Plan, Worker, db
from scheduler.services.background import jobs
from scheduler.services.planning import run as planning
from tests.builders import Account
from tests.chaos.surroundings import (
    copies,
    has_found_something,
    job_now,
    post,
    settings,
    smtp,
    states,
)
from tests.mail_servers import Mailbox
from tests.processes import DEADLINE, running, until

AHEAD = """
import datetime
import time_machine

now = datetime.datetime.now(datetime.timezone.utc)
time_machine.travel(now + datetime.timedelta(minutes=5), tick=True).start()
print("This clock is ahead.", flush=True)
"""


@pytest.fixture
def ahead(tmp_path: Path) -> dict[str, str]:
    """What to add to a process's environment so that its clock is five minutes ahead."""
    folder = tmp_path / "ahead"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(AHEAD)
    return {"PYTHONPATH": str(folder)}


def workers() -> int:
    found = db.session.scalar(select(func.count()).select_from(Worker)) or 0
    db.session.commit()
    return found


def test_neither_takes_the_others_work(
    app: Flask,
    owner: Account,
    hard_event: Event,
    mailbox: Mailbox,
    smtp_port: int,
    ahead: dict[str, str],
    tmp_path: Path,
) -> None:
    env = settings(app, tmp_path, **smtp(smtp_port))
    job = planning.request_plan(hard_event, owner.user, datetime.now(UTC))
    post(None, "ann")
    mailbox.let_go.clear()
    with ExitStack() as stack:
        stack.enter_context(running(["worker"], env, tmp_path / "right.txt"))
        assert mailbox.asked.acquire(timeout=DEADLINE), "an email is on its way"
        until(lambda: has_found_something(job.id), "a plan is being searched for")
        stack.enter_context(running(["worker"], env | ahead, tmp_path / "ahead.txt"))
        until(lambda: workers() == 2, "the second worker is there")
        assert "This clock is ahead." in (tmp_path / "ahead.txt").read_text()
        # It looks for lost work every two seconds: by now it would have found some.
        then = job_now(job.id).progress["seconds"] + jobs.STALE_AFTER.total_seconds()
        until(lambda: job_now(job.id).progress["seconds"] > then, "the search goes on")
        assert (job_now(job.id).attempts, states()) == (1, {"sending": 1})
        mailbox.let_go.set()
        planning.stop_planning(hard_event, datetime.now(UTC))
        until(lambda: job_now(job.id).state == "done", "the plan is there")
        until(lambda: states() == {"sent": 1}, "the email is sent")
    assert (job_now(job.id).attempts, db.session.query(Plan).count()) == (1, 1)
    assert [len(ids) for ids in copies(mailbox).values()] == [1]
