"""The public page is rendered once for all visitors, and shows every change at once."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import JSON, Boolean, Integer, inspect
from sqlalchemy import event as sql_events

from scheduler.models import Event, db
from scheduler.models.database import Moment, StateOf
from scheduler.services.events.public_rows import PARTS, public_rows
from scheduler.web.public.registration import event_page
from scheduler.web.public.registration.kept_page import MOST_KEPT, kept_page
from tests.builders import NOW, Account, make_attendee, make_people
from tests.builders.forms import as_posted
from tests.builders.pages import ask, notices, texts, words


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the events whose page was rendered."""
    titles: list[str] = []
    really = event_page._page

    def noting(found: Event, *rest: object) -> str:
        titles.append(found.title)
        return really(found, *rest)

    monkeypatch.setattr(event_page, "_page", noting)
    return titles


def test_visitors_share_all_but_what_is_their_own(
    client: FlaskClient, event: Event, rendered: list[str]
) -> None:
    pages = [ask(client, "GET", f"/e/{event.slug}/") for _ in range(3)]
    assert rendered == [event.title]
    own = [as_posted(page)["submission"][0] for page in pages]
    assert len(set(own)) == 3
    tokens = [as_posted(page)["csrf_token"][0] for page in pages]
    bare = {
        page.text.replace(one, "").replace(token, "")
        for page, one, token in zip(pages, own, tokens, strict=True)
    }
    assert len(bare) == 1


def test_a_kept_page_can_be_signed_up_with(app: Flask, event: Event, rendered: list[str]) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    for name in ("Ann Lee", "Bob Ray"):
        client = app.test_client()
        ask(client, "GET", f"/e/{event.slug}/")
        form = as_posted(ask(client, "GET", f"/e/{event.slug}/"))
        form |= {"name": [name], "organisation": ["Food Bank"], "email": [f"{name[0]}@example.org"]}
        form["sector"] = [str(event.sectors[0].id)]
        sent = ask(client, "POST", f"/e/{event.slug}/sign-up", data=form)
        assert sent.status_code == 303
    assert len(rendered) == 2, "one page for each number of places left"
    assert public_rows(event.slug, 1).sign_ups == ((event.sectors[0].id, "placed", 2),)


def other(value: object, kind: object) -> object:
    """Another value for a column of this type."""
    if isinstance(kind, Moment):
        assert value is None or isinstance(value, datetime)
        return (value or NOW) + timedelta(minutes=1)
    if isinstance(kind, Boolean):
        return not value
    if isinstance(kind, Integer):
        return int(str(value or 0)) + 1
    if isinstance(kind, JSON):
        return [*(value if isinstance(value, list) else []), "more"]
    if isinstance(kind, StateOf):
        return next(state for state in kind.states if state != value)
    return f"{value}x"


def test_whatever_an_organiser_changes_is_another_page(event: Event) -> None:
    def now() -> object:
        db.session.commit()
        return public_rows(event.slug, 5)

    before = now()
    for row in (event, event.body, event.sectors[0], event.agenda[0]):
        for column in inspect(type(row)).columns:
            if column.primary_key or column.foreign_keys or column.key in ("slug", "version"):
                continue
            old = getattr(row, column.key)
            setattr(row, column.key, other(old, column.type))
            assert now() != before, (row, column.key)
            setattr(row, column.key, old)
    event.agenda.pop()
    assert now() != before


def test_the_page_shows_nothing_but_the_rows_it_is_kept_under(
    client: FlaskClient, event: Event, rendered: list[str]
) -> None:
    make_people(event, event.capacity, ["Public"])
    make_attendee(event, "Ann Lee", state="waiting", waiting_since=NOW)
    read: set[str] = set()

    def note(_c: object, _x: object, statement: str, *_: object) -> None:
        read.update(re.findall(r'(?:FROM|JOIN) "?(\w+)', statement))

    sql_events.listen(db.engine, "before_cursor_execute", note)
    ask(client, "GET", f"/e/{event.slug}/")
    sql_events.remove(db.engine, "before_cursor_execute", note)
    parts = {inspect(model).local_table.name for model in PARTS}
    assert rendered == [event.title]
    assert read == {"event", "organising_body", "impact_report", "attendee", *parts}


def test_sign_ups_and_the_clock_are_followed(
    client: FlaskClient, event: Event, rendered: list[str]
) -> None:
    seen = [words(client.get(f"/e/{event.slug}/"))]
    make_people(event, 4, ["Public"])
    seen.append(words(client.get(f"/e/{event.slug}/")))
    make_attendee(event, "Fifth Person", "Private")
    seen.append(words(client.get(f"/e/{event.slug}/")))
    with time_machine.travel(event.starts_at, tick=False):
        seen.append(words(client.get(f"/e/{event.slug}/")))
    assert len(set(seen)) == len(rendered) == 4
    assert texts(seen[3], "#sign-up-title") == ["Sign-up has closed"]


def test_what_is_said_to_one_visitor_is_not_kept(
    client: FlaskClient, event: Event, owner: Account, rendered: list[str]
) -> None:
    with client.session_transaction() as session:
        session["_flashes"] = [("message", "Only for you.")]
    assert notices(client.get(f"/e/{event.slug}/")) == ["Only for you."]
    assert "Only for you." not in client.get(f"/e/{event.slug}/").text
    assert len(rendered) == 2


def test_a_page_that_changed_while_it_was_rendered_is_not_kept(app: Flask) -> None:
    keys = iter(["before", "after", "after", "after", "after"])

    def shown(rendered: str, own: str) -> str:
        return kept_page(lambda: next(keys), lambda: rendered, [own])

    assert shown("first: Ann", "Ann") == "first: Ann"
    assert shown("second: Bob", "Bob") == "second: Bob"
    assert shown("third: Cat", "Cat") == "second: Cat"


def test_only_so_many_are_kept(app: Flask) -> None:
    for turn in range(MOST_KEPT + 3):
        kept_page(lambda turn=turn: turn, lambda: "page", [])  # type: ignore[misc]
        assert len(current_app.extensions["kept_pages"]) <= MOST_KEPT
