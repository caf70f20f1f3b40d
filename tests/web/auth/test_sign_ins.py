"""A sign-in ends on the server: what was copied from it opens nothing."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from scheduler.domain.accounts.browsers import browser_in_words
from scheduler.jobs.maintenance import Maintenance
from scheduler.models import SignIn, db
from scheduler.services.accounts.sign_ins import LASTS
from tests.builders import Account, posted
from tests.builders.accounts import PASSWORD
from tests.builders.pages import ask
from tests.web.auth.test_sign_in import text_of

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def sign_in(app: Flask, remember: bool = False, agent: str = FIREFOX) -> FlaskClient:
    client = app.test_client()
    form = {"email": "olwen@example.org", "password": PASSWORD}
    data = form | ({"remember": "y"} if remember else {})
    assert ask(client, "POST", "/sign-in", data=data, headers={"User-Agent": agent}).location
    return client


def copy_of(client: FlaskClient, app: Flask) -> FlaskClient:
    """Another browser with every cookie of this one."""
    copied = app.test_client()
    for cookie in client._cookies.values():
        copied.set_cookie(cookie.key, cookie.value)
    return copied


def is_in(client: FlaskClient) -> bool:
    return ask(client, "GET", "/organise/").status_code == 200


@pytest.mark.parametrize("remember", [False, True])
def test_a_copied_cookie_is_dead_after_signing_out(
    app: Flask, owner: Account, remember: bool
) -> None:
    client = sign_in(app, remember)
    thief = copy_of(client, app)
    assert is_in(client)
    assert is_in(thief)
    ask(client, "POST", "/sign-out")
    assert not is_in(client)
    assert not is_in(thief)


def test_signing_out_here_leaves_the_other_browser_in(app: Flask, owner: Account) -> None:
    here, there = sign_in(app), sign_in(app)
    ask(here, "POST", "/sign-out")
    assert (is_in(here), is_in(there)) == (False, True)


def test_a_new_password_ends_every_sign_in(app: Flask, owner: Account) -> None:
    here = sign_in(app)
    visitor = app.test_client()
    ask(visitor, "POST", "/reset-password", data={"email": "olwen@example.org"})
    Maintenance(app.extensions["queue"]).answer_resets()
    path = re.findall(r"/reset-password/\S+", text_of(posted()[0]))[0]
    new = {"password": "jam bread butter", "password_confirm": "jam bread butter"}
    assert ask(visitor, "POST", path, data=new).location == "/sign-in"
    assert not is_in(here)
    assert db.session.scalars(select(SignIn)).all() == []


@pytest.mark.parametrize(("remember", "kept"), [(False, False), (True, True)])
def test_a_browser_forgets_unless_it_was_asked_to_stay(
    app: Flask, owner: Account, remember: bool, kept: bool
) -> None:
    client = sign_in(app, remember)
    assert [cookie.key for cookie in client._cookies.values()] == ["session"]
    cookie = client.get_cookie("session")
    assert cookie
    assert (cookie.expires is not None) is kept


def test_everybody_signs_in_again_in_the_end(app: Flask, owner: Account) -> None:
    client = sign_in(app, remember=True)
    copied = copy_of(client, app)
    with time_machine.travel(datetime.now(UTC) + LASTS - timedelta(days=1)):
        assert is_in(copied)
    with time_machine.travel(datetime.now(UTC) + LASTS + timedelta(hours=1)):
        assert not is_in(copied)


def test_the_account_page_lists_the_browsers_and_ends_them_all(app: Flask, owner: Account) -> None:
    here, there = sign_in(app), sign_in(app, agent="curl/8")
    page = ask(here, "GET", "/organise/account").text
    browsers = page.partition("Where you are signed in")[2]
    listed = re.findall(r"<li>(.*?)</li>", browsers, re.DOTALL)
    assert [
        " ".join(re.sub(r"since .*? London time|<[^>]*>", "", line).split()) for line in listed
    ] == [
        "A browser we do not know Sign it out",
        "Firefox on Windows this browser",
        "Firefox on Linux Sign it out",
    ]
    assert ask(here, "POST", "/organise/account/sign-out-everywhere").location == "/sign-in"
    assert [is_in(client) for client in (here, there, owner.client)] == [False] * 3


def test_another_account_stays_signed_in(app: Flask, owner: Account, stranger: Account) -> None:
    ask(owner.client, "POST", "/organise/account/sign-out-everywhere")
    assert (is_in(owner.client), is_in(stranger.client)) == (False, True)


def test_a_token_for_programs_opens_nothing(app: Flask, owner: Account) -> None:
    token = owner.user.get_auth_token()
    answer = app.test_client().get("/organise/", headers={"Authentication-Token": token})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (
            "Mozilla/5.0 (iPhone; like Mac OS X) Safari/604.1",
            "Safari on an iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Linux"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Linux", "A browser on Linux"),
        ("", "A browser we do not know"),
        ("x" * 100_000, "A browser we do not know"),
    ],
)
def test_browsers_have_words(agent: str, words: str) -> None:
    assert browser_in_words(agent) == words
