"""Fixtures every test may use: an application on a fresh database, and the fixed people.

TEST_DATABASE=postgresql runs the same tests on a PostgreSQL server started for them.
"""

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from jinja2 import FileSystemBytecodeCache

from scheduler.cli import register_commands
from scheduler.domain.messages.links import Links
from scheduler.models import Event, db
from scheduler.services.messages.mail_context import (
    MailContext,
    reset_mail_context,
    set_mail_context,
)
from scheduler.web.app.factory import create_app
from tests.builders import Account, make_account, make_event
from tests.databases import Databases, open_databases

MAIL = MailContext("crosstalk@example.org", Links("https://crosstalk.example.org"))
"""What services that are called outside a request write emails with."""
# A loaded machine may take its time: no test fails for being slow.
settings.register_profile("loaded", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("loaded")
COMPILED = tempfile.TemporaryDirectory()
TEMPLATES = FileSystemBytecodeCache(COMPILED.name)


def migrating(folder: Path) -> Callable[[str], None]:
    """A function that brings the database at an address to the newest migration."""

    def migrate(url: str) -> None:
        with make_app(folder / "migrating", url).app_context():
            flask_migrate.upgrade()
            db.engine.dispose()

    return migrate


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Hands out freshly migrated databases: files of SQLite, or PostgreSQL's templates."""
    folder = tmp_path_factory.mktemp("databases")
    migrate = migrating(folder)
    with open_databases(os.environ.get("TEST_DATABASE", "sqlite"), folder, migrate) as found:
        yield found


def make_app(instance: Path, database_url: str, **overrides: Any) -> Flask:
    """An application with its own instance folder, a queue in memory and no rate limits."""
    environ = {
        "INSTANCE_DIR": str(instance),
        "DATABASE_URL": database_url,
        "QUEUE_URL": "memory://",
        "SECRET_KEY": "a secret of the tests",
        "LOG_LEVEL": "ERROR",
    }
    settings = {
        "TESTING": True,
        "RATELIMIT_ENABLED": False,
        "WTF_CSRF_ENABLED": False,
        # Argon2 at its real cost would make each sign-in of the tests slow.
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__rounds": 1,
            "argon2__memory_cost": 64,
        },
    }
    application = create_app(environ, **(settings | overrides))
    register_commands(application)
    # Each application has templates of its own; compiling them again for each test is slow.
    application.jinja_env.bytecode_cache = TEMPLATES
    return application


@contextmanager
def app_on_its_own(databases: Databases, folder: Path) -> Iterator[Flask]:
    """An application inside its context, with a mail context, on an empty database of its own."""
    url = databases.fresh(uuid.uuid4().hex)
    application = make_app(folder, url)
    token = set_mail_context(lambda: MAIL)
    with application.app_context():
        yield application
        db.session.remove()
        db.engine.dispose()
    reset_mail_context(token)
    databases.drop(url)


@pytest.fixture
def app(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
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
