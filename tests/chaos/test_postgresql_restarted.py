"""PostgreSQL, which carries the data and the queue, stopped and started under everybody."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from scheduler.models import Event, Plan, db
from scheduler.services.planning import run as planning
from tests.applications import migrating
from tests.builders import Account
from tests.chaos.signing_up import Stream
from tests.chaos.surroundings import (
    as_if_its_sender_were_silent,
    copies,
    has_found_something,
    job_now,
    served,
    settings,
    smtp,
    states,
    stored,
)
from tests.databases import PostgresDatabases, open_postgres
from tests.mail_servers import Mailbox
from tests.processes import running, until

pytestmark = pytest.mark.own_database


@pytest.fixture
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresDatabases]:
    """A server of its own, which the test may stop, whatever the other tests run on."""
    with open_postgres(migrating(tmp_path_factory.mktemp("postgresql"))) as found:
        yield found


def test_what_was_acknowledged_is_there_and_everything_goes_on(
    app: Flask,
    databases: PostgresDatabases,
    owner: Account,
    hard_event: Event,
    mailbox: Mailbox,
    smtp_port: int,
    tmp_path: Path,
) -> None:
    event, slug = hard_event.id, hard_event.slug
    hard_event.capacity, before = 1_000, stored(event)
    url = app.config["SQLALCHEMY_DATABASE_URI"].replace("postgresql+psycopg:", "postgresql:")
    env = settings(app, tmp_path, QUEUE_URL=url, **smtp(smtp_port))
    job = planning.request_plan(hard_event, owner.user, datetime.now(UTC))
    with ExitStack() as stack:
        stack.enter_context(running(["worker"], env, tmp_path / "worker.txt"))
        _, port = stack.enter_context(served(env, tmp_path / "web.txt", "--processes", "2"))
        until(lambda: has_found_something(job.id), "the plan is being searched for")
        with Stream(port, slug) as stream:
            until(lambda: len(stream.acknowledged()) >= 3, "some are signed up")
            databases.stop()
            until(lambda: not stream.told[-1].acknowledged, "nobody can sign up")
            databases.start()
            number = len(stream.acknowledged())
            until(lambda: len(stream.acknowledged()) >= number + 3, "people sign up again")
        db.session.remove()
        planning.stop_planning(db.session.get_one(Event, event), datetime.now(UTC))
        until(lambda: job_now(job.id).state == "done", "the plan is there")
        until(lambda: not states()["queued"], "the emails are tried")
        as_if_its_sender_were_silent()
        until(lambda: set(states()) == {"sent"}, "the emails are sent")
    signed_up = stored(event) - before
    assert stream.acknowledged() <= signed_up
    assert {told.answer.status for told in stream.told} <= {303, 0, 500, 503}
    assert db.session.query(Plan).count() == 1
    found = copies(mailbox)
    assert set(found) == signed_up
    assert all(len(ids) <= 2 and len(set(ids)) == 1 for ids in found.values())
