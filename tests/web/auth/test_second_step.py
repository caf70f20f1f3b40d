"""Signing in with a second step: the code after the password, at the clock's own steps."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from passlib.totp import TOTP

from scheduler.domain.accounts.passkeys import RelyingParty
from scheduler.models import SecondStep, db
from scheduler.services.accounts.two_steps import second_step
from scheduler.services.accounts.two_steps.passkeys import PasskeyAnswer, adding_options
from scheduler.services.accounts.two_steps.sealing import Vault
from scheduler.web.auth.second_step import KEY
from tests.applications import SECRET, make_app
from tests.builders import Account, make_event
from tests.builders.accounts import PASSWORD, make_account
from tests.builders.pages import errors_of, page_of, path_of, texts, title
from tests.services.accounts.two_steps.authenticator import Authenticator

WHEN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
VAULT = Vault(SECRET)
FORM = {"email": "olwen@example.org", "password": PASSWORD}


def shown(account: Account, moment: datetime) -> str:
    """The code on the phone."""
    secret = VAULT.open(db.session.get_one(SecondStep, account.user.id).secret)
    db.session.commit()
    return str(TOTP(secret).generate(time=int(moment.timestamp())).token)


@pytest.fixture
def codes(owner: Account) -> list[str]:
    """The recovery codes of an owner who has turned it on an hour ago."""
    before = WHEN - timedelta(hours=1)
    second_step.begin(owner.user, None, VAULT, before)
    code = second_step.TypedCode(shown(owner, before), VAULT)
    return second_step.confirm_app(owner.user, code, "", before)


def test_the_password_alone_opens_nothing(
    client: FlaskClient, owner: Account, codes: list[str]
) -> None:
    with time_machine.travel(WHEN, tick=False):
        assert title(client.post("/sign-in", data=FORM)) == "Enter the code"
        assert path_of(client.get("/organise/")) == "/sign-in"
        wrong = client.post("/sign-in/code", data={"code": "000000"})
        assert errors_of(wrong) == [second_step.WRONG]
        assert path_of(client.get("/organise/")) == "/sign-in"
        done = client.post("/sign-in/code", data={"code": shown(owner, WHEN)})
        assert (done.status_code, path_of(done)) == (303, "/organise/")
        assert client.get("/organise/").status_code == 200
        assert path_of(client.get("/sign-in/code")) == "/sign-in"


def test_the_code_of_the_step_before_still_counts_and_then_no_more(
    client: FlaskClient, owner: Account, codes: list[str]
) -> None:
    code = shown(owner, WHEN)
    with time_machine.travel(WHEN, tick=False) as clock:
        client.post("/sign-in", data=FORM)
        clock.shift(75)
        assert client.post("/sign-in/code", data={"code": code}).status_code == 400
        clock.shift(-30)
        assert client.post("/sign-in/code", data={"code": code}).status_code == 303


def test_a_recovery_code_and_the_page_they_wanted(
    client: FlaskClient, owner: Account, codes: list[str]
) -> None:
    event = make_event(owner.body_id)
    wanted = f"/organise/events/{event.id}/people"
    for there, leads_to in ((wanted, wanted), ("https://evil.example/", "/organise/")):
        client.post(f"/sign-in?next={wanted}", data=FORM)
        code = codes.pop()
        done = client.post("/sign-in/code", data={"code": code, "next": there})
        assert path_of(done) == leads_to
        client.post("/sign-out")


def test_who_waits_too_long_types_the_password_again(
    client: FlaskClient, owner: Account, codes: list[str]
) -> None:
    with time_machine.travel(WHEN, tick=False) as clock:
        client.post("/sign-in", data=FORM)
        clock.shift(601)
        late = client.post("/sign-in/code", data={"code": shown(owner, WHEN)})
        assert path_of(late) == "/sign-in"
        assert path_of(client.get("/organise/")) == "/sign-in"


def test_tries_are_counted_for_the_account_wherever_they_come_from(
    app: Flask, owner: Account, codes: list[str], tmp_path: Path
) -> None:
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    limited, answers = make_app(tmp_path, url, RATELIMIT_ENABLED=True), []
    pending = {"user": owner.user.fs_uniquifier, "at": time.time(), "remember": False}
    db.session.commit()
    for number in range(12):
        client = limited.test_client()
        with client.session_transaction() as session:
            session[KEY] = pending
        there = {"REMOTE_ADDR": f"192.0.2.{number}"}
        wrong = client.post("/sign-in/code", data={"code": "000000"}, environ_base=there)
        answers.append(wrong.status_code)
    assert answers == [400] * 10 + [429] * 2


def test_who_has_none_signs_in_as_before(app: Flask, client: FlaskClient, owner: Account) -> None:
    make_account(app, "Ola", "ola@example.org", "Others")
    done = client.post("/sign-in", data=FORM | {"email": "ola@example.org"})
    assert path_of(done) == "/organise/"


def test_a_passkey_opens_it_once_and_names_the_origin(client: FlaskClient, owner: Account) -> None:
    key = Authenticator()
    here = RelyingParty("localhost", "http://localhost")
    made = key.make(adding_options(owner.user, here, key.id))
    answer = PasskeyAnswer(made, key.id, here)
    second_step.add_passkey(owner.user, "Blue key", answer, "", WHEN)
    asked = client.post("/sign-in", data=FORM)
    place = page_of(asked).select_one("form [data-passkey]")
    assert (title(asked), place is not None) == ("Use your passkey", True)
    assert texts(asked, "label[for=code]") == ["Recovery code"]
    elsewhere = Authenticator("https://evil.example")
    elsewhere.id, elsewhere._key = key.id, key._key
    wrong = client.post("/sign-in/code", data={"passkey": elsewhere.answer(place["data-passkey"])})
    assert errors_of(wrong) == [second_step.WRONG_PASSKEY]
    again = page_of(wrong).select_one("form [data-passkey]")
    assert again["data-passkey"] != place["data-passkey"]
    sent = {"passkey": key.answer(again["data-passkey"])}
    with client.session_transaction() as session:
        copied = dict(session)
    assert path_of(client.post("/sign-in/code", data=sent)) == "/organise/"
    thief = client.application.test_client()
    with thief.session_transaction() as session:
        session.update(copied)
    assert errors_of(thief.post("/sign-in/code", data=sent)) == [second_step.WRONG_PASSKEY]
