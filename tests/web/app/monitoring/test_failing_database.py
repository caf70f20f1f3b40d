"""A database that cannot be used: one page, one sentence in the log, nothing of the driver's."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask

from scheduler.models import db
from scheduler.models.failures import DAMAGED, NO_TABLES, READ_ONLY
from tests.applications import make_app
from tests.builders import make_event
from tests.builders.accounts import make_account
from tests.builders.pages import ask, places, title

AWAY = "This server cannot answer at the moment"


@contextmanager
def on(folder: Path, url: str) -> Iterator[Flask]:
    """An application on a database of its own."""
    app = make_app(folder, url)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def filled(tmp_path: Path) -> tuple[Path, str, str]:
    """A file with an event, the event's address, and the cookie of its signed-in organiser."""
    path = tmp_path / "own.db"
    with on(tmp_path, f"sqlite:///{path}") as app:
        flask_migrate.upgrade()
        owner = make_account(app, "Olwen Rees", "olwen@example.org", "Paisley Breakfasts")
        slug = make_event(owner.body_id).slug
        cookie = owner.client.get_cookie("session")
        assert cookie
    return path, f"/e/{slug}/", cookie.value


def look(app: Flask, path: str, cookie: str) -> list[tuple[int, str]]:
    """What a stranger and the signed-in organiser get to see."""
    organiser = app.test_client()
    organiser.set_cookie("session", cookie)
    answers = [ask(app.test_client(), "GET", path), ask(organiser, "GET", "/organise/")]
    for answer in answers:
        assert "sqlite" not in answer.text.lower()
    return [(answer.status_code, title(answer)) for answer in answers]


def reasons(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The sentences in the log."""
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    return [line["why"] for line in lines if line["event"] == "database"]


def test_a_damaged_file_is_a_page_and_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, address, cookie = filled(tmp_path)
    path.write_bytes(b"no longer a database" * 1000)
    with on(tmp_path, f"sqlite:///{path}") as app:
        assert look(app, address, cookie) == [(503, AWAY)] * 2
    assert reasons(capsys) == [DAMAGED] * 2


def test_a_database_that_was_never_migrated_is_a_page_and_a_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _path, address, cookie = filled(tmp_path)
    with on(tmp_path, f"sqlite:///{tmp_path / 'empty.db'}") as app:
        assert look(app, address, cookie) == [(503, AWAY)] * 2
    assert reasons(capsys) == [NO_TABLES] * 2


def test_what_cannot_be_written_can_still_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, address, _cookie = filled(tmp_path)
    with on(tmp_path, f"sqlite:///file:{path}?mode=ro&uri=true") as app:
        client = app.test_client()
        assert client.get(address).status_code == 200
        form = {"name": "Ann", "organisation": "A", "email": "ann@example.org", "sector": "0"}
        answer = client.post(f"{address}sign-up", data=form)
    assert (answer.status_code, title(answer)) == (503, AWAY)
    assert places(answer, "ann@example.org") == ["dd", "textarea"], "what was typed is still there"
    assert reasons(capsys) == [READ_ONLY]
