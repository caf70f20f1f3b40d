"""What strangers send needs no cookie; what organisers send needs their session."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.domain.states import DeskKind
from scheduler.models import Attendee, Event, db
from scheduler.services.morning.desk_links import make_link
from tests.applications import make_app
from tests.builders import NOW, Account, make_attendee
from tests.builders.accounts import make_invitation, sign_in
from tests.builders.forms import as_posted, form_of
from tests.builders.pages import errors, notices, places, texts, title, words


@pytest.fixture
def guarded(app: Flask, event: Event) -> Iterator[Flask]:
    """The application as it runs for real, on the test's database, two weeks before the event."""
    real = make_app(
        app.config["INSTANCE_DIR"], app.config["SQLALCHEMY_DATABASE_URI"], WTF_CSRF_ENABLED=True
    )
    with time_machine.travel(NOW, tick=False):
        yield real
    with real.app_context():
        db.engine.dispose()


@pytest.fixture
def refusing(guarded: Flask) -> FlaskClient:
    """A browser that refuses cookies, as those inside other apps do."""
    return guarded.test_client(use_cookies=False)


@pytest.fixture
def ann(event: Event) -> Attendee:
    return make_attendee(event, "Ann Lee")


def filled(
    client: FlaskClient, page: str, selector: str | None = None, **typed: str
) -> TestResponse:
    """Open the page, type into its form, and press its button."""
    opened = client.get(page)
    given = (selector,) if selector else ()
    action = form_of(opened, *given).get("action") or page
    return client.post(str(action), data=as_posted(opened, *given) | typed)


def test_signing_up_needs_no_cookie(refusing: FlaskClient, event: Event) -> None:
    page = f"/e/{event.slug}/"
    answer = filled(
        refusing, page, name="Ann Lee", organisation="x", sector="0", email="ann@example.org"
    )
    assert answer.status_code == 303
    thanks = refusing.get(answer.location)
    assert title(thanks) == "You have a place"
    assert places(thanks, "the address that you typed") == ["p"]


def test_no_page_of_strangers_sets_a_cookie(
    guarded: Flask, refusing: FlaskClient, event: Event, ann: Attendee
) -> None:
    for page in (f"/e/{event.slug}/", f"/e/{event.slug}/lost-link", f"/me/{ann.token}/"):
        assert "Set-Cookie" not in refusing.get(page).headers, page


def test_asking_for_the_link_needs_no_cookie(refusing: FlaskClient, event: Event) -> None:
    answer = filled(refusing, f"/e/{event.slug}/lost-link", email="ann@example.org")
    assert notices(refusing.get(answer.location)) == [
        "If that address is signed up for this event, its personal link is on the "
        "way. Give it a few minutes, and look in your junk or spam folder too."
    ]


def test_trying_a_list_and_a_volunteers_desk_need_no_cookie(
    refusing: FlaskClient, event: Event, ann: Attendee
) -> None:
    tried = filled(refusing, "/try", people="Ann, Hub, Public", rounds="1", most="2")
    assert "This page was open for too long" not in words(tried)
    desk = f"/desk/{make_link(event, 'Jean').token}/"
    tablet = f"/tablet/{make_link(event, 'Door', DeskKind.TABLET).token}/?find=ann"
    sector = str(event.sectors[0].id)
    db.session.commit()
    form = ".desk-walk-in form"
    assert filled(refusing, desk, form, name="Eve Walk", sector=sector).status_code == 303
    assert filled(refusing, tablet, "main form[method=post]").status_code in (200, 303)


PERSONAL = {
    "confirm": ("", "form[action$='/confirm']", {}, "Thank you. We’ll see you there."),
    "details": ("details", None, {"name": "Ann Leigh"}, "Your details are saved."),
    "email": ("email", None, {"email": "new@example.org"}, "We have sent a link"),
    "cancel": ("cancel", "main form[method=post]", {}, "your sign‑up is cancelled"),
}


@pytest.mark.parametrize("what", PERSONAL)
def test_a_personal_page_needs_no_cookie(refusing: FlaskClient, ann: Attendee, what: str) -> None:
    page, selector, typed, said = PERSONAL[what]
    answer = filled(refusing, f"/me/{ann.token}/{page}", selector, **typed)
    assert answer.status_code == 303
    assert places(refusing.get(answer.location), said) == [
        "h1" if what == "cancel" else "div.notice.good"
    ]


def test_asking_for_a_new_password_needs_no_cookie(refusing: FlaskClient, owner: Account) -> None:
    answer = filled(refusing, "/reset-password", email="olwen@example.org")
    assert notices(answer) == [
        "If that address has an account, a link for choosing a new password is on its way to it."
    ]


def test_whoever_joins_without_cookies_keeps_the_name_and_is_told_what_is_missing(
    refusing: FlaskClient, owner: Account
) -> None:
    make_invitation(owner.body_id, "secret", email="bo@example.org")
    page, typed = "/join/secret/", {"name": "Bo Lee", "password": "tea toast marmalade"}
    short = filled(refusing, page, **typed, password_again="x")
    assert (short.status_code, as_posted(short)["name"]) == (400, ["Bo Lee"])
    answer = filled(refusing, page, **typed, password_again=typed["password"])
    assert answer.status_code == 303
    made = "Your account is made, but this browser"
    assert len(places(refusing.get(answer.location), made)) == 1


