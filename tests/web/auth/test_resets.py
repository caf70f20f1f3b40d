"""Asking for a new password tells nobody who has an account, and floods nobody."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from scheduler.jobs.maintenance import Maintenance
from scheduler.models import ResetRequest, db
from scheduler.services.accounts import resets
from tests.builders import Account, posted
from tests.builders.pages import notices
from tests.databases import counted_statements

KNOWN, UNKNOWN = "olwen@example.org", "nobody@example.org"


def ask(client: FlaskClient, address: str) -> str:
    answer = client.post("/reset-password", data={"email": address})
    assert answer.status_code == 200
    return answer.text


def test_a_known_and_an_unknown_address_are_one_and_the_same_work(
    client: FlaskClient, owner: Account
) -> None:
    with counted_statements(begins=True) as for_known:
        known = ask(client, KNOWN)
    with counted_statements(begins=True) as for_unknown:
        unknown = ask(client, UNKNOWN)
    assert known.replace("olwen@", "nobody@") == unknown
    assert notices(known) == [
        "If that address has an account, a link for choosing a new password is on its way to it."
    ]
    # So it takes equally long: the same statements, none of which looks for an account.
    assert for_known == for_unknown
    assert any("INSERT INTO reset_request" in said for said in for_known)
    assert [said for said in for_known if "user" in said] == []


def test_the_worker_writes_to_accounts_alone(
    app: Flask, client: FlaskClient, owner: Account
) -> None:
    ask(client, UNKNOWN)
    ask(client, "Olwen@Example.org")
    Maintenance(app.extensions["queue"]).answer_resets()
    assert [mail.recipient for mail in posted()] == [KNOWN]
    assert db.session.scalars(select(ResetRequest)).all() == []
    # The write lock of SQLite is the worker's now.
    db.session.rollback()
    Maintenance(app.extensions["queue"]).answer_resets()
    assert len(posted()) == 1


@pytest.mark.parametrize(
    ("later", "emails"), [(timedelta(0), 1), (timedelta(minutes=4), 1), (timedelta(minutes=6), 2)]
)
def test_an_address_gets_one_in_five_minutes(
    app: Flask, client: FlaskClient, owner: Account, later: timedelta, emails: int
) -> None:
    for moment in (datetime.now(UTC), datetime.now(UTC) + later):
        with time_machine.travel(moment, tick=False):
            ask(client, KNOWN)
            ask(client, KNOWN)
            Maintenance(app.extensions["queue"]).answer_resets()
    assert len(posted()) == emails


def test_a_request_is_answered_by_one_worker(app: Flask, owner: Account) -> None:
    now = datetime.now(UTC)
    resets.ask(KNOWN, "http://localhost", now)
    [number] = resets.waiting_resets()
    for _ in range(2):
        resets.answer_reset(
            number, app.extensions["reset_link"], resets.Sender("C", "c@x.org"), now
        )
    assert len(posted()) == 1


@pytest.mark.parametrize("typed", ["", "olwen", "olwen@", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_said_beside_the_field(client: FlaskClient, typed: str) -> None:
    answer = client.post("/reset-password", data={"email": typed})
    assert answer.status_code == 400
    assert db.session.scalars(select(ResetRequest)).all() == []
