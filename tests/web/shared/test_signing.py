"""Another secret key: what the former one signed counts while it is given, and no longer."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security.recoverable import generate_reset_password_token

from scheduler.models import Event, User, db
from scheduler.web.factory import create_app
from tests.applications import SETTINGS
from tests.builders import Account
from tests.builders.accounts import PASSWORD
from tests.builders.pages import ask, hidden
from tests.guards.files import ROOT, our_files

FORMER, PRESENT = "the key until yesterday", "the key from today on"


@pytest.fixture
def server(app: Flask, tmp_path: Path, owner: Account, event: Event):  # type: ignore[no-untyped-def]
    """Makes a server on the database of the test; ``former`` is the key before its own, or ""."""
    db.session.commit()
    base = {
        "INSTANCE_DIR": str(tmp_path),
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "QUEUE_URL": "memory://",
        "RATE_LIMITS": "off",
        "LOG_LEVEL": "ERROR",
    }
    made = []

    def make(key: str, former: str = "") -> Flask:
        keys = {"SECRET_KEY": key, "SECRET_KEY_FALLBACKS": former}
        made.append(create_app(base | keys, **SETTINGS | {"WTF_CSRF_ENABLED": True}))
        return made[-1]

    yield make
    for one in made:
        with one.app_context():
            db.engine.dispose()


def moved(client: FlaskClient, to: Flask) -> FlaskClient:
    """The same browser on another server."""
    cookie = client.get_cookie("session")
    assert cookie
    there = to.test_client()
    there.set_cookie("session", cookie.value)
    return there


def signed_in(app: Flask) -> FlaskClient:
    client = app.test_client()
    token = hidden(ask(client, "GET", "/sign-in"), "csrf_token")
    typed = {"email": "olwen@example.org", "password": PASSWORD, "csrf_token": token}
    assert ask(client, "POST", "/sign-in", data=typed).location == "/organise/"
    return client


def reset_link(app: Flask) -> str:
    with app.test_request_context():
        token = generate_reset_password_token(db.session.query(User).one())
        db.session.commit()
    return f"/reset-password/{token}"


def opens(app: Flask, link: str) -> bool:
    return ask(app.test_client(), "GET", link).status_code == 200


def test_sessions_their_forms_and_reset_links_outlive_the_key(server) -> None:  # type: ignore[no-untyped-def]
    before, between, after = server(FORMER), server(PRESENT, FORMER), server(PRESENT)
    client, link = signed_in(before), reset_link(before)
    token = hidden(ask(client, "GET", "/organise/account/name"), "csrf_token")
    assert ask(moved(client, after), "GET", "/organise/").status_code == 302
    assert [opens(one, link) for one in (between, after)] == [True, False]

    here = moved(client, between)
    assert ask(here, "GET", "/organise/").status_code == 200
    named = {"name": "Olwen R", "csrf_token": token}
    assert ask(here, "POST", "/organise/account/name", data=named).status_code == 303

    # Whoever came by meanwhile is known to the new key alone, and so is what was signed since.
    assert ask(moved(here, after), "GET", "/organise/").status_code == 200
    assert [opens(one, reset_link(between)) for one in (before, after)] == [False, True]


def test_strangers_forms_outlive_the_key(server, event: Event) -> None:  # type: ignore[no-untyped-def]
    before, between, after = server(FORMER), server(PRESENT, FORMER), server(PRESENT)
    page = f"/e/{event.slug}/lost-link"
    typed = {"email": "ann@example.org"}
    typed["csrf_token"] = hidden(ask(before.test_client(), "GET", page), "csrf_token")
    answers = [ask(one.test_client(), "POST", page, data=typed) for one in (between, after)]
    assert [answer.status_code for answer in answers] == [303, 400]


def test_nothing_else_of_ours_signs() -> None:
    """Whoever signs by the library itself forgets the former keys."""
    naming = [
        str(path.relative_to(ROOT))
        for path in our_files(".py")
        if path.is_relative_to(ROOT / "scheduler") and "Serializer(" in path.read_text()
    ]
    assert naming == ["scheduler/web/shared/signing.py"]
