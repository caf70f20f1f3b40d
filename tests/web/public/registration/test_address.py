"""A mistyped address is asked about before it is used, and can be corrected after."""

import time_machine
from flask import Flask
from flask.testing import FlaskClient

from scheduler.models import Event, db
from scheduler.services.registration.own_address import CORRECTED_WITHIN
from tests.builders import mails, make_attendee
from tests.builders.forms import as_posted
from tests.builders.pages import errors_of, page_of, places, words
from tests.web.public.registration.test_sign_up import everybody, form, submit


def correct(client: FlaskClient, event: Event, address: str) -> str:
    answer = client.post(f"/e/{event.slug}/thanks", data={"email": address})
    return words(client.get(answer.location)) if answer.status_code == 303 else words(answer)


def test_an_address_that_looks_mistyped_is_asked_about_once(
    client: FlaskClient, event: Event
) -> None:
    asked = submit(client, event, email="ann@gmial.com")
    assert asked.status_code == 400
    assert errors_of(asked) == [
        "Did you mean ann@gmail.com? Correct it, or press the button again to keep ann@gmial.com."
    ]
    assert everybody() == []
    kept = client.post(f"/e/{event.slug}/sign-up", data=as_posted(asked))
    assert kept.status_code == 303
    assert mails() == [("signed_up", "ann@gmial.com")]


def test_the_address_is_corrected_on_the_page_that_follows(
    client: FlaskClient, event: Event
) -> None:
    submit(client, event, email="anna@example.org")
    assert places(
        correct(client, event, "ann@example.org"), "We have written to ann@example.org"
    ) == ["p"]
    (ann,) = everybody()
    assert ann.email == "ann@example.org"
    assert mails() == [
        ("signed_up", "anna@example.org"),
        ("address_moved", "anna@example.org"),
        ("signed_up", "ann@example.org"),
    ]


def test_nobody_elses_address_is_changed_and_the_page_does_not_tell(
    client: FlaskClient, event: Event
) -> None:
    there = make_attendee(event, "Ann Lee", email="ann@example.org", email_key="ann@example.org")
    submit(client, event, submission="another")
    assert places(
        correct(client, event, "eve@example.org"), "We have written to eve@example.org"
    ) == ["p"]
    db.session.refresh(there)
    assert there.email == "ann@example.org"
    assert [kind for kind, _ in mails()] == ["link_again"]


def test_it_is_too_late_after_an_hour_and_without_the_browser(
    app: Flask, client: FlaskClient, event: Event
) -> None:
    submit(client, event)
    assert app.test_client().post(f"/e/{event.slug}/thanks").location.endswith(event.slug + "/")
    (ann,) = everybody()
    with time_machine.travel(ann.signed_up_at + CORRECTED_WITHIN * 2, tick=False):
        correct(client, event, "late@example.org")
    assert [person.email for person in everybody()] == ["ann@example.org"]


def test_a_colleagues_form_has_the_organisation(client: FlaskClient, event: Event) -> None:
    answer = submit(client, event)
    link = page_of(client.get(answer.location)).find("a", string="Sign up a colleague")
    assert link is not None
    colleague = as_posted(client.get(str(link["href"])))
    assert (colleague["organisation"], colleague["name"]) == (["Shopmobility"], [""])


def test_without_cookies_signing_up_works_to_the_end(app: Flask, event: Event) -> None:
    shown = app.test_client(use_cookies=False)
    filled = as_posted(shown.get(f"/e/{event.slug}/")) | {
        name: [value] for name, value in form(event).items() if name != "submission"
    }
    answer = shown.post(f"/e/{event.slug}/sign-up", data=filled)
    thanks = words(shown.get(answer.location))
    assert places(thanks, "You have a place") == ["title", "h1.placed"]
    assert places(thanks, "sign up again with the right one") == ["p.quiet"]
    assert mails() == [("signed_up", "ann@example.org")]
