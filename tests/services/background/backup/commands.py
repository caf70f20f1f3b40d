"""Commands of an application of its own, as whoever keeps the server gives them."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import Result
from flask import Flask

from scheduler.models import db
from tests.applications import make_app
from tests.databases import Databases


@contextmanager
def another(databases: Databases | None, folder: Path) -> Iterator[Flask]:
    """An application of its own, on PostgreSQL or a file, with nothing in its database."""
    url = databases.fresh(uuid.uuid4().hex) if databases else f"sqlite:///{folder / 'own.db'}"
    app = make_app(folder, url)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    if databases:
        databases.drop(url)


def run(app: Flask, *arguments: str, **options: str) -> Result:
    """What a command of the application came to."""
    return app.test_cli_runner().invoke(args=list(arguments), **options)
