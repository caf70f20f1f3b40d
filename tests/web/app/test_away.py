"""A store that is away, or was restarted, costs nobody their page; a commit is on the disk."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text

from scheduler.models import Event, db
from scheduler.web.app.limits import SIGN_UPS, TRIES_EACH
from tests.applications import make_app
from tests.databases import Databases, open_databases
from tests.processes import free_port


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """PostgreSQL, whatever the other tests run on."""
    folder = tmp_path_factory.mktemp("postgresql")

    with open_databases("postgresql", folder, lambda _url: None) as found:
        yield found


@pytest.mark.parametrize(
    ("address", "limit"),
    [("/e/{slug}/sign-up", SIGN_UPS), ("/sign-in", TRIES_EACH)],
)
def test_limits_are_counted_in_memory_while_redis_is_away(
    app: Flask, event: Event, address: str, limit: str
) -> None:
    limited = make_app(
        app.config["INSTANCE_DIR"],
        app.config["SQLALCHEMY_DATABASE_URI"],
        RATELIMIT_ENABLED=True,
        RATELIMIT_STORAGE_URI=f"redis://127.0.0.1:{free_port()}/0",
    )
    client, most = limited.test_client(), int(limit.split()[0])
    posts = [client.post(address.format(slug=event.slug), data={}) for _ in range(most + 1)]
    assert {answer.status_code for answer in posts[:most]} <= {200, 400}
    assert posts[most].status_code == 429
    with limited.app_context():
        db.engine.dispose()


def test_a_restarted_database_is_asked_on_a_new_connection(
    postgresql: Databases, tmp_path: Path
) -> None:
    url = postgresql.fresh(uuid.uuid4().hex)
    app = make_app(tmp_path, url)
    with app.app_context():
        first = db.session.scalar(text("SELECT pg_backend_pid()"))
        db.session.commit()
        # What a restart does to every connection of the pool.
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SELECT pg_terminate_backend(%s)", [first])
        assert db.session.scalar(text("SELECT pg_backend_pid()")) not in (None, first)
        db.session.remove()
        db.engine.dispose()
    postgresql.drop(url)


def test_sqlite_has_a_commit_on_the_disk_before_it_says_so(tmp_path: Path) -> None:
    app = make_app(tmp_path, f"sqlite:///{tmp_path / 'new.db'}")
    full = 2
    with app.app_context():
        assert db.session.scalar(text("PRAGMA synchronous")) == full
        db.session.remove()
        db.engine.dispose()
