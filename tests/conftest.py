"""Fixtures every test may use: an application on a fresh database, and the fixed people.

TEST_DATABASE=postgresql runs the same tests on a PostgreSQL server started for them.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings

from scheduler.models import Event
from tests.applications import app_on_its_own, migrating
from tests.builders import Account, make_account, make_event
from tests.builders.times import NOW
from tests.databases import Databases, open_databases

# A loaded machine may take its time: no test fails for being slow. Examples are the same each time,
# so that no change fails for what it did not touch; --hypothesis-profile=searching tries new ones.
settings.register_profile(
    "same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("searching", settings.get_profile("same"), derandomize=False)
settings.load_profile("same")
KIND = os.environ.get("TEST_DATABASE", "sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Function]) -> None:
    """What asks no database, or one of its own, is tested once: with SQLite."""
    if KIND == "sqlite":
        return
    asking: list[pytest.Function] = []
    others: list[pytest.Function] = []
    for item in items:
        own = "databases" not in item.fixturenames or item.get_closest_marker("own_database")
        (others if own else asking).append(item)
    config.hook.pytest_deselected(items=others)
    items[:] = asking


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Hands out freshly migrated databases: files of SQLite, or PostgreSQL's templates."""
    folder = tmp_path_factory.mktemp("databases")
    migrate = migrating(folder)
    with open_databases(KIND, folder, migrate) as found:
        yield found


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> Iterator[None]:
    """The clock goes on from NOW, so that no test depends on the day on which it runs.

    ``database_clock`` marks those that compare with the database’s clock, which nobody sets.
    """
    if request.node.get_closest_marker("database_clock"):
        yield
        return
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def app(databases: Databases, tmp_path: Path, clock: None) -> Iterator[Flask]:
    """The application inside its context, on an empty database of its own."""
    with app_on_its_own(databases, tmp_path) as application:
        yield application
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor nobody knows."""
    return app.test_client()


@pytest.fixture
def owner(app: Flask) -> Account:
    """Olwen, who owns the body the events belong to."""
    return make_account(app, "Olwen Rees", "olwen@example.org", "Paisley Breakfasts")


@pytest.fixture
def stranger(app: Flask) -> Account:
    """Stuart, who owns another body and must get nothing of Olwen's."""
    return make_account(app, "Stuart Kidd", "stuart@example.org", "Another Body")


@pytest.fixture
def event(owner: Account) -> Event:
    """Olwen's next breakfast: 40 places, three sectors, open for sign-up."""
    return make_event(owner.body_id)
