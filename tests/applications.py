"""Applications for tests: one that is kept for all of them, and new ones."""

import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import flask_migrate
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event
from sqlalchemy.engine import Dialect, make_url

from scheduler.cli.commands import register_commands
from scheduler.domain.messages.links import Links
from scheduler.jobs.queue import Queue
from scheduler.mail.transport import transport_for
from scheduler.models import db
from scheduler.services.messages.mail_context import (
    MailContext,
    reset_mail_context,
    set_mail_context,
)
from scheduler.web.app.config import load_config
from scheduler.web.app.extensions import limiter
from scheduler.web.factory import create_app
from tests.databases import Databases

MAIL = MailContext("crosstalk@example.org", Links("https://crosstalk.example.org"))
"""What services that are called outside a request write emails with."""
SECRET = "a secret of the tests"
SETTINGS: dict[str, Any] = {
    "TESTING": True,
    "RATELIMIT_ENABLED": False,
    "WTF_CSRF_ENABLED": False,
    # Argon2 at its real cost would make each sign-in of the tests slow.
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__rounds": 1,
        "argon2__memory_cost": 64,
    },
}
COMPILED = tempfile.TemporaryDirectory()
TEMPLATES = FileSystemBytecodeCache(COMPILED.name)


def make_app(instance: Path, database_url: str, **overrides: Any) -> Flask:
    """An application with its own instance folder, a queue in memory and no rate limits."""
    application = create_app(_environ(instance, database_url), **(SETTINGS | overrides))
    register_commands(application)
    # Each application has templates of its own; compiling them again for each test is slow.
    application.jinja_env.bytecode_cache = TEMPLATES
    return application


def migrating(folder: Path) -> Callable[[str], None]:
    """A function that brings the database at an address to the newest migration."""

    def migrate(url: str) -> None:
        with make_app(folder / "migrating", url).app_context():
            flask_migrate.upgrade()
            db.engine.dispose()

    return migrate


@contextmanager
def app_on_its_own(databases: Databases, folder: Path) -> Iterator[Flask]:
    """An application inside its context, with a mail context, on an empty database of its own."""
    url = databases.fresh(uuid.uuid4().hex)
    application = _kept(url).on(folder, url)
    token = set_mail_context(lambda: MAIL)
    with application.app_context():
        yield application
        db.session.remove()
        db.engine.dispose()
    reset_mail_context(token)
    databases.drop(url)


class KeptApplication:
    """An application that test after test uses, each with a folder and a database of its own.

    Making one takes 0.1 s, for its addresses are compiled, and an engine of its own would compile
    every statement again. What a test changes in it is put back before the next.
    """

    def __init__(self, folder: Path, url: str) -> None:
        self._app = make_app(folder, url)
        self._config = dict(self._app.config)
        self._extensions = dict(self._app.extensions)
        self._views = dict(self._app.view_functions)
        with self._app.app_context():
            self._engine = db.engine
        event.listen(self._engine, "do_connect", self._lead_to_its_database)

    def on(self, folder: Path, url: str) -> Flask:
        """The application as it was made, with that instance folder and that database."""
        app = self._app
        _put_back(app.config, self._config | load_config(_environ(folder, url)) | SETTINGS)
        _put_back(app.extensions, self._extensions)
        _put_back(app.view_functions, self._views)
        app.extensions["queue"] = Queue(app, app.config["QUEUE_URL"])
        app.extensions["mail_transport"] = transport_for(app.config)
        # One for all applications: the last that was made has set it.
        limiter.enabled = app.config["RATELIMIT_ENABLED"]
        self._engine.url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
        return app

    def _lead_to_its_database(
        self, dialect: Dialect, _record: Any, arguments: list[Any], keywords: dict[str, Any]
    ) -> None:
        arguments[:], more = dialect.create_connect_args(self._engine.url)
        keywords |= more


_KEPT: dict[str, KeptApplication] = {}


def _kept(url: str) -> KeptApplication:
    kind = make_url(url).get_backend_name()
    if kind not in _KEPT:
        _KEPT[kind] = KeptApplication(Path(COMPILED.name) / kind, url)
    return _KEPT[kind]


def _put_back(present: dict[str, Any], before: dict[str, Any]) -> None:
    present.clear()
    present.update(before)


def _environ(instance: Path, database_url: str) -> dict[str, str]:
    return {
        "INSTANCE_DIR": str(instance),
        "DATABASE_URL": database_url,
        "QUEUE_URL": "memory://",
        "SECRET_KEY": SECRET,
        "LOG_LEVEL": "ERROR",
    }
