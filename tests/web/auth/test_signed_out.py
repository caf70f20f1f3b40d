"""A session that ends while an organiser types costs nothing of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.models import Event, db
from tests.applications import make_app
from tests.builders import Account, make_event
from tests.builders.accounts import PASSWORD
from tests.builders.forms import as_posted, form_of
from tests.builders.pages import places, texts, title
from tests.builders.populated import Populated, populate
from tests.builders.routes import addresses

SIGN_IN = {"email": "olwen@example.org", "password": PASSWORD}


@pytest.fixture
def guarded(app: Flask, owner: Account) -> Iterator[Flask]:
    """The application as it runs for real, on the test's database."""
    real = make_app(
        app.config["INSTANCE_DIR"], app.config["SQLALCHEMY_DATABASE_URI"], WTF_CSRF_ENABLED=True
    )
    yield real
    with real.app_context():
        db.engine.dispose()


def signed_in(guarded: Flask) -> FlaskClient:
    client = guarded.test_client()
    answer = client.post("/sign-in", data=as_posted(client.get("/sign-in")) | SIGN_IN)
    assert answer.location == "/organise/"
    return client


def coming(owner: Account) -> Event:
    starts = datetime.now(UTC).replace(microsecond=0) + timedelta(days=14)
    return make_event(owner.body_id, starts_at=starts, ends_at=starts + timedelta(hours=2))


def sent(client: FlaskClient, page: str, **typed: str) -> tuple[str, TestResponse]:
    """Open a page, let the session end, and press the page's button."""
    opened = client.get(page)
    action = str(form_of(opened).get("action") or page)
    client.delete_cookie("session")
    client.delete_cookie("remember_token")
    return action, client.post(action, data=as_posted(opened) | typed)


def test_what_was_typed_is_there_after_signing_in_and_saved_by_one_press(
    guarded: Flask, owner: Account
) -> None:
    event = coming(owner)
    client = signed_in(guarded)
    page = f"/organise/events/{event.id}/details"
    summary = "First line.\n\nSecond, with “quotes” & <marks>."
    _, answer = sent(client, page, title="Winter breakfast", summary=summary)
    assert (answer.status_code, title(answer)) == (401, "Sign in")
    assert texts(answer, "div.warn p") == [
        "You’ve been signed out. Sign in again: what you typed is kept, and you can save it then."
    ]
    # A slip with the password carries it along as well.
    wrong = client.post("/sign-in", data=as_posted(answer) | SIGN_IN | {"password": "tea"})
    again = client.post("/sign-in", data=as_posted(wrong) | SIGN_IN)
    assert title(again) == "What you typed is still here"
    assert places(again, "Winter breakfast") == ["dd", "textarea"]
    selector = "main form[method=post]"
    address = str(form_of(again, selector)["action"])
    saved = client.post(address, data=as_posted(again, selector))
    assert saved.status_code == 303
    db.session.refresh(event)
    assert (event.title, event.summary) == ("Winter breakfast", summary)


def test_who_has_signed_in_again_elsewhere_presses_once_more(
    guarded: Flask, owner: Account
) -> None:
    event = coming(owner)
    client = signed_in(guarded)
    page = f"/organise/events/{event.id}/details"
    opened = as_posted(client.get(page))
    client.delete_cookie("session")
    client.post("/sign-in", data=as_posted(client.get("/sign-in")) | SIGN_IN)
    answer = client.post(page, data=opened | {"title": "Winter breakfast"})
    assert (answer.status_code, bool(places(answer, "Winter breakfast"))) == (400, True)
    selector = "main form[method=post]"
    assert client.post(page, data=as_posted(answer, selector)).status_code == 303
    db.session.refresh(event)
    assert event.title == "Winter breakfast"


def test_every_form_of_organisers_keeps_what_was_typed(guarded: Flask, owner: Account) -> None:
    populated: Populated = populate(owner.body_id)
    pages = [
        url
        for rule, url in addresses(guarded, populated.arguments, "GET")
        if rule.rule.startswith("/organise")
    ]
    tried = []
    for page in pages:
        client = signed_in(guarded)
        opened = client.get(page)
        if opened.status_code != 200 or opened.mimetype != "text/html":
            continue
        fields = typing_fields(opened)
        if not fields:
            continue
        typed = {name: f"typed into {name}" for name in fields}
        _, answer = sent(client, page, **typed)
        again = client.post("/sign-in", data=as_posted(answer) | SIGN_IN)
        kept = as_posted(again, "main form[method=post]")
        assert {name: kept[name] for name in typed} == {n: [v] for n, v in typed.items()}, page
        tried.append(page)
    assert len(tried) >= 9


def typing_fields(page: TestResponse) -> list[str]:
    """The names of the text fields of the page's first form that is posted."""
    try:
        form = form_of(page)
    except AssertionError:
        return []
    wanted = "input[type=text][name], input[type=email][name], textarea[name]"
    return [str(field["name"]) for field in form.select(wanted)]


def test_a_bare_button_leads_back_to_its_page(guarded: Flask, owner: Account) -> None:
    event = coming(owner)
    client = guarded.test_client()
    page = f"/organise/events/{event.id}/sign-up"
    answer = client.post(f"{page}/close", headers={"Referer": f"http://localhost{page}"})
    assert (answer.status_code, answer.location) == (302, f"/sign-in?next={page}")


def test_a_file_is_asked_for_again(guarded: Flask, owner: Account) -> None:
    event = coming(owner)
    page = f"/organise/events/{event.id}/people/import"
    answer = guarded.test_client().post(
        page,
        data={"file": (BytesIO(b"name\r\n"), "people.csv")},
        headers={"Referer": f"http://localhost{page}"},
    )
    assert texts(answer, "div.warn p") == [
        "You’ve been signed out. Sign in again, and choose the file once more."
    ]
    assert as_posted(answer)["next"] == [page]


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
)
def test_nothing_that_another_site_sends_is_carried_along(
    guarded: Flask, owner: Account, headers: dict[str, str]
) -> None:
    event = coming(owner)
    page = f"/organise/events/{event.id}/details"
    answer = guarded.test_client().post(page, data={"title": "Evil"}, headers=headers)
    assert (answer.status_code, answer.location) == (302, "/sign-in")


def test_a_page_that_renews_itself_goes_to_sign_in_as_a_whole(
    guarded: Flask, owner: Account
) -> None:
    event = coming(owner)
    address = f"/organise/events/{event.id}/rounds/progress"
    answer = guarded.test_client().get(address, headers={"HX-Request": "true"})
    assert (answer.text, answer.headers["HX-Redirect"]) == ("", "/sign-in")


def test_passwords_are_never_shown(guarded: Flask) -> None:
    answer = guarded.test_client().post("/sign-in", data={"email": "a@b.c", "password": "secret"})
    assert "secret" not in answer.text