def test_who_is_signed_in_joins_by_a_press_of_their_own_alone(
    guarded: Flask, refusing: FlaskClient, owner: Account, stranger: Account
) -> None:
    make_invitation(owner.body_id, "secret", email="stuart@example.org")
    client = sign_in(guarded, stranger.user)
    strangers = as_posted(refusing.get("/reset-password"))["csrf_token"]
    assert client.post("/join/secret/", data={"csrf_token": strangers}).status_code == 400
    assert filled(client, "/join/secret/", "main form").location == "/organise/"


def test_signing_in_without_cookies_says_what_is_missing(
    refusing: FlaskClient, owner: Account
) -> None:
    answer = filled(refusing, "/sign-in", email="olwen@example.org", password="x")
    assert answer.status_code == 400
    assert texts(answer, "div.warn p") == [
        "Press “Sign in” once more. If this comes back, your browser refuses "
        "cookies: allow them for this site, or use another browser. Signing in needs "
        "one."
    ]
    assert as_posted(answer)["email"] == ["olwen@example.org"]


@pytest.mark.parametrize("token", ["", "nonsense", "ImZvcm0i.aaaaaa.bbbbbbbbbbb"])
def test_a_form_that_did_not_come_from_here_changes_nothing_and_loses_nothing(
    refusing: FlaskClient, event: Event, token: str
) -> None:
    typed = {"name": "Ann Lee", "about": "We run a food bank.", "csrf_token": token}
    answer = refusing.post(f"/e/{event.slug}/sign-up", data=typed)
    assert answer.status_code == 400
    assert errors(answer) == [
        "This page is an old one. What you typed is still here: press the button again."
    ]
    again = as_posted(answer)
    assert (again["name"], again["about"]) == (["Ann Lee"], ["We run a food bank."])
    more = {"organisation": "x", "sector": "0", "email": "ann@example.org"}
    assert refusing.post(f"/e/{event.slug}/sign-up", data=again | more).status_code == 303


def test_a_token_for_strangers_opens_nothing_of_organisers(
    guarded: Flask, refusing: FlaskClient, event: Event, owner: Account
) -> None:
    token = as_posted(refusing.get(f"/e/{event.slug}/"))["csrf_token"]
    client = sign_in(guarded, owner.user)
    answer = client.post(f"/organise/events/{event.id}/sign-up/close", data={"csrf_token": token})
    assert answer.status_code == 400


def test_what_a_page_says_is_ours_and_fades(
    guarded: Flask, refusing: FlaskClient, ann: Attendee
) -> None:
    there = filled(refusing, f"/me/{ann.token}/", "form[action$='/confirm']").location
    with time_machine.travel(NOW.timestamp() + 601, tick=False):
        assert "We’ll see you there" not in words(refusing.get(there))
    forged = f"/me/{ann.token}/?said=Send+your+password"
    assert "password" not in words(refusing.get(forged))


Close = Callable[[Event], None]


def closed(event: Event) -> None:
    event.signup_closes_at = NOW


def called_off(event: Event) -> None:
    event.called_off_at, event.called_off_words = NOW, "The hall is flooded."


def begun(event: Event) -> None:
    event.starts_at = NOW


def not_yet(event: Event) -> None:
    event.signup_opens_at = event.starts_at


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (closed, "Sign-up for this event has closed."),
        (called_off, "This event has been called off."),
        (begun, "Sign-up for this event has closed."),
        (not_yet, "Sign-up for this event has not opened yet."),
    ],
)
def test_sign_up_that_ends_while_somebody_types_shows_what_they_typed(
    refusing: FlaskClient, event: Event, change: Close, sentence: str
) -> None:
    page = refusing.get(f"/e/{event.slug}/")
    change(event)
    db.session.commit()
    typed = {"name": "Ann Lee", "organisation": "Shopmobility", "email": "ann@example.org"}
    more = {"sector": "0", "access": "Hearing loop\nStep-free"}
    answer = refusing.post(f"/e/{event.slug}/sign-up", data=as_posted(page) | typed | more)
    assert answer.status_code == 409
    assert errors(answer) == [sentence, "Questions? Write to olwen@example.org."]
    again = as_posted(answer)
    assert {name: again[name] for name in typed | more} == {
        name: [value] for name, value in (typed | more).items()
    }


@pytest.mark.parametrize("change", [called_off, begun])
@pytest.mark.parametrize("page", ["details", "email"])
def test_a_refused_change_of_ones_own_shows_what_was_typed(
    refusing: FlaskClient, ann: Attendee, change: Close, page: str
) -> None:
    opened = as_posted(refusing.get(f"/me/{ann.token}/{page}"))
    change(ann.event)
    db.session.commit()
    typed = {"email": "new@example.org"} if page == "email" else {"dietary": "Nut allergy: severe"}
    answer = refusing.post(f"/me/{ann.token}/{page}", data=opened | typed)
    assert answer.status_code in (400, 409)
    assert "Questions? Write to olwen@example.org." in errors(answer)
    again = as_posted(answer)
    assert {name: again[name] for name in typed} == {n: [value] for n, value in typed.items()}
