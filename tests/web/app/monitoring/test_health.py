"""Whether this process lives and everything works: what does not is said in a sentence."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text, update

from scheduler.jobs.queue import AWAY, Queue
from scheduler.models import Event, Job, OutgoingMail, Worker, db
from scheduler.services.background import readiness
from scheduler.services.background.workers import show_life
from scheduler.services.messages import mail_server
from scheduler.web.app.monitoring.health import newest_migration
from tests.applications import make_app
from tests.processes import free_port

pytestmark = pytest.mark.database_clock
NO_WORKER = "No worker has shown life: start one with `flask worker`."


@pytest.fixture
def ready(app: Flask) -> None:
    """A worker that is alive."""
    show_life("here:1", datetime.now(UTC))


def problems(client: FlaskClient) -> list[str]:
    answer = client.get("/readyz")
    assert answer.json is not None
    said = list(answer.json["problems"])
    assert (answer.status_code, answer.json["status"]) == (
        (503, "not ready") if said else (200, "ready")
    )
    return said


@contextmanager
def alone(tmp_path: Path, url: str) -> Iterator[FlaskClient]:
    """A client of an application on another database."""
    other = make_app(tmp_path / "other", url)
    with other.app_context():
        yield other.test_client()
        db.session.remove()
        db.engine.dispose()


@contextmanager
def on_a_file(tmp_path: Path) -> Iterator[tuple[FlaskClient, Path]]:
    """A client of an application on a file of SQLite, whatever the other tests run on."""
    path = tmp_path / "own.db"
    with alone(tmp_path, f"sqlite:///{path}") as client:
        flask_migrate.upgrade()
        show_life("here:1", datetime.now(UTC))
        yield client, path


def test_the_process_lives_without_its_database(tmp_path: Path) -> None:
    with alone(tmp_path, f"postgresql://nobody@127.0.0.1:{free_port()}/none") as client:
        answer = client.get("/healthz")
        assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_it_is_ready_when_everything_works(client: FlaskClient, ready: None) -> None:
    answer = client.get("/readyz")
    found = dict(answer.json or {})
    assert 0 <= found.pop("worker_seen_seconds") < 60
    assert found.pop("free_bytes") > readiness.LEAST_FREE_BYTES
    assert (answer.status_code, found) == (
        200,
        {
            "status": "ready",
            "problems": [],
            "migration": newest_migration(),
            "oldest_job_seconds": None,
            "oldest_email_seconds": None,
        },
    )


def test_no_worker_and_a_silent_one_are_noticed(client: FlaskClient) -> None:
    assert problems(client) == [NO_WORKER]
    show_life("here:1", datetime.now(UTC) - timedelta(seconds=75))
    assert problems(client) == ["No worker has shown life for 75 seconds: restart the workers."]
    show_life("there:1", datetime.now(UTC))
    assert problems(client) == []
    show_life("here:1", datetime.now(UTC))
    assert problems(client) == []


def test_workers_long_gone_are_forgotten(app: Flask) -> None:
    now = datetime.now(UTC)
    show_life("here:1", now - timedelta(days=2))
    show_life("here:2", now)
    assert [worker.name for worker in db.session.query(Worker)] == ["here:2"]


def test_a_plan_that_nobody_begins_is_noticed(
    client: FlaskClient, event: Event, ready: None
) -> None:
    made = datetime.now(UTC) - timedelta(minutes=7)
    db.session.add(Job(kind="plan", event_id=event.id, state="queued", created_at=made))
    db.session.commit()
    assert problems(client) == ["A plan has waited for 7 minutes and no worker has begun it."]
    db.session.execute(update(Job).values(state="running"))
    db.session.commit()
    assert problems(client) == []


def email(**values: Any) -> OutgoingMail:
    fixed = {"kind": "x", "recipient": "a@example.org", "subject": "x", "message": b"x"}
    return OutgoingMail(**fixed, **values)


def test_an_email_that_nobody_tries_is_noticed(client: FlaskClient, ready: None) -> None:
    made = datetime.now(UTC) - timedelta(hours=3)
    db.session.add(email(state="queued", created_at=made))
    db.session.commit()
    said = "An email has been due for 3 hours and no worker has tried it."
    assert problems(client) == [said]
    # One that the server refused waits for its next try: the workers do what they can.
    soon = datetime.now(UTC) + timedelta(minutes=5)
    db.session.execute(update(OutgoingMail).values(next_try_at=soon, attempts=3))
    db.session.commit()
    answer = client.get("/readyz")
    assert answer.json is not None
    assert answer.json["problems"] == []
    assert answer.json["oldest_email_seconds"] == pytest.approx(3 * 3600, abs=600)


def test_emails_that_wait_for_their_server_are_no_fault_of_the_workers(
    client: FlaskClient, ready: None
) -> None:
    made = datetime.now(UTC) - timedelta(hours=3)
    db.session.add(email(state="queued", created_at=made))
    mail_server.note_trouble("Connection refused", barred=False, failures=0)
    db.session.commit()
    assert problems(client) == []


def test_a_database_of_another_version_is_noticed(client: FlaskClient, ready: None) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '6223a0dad7d1'"))
    db.session.commit()
    assert problems(client) == [
        "The database is at migration 6223a0dad7d1, which is not the one of this version: run "
        "`flask db upgrade`."
    ]


def test_a_database_without_tables_is_noticed(client: FlaskClient) -> None:
    flask_migrate.downgrade(revision="base")
    db.session.execute(text("DROP TABLE alembic_version"))
    db.session.commit()
    assert problems(client) == ["The database has no tables yet: run `flask db upgrade`."]


def test_a_database_that_is_locked_is_noticed(
    client: FlaskClient, ready: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "PATIENCE_SECONDS", 1)
    with db.engine.connect() as holding:
        holding.execute(text("UPDATE alembic_version SET version_num = version_num"))
        assert problems(client) == ["The database is locked by somebody who does not let go of it."]
    assert problems(client) == []


def test_a_database_that_was_deleted_is_noticed(tmp_path: Path) -> None:
    with on_a_file(tmp_path) as (client, path):
        assert problems(client) == []
        path.unlink()
        assert problems(client) == [
            "The database file is missing: stop the server and restore a backup."
        ]
        assert not path.exists(), "asking makes no new one"


def test_a_damaged_database_is_noticed(tmp_path: Path) -> None:
    with on_a_file(tmp_path) as (client, path):
        db.session.remove()
        db.engine.dispose()
        path.write_bytes(b"no longer a database" * 1000)
        assert problems(client) == [
            "The database file is damaged: stop the server and restore a backup."
        ]


def test_a_server_that_is_away_is_noticed(tmp_path: Path) -> None:
    with alone(tmp_path, f"postgresql://nobody@127.0.0.1:{free_port()}/none") as client:
        assert problems(client) == [
            "The database cannot be reached: see whether it runs, and DATABASE_URL."
        ]


def test_a_disk_that_is_nearly_full_is_noticed(
    client: FlaskClient, ready: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")._replace(free=12 * 1024 * 1024)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    assert problems(client) == ["Only 12 MB of the disk are free: make room on it."]


def test_a_queue_that_is_away_is_said(app: Flask, client: FlaskClient, ready: None) -> None:
    app.extensions["queue"] = Queue(app, f"redis://127.0.0.1:{free_port()}/0")
    assert problems(client) == [AWAY]
