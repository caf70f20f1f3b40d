"""Whole rooms stand behind one address; who presses too often loses nothing and is told when."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.models import Event, db
from scheduler.web.app.limits import ASKED_EACH, LINKS, LINKS_EACH, SIGN_UPS, TRIES, TRIES_EACH
from tests.applications import make_app
from tests.builders import Account, make_attendee
from tests.builders.forms import as_posted
from tests.builders.pages import errors

ROOM = 300


@pytest.fixture
def limited(app: Flask, event: Event) -> Iterator[FlaskClient]:
    """A visitor of an application that counts, on the test's database."""
    counting = make_app(
        app.config["INSTANCE_DIR"], app.config["SQLALCHEMY_DATABASE_URI"], RATELIMIT_ENABLED=True
    )
    # Within one minute, however slow the machine is.
    with time_machine.travel(datetime.now(UTC).replace(second=5), tick=False):
        yield counting.test_client()
    with counting.app_context():
        db.engine.dispose()


def most(limit: str) -> int:
    return int(limit.split()[0])


def press(client: FlaskClient, address: str, times: int, **typed: str) -> list[TestResponse]:
    return [client.post(address, data=typed) for _ in range(times)]


def statuses(answers: list[TestResponse]) -> set[int]:
    return {answer.status_code for answer in answers}


def test_a_room_signs_up_from_one_address(limited: FlaskClient, event: Event) -> None:
    assert min(most(SIGN_UPS), 2 * most(LINKS)) >= ROOM
    address = f"/e/{event.slug}/sign-up"
    assert statuses(press(limited, address, most(SIGN_UPS), name="Ann")) == {400}
    refused = limited.post(address, data={"name": "Ann Lee", "email": "ann@example.org"})
    assert refused.status_code == 429
    typed = as_posted(refused)
    assert (typed["name"], typed["email"]) == (["Ann Lee"], ["ann@example.org"])


def test_who_presses_too_often_is_told_when_to_press_again(
    limited: FlaskClient, event: Event
) -> None:
    address = f"/e/{event.slug}/lost-link"
    assert 429 not in statuses(press(limited, address, most(LINKS_EACH), email="a@example.org"))
    [refused] = press(limited, address, 1, email="A@example.org")
    assert refused.status_code == 429
    wait = int(refused.headers["Retry-After"])
    assert 0 < wait <= 61
    assert errors(refused) == [
        f"This was asked too often from here. What you typed is still here. "
        f"Press the button again in {wait} seconds."
    ]
    assert as_posted(refused)["email"] == ["A@example.org"]
    # Others in the room have mailboxes of their own.
    assert statuses(press(limited, address, 1, email="b@example.org")) == {303}


def test_a_robot_with_many_mailboxes_is_stopped(limited: FlaskClient, event: Event) -> None:
    address = f"/e/{event.slug}/lost-link"
    codes = [
        limited.post(address, data={"email": f"a{number}@example.org"}).status_code
        for number in range(most(LINKS) + 1)
    ]
    assert codes == [303] * most(LINKS) + [429]


def test_guessing_one_password_leaves_the_others_at_the_desk_alone(
    limited: FlaskClient, owner: Account
) -> None:
    guesses = press(limited, "/sign-in", most(TRIES_EACH), email="o@example.org", password="x")
    assert statuses(guesses) == {200}
    [refused] = press(limited, "/sign-in", 1, email="o@example.org", password="x")
    assert refused.status_code == 429
    assert as_posted(refused)["email"] == ["o@example.org"]
    assert re.search(r"Press the button again in \d+ seconds\.", refused.text)
    assert statuses(press(limited, "/sign-in", 1, email="p@example.org", password="x")) == {200}


def test_guessing_many_passwords_is_stopped_too(limited: FlaskClient, owner: Account) -> None:
    codes = [
        limited.post("/sign-in", data={"email": f"a{n}@example.org", "password": "x"}).status_code
        for n in range(most(TRIES) + 1)
    ]
    assert codes == [200] * most(TRIES) + [429]


def test_each_personal_link_is_counted_for_itself(limited: FlaskClient, event: Event) -> None:
    ann, bob = (
        make_attendee(event, name, email=f"{name[:3]}@example.org") for name in ("Ann A", "Bob B")
    )
    times = most(ASKED_EACH)
    assert 429 not in statuses(press(limited, f"/me/{ann.token}/email", times, email="no"))
    assert statuses(press(limited, f"/me/{ann.token}/email", 1, email="no")) == {429}
    assert statuses(press(limited, f"/me/{bob.token}/email", 1, email="no")) == {400}
