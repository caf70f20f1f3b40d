"""A list from the start page becomes an event with its people."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from scheduler.models import Attendee, Event, db
from tests.builders import Account
from tests.builders.forms import as_posted
from tests.builders.pages import ask, texts, title

LIST = "Ann Lee, Bakers, voluntary, ann@example.org\nBob Ray, Council, public, bob@example.org"
SENT = {"people": LIST, "rounds": "3", "most": "4"}


def test_the_list_comes_along_until_its_people_are_added(owner: Account) -> None:
    asked = ask(owner.client, "POST", "/organise/events/from-list", data=SENT)
    assert title(asked) == "New event"
    typed = as_posted(asked)
    assert (typed["rounds"], typed["table_size"], typed["format"]) == (["3"], ["4"], ["tables"])
    day = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    typed |= {"title": ["Breakfast"], "place": ["Hall"], "day": [day], "starts": ["08:30"]}
    typed |= {"ends": ["10:30"], "timezone": ["Europe/London"]}
    made = ask(owner.client, "POST", "/organise/events/new", data=typed)
    preview = ask(owner.client, "GET", made.headers["Location"])
    assert title(preview) == "Check before importing"
    run = as_posted(preview, "form[action$='/run']")
    ask(owner.client, "POST", made.headers["Location"] + "/run", data=run)
    people = db.session.execute(select(Attendee.name, Attendee.organisation, Attendee.email)).all()
    assert {tuple(person) for person in people} == {
        ("Ann Lee", "Bakers", "ann@example.org"), ("Bob Ray", "Council", "bob@example.org"),
    }  # fmt: skip


def test_asking_makes_nothing(owner: Account) -> None:
    ask(owner.client, "POST", "/organise/events/from-list", data=SENT)
    assert db.session.scalars(select(Event)).all() == []


def test_an_empty_list_leads_back(owner: Account) -> None:
    answer = ask(owner.client, "POST", "/organise/events/from-list", data={"people": " "})
    assert answer.headers["Location"] == "/try"


def test_signing_in_first_loses_nothing(app: Flask, client: FlaskClient) -> None:
    answer = ask(client, "POST", "/organise/events/from-list", data=SENT)
    assert answer.status_code == 401
    assert texts(answer, "div.warn p") == [
        "You’ve been signed out. Sign in again: what you typed is kept, and you can save it then."
    ]
