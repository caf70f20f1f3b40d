from datetime import timedelta

import time_machine
from flask import Flask
from flask.testing import FlaskClient

from scheduler.models import Event
from tests.builders import NOW, mails, make_attendee
from tests.builders.pages import errors, notices, words


def ask(client: FlaskClient, event: Event, email: str) -> tuple[int, str]:
    answer = client.post(f"/e/{event.slug}/lost-link", data={"email": email})
    return answer.status_code, words(client.get(answer.location))


def test_the_answer_is_the_same_for_known_and_unknown_addresses(
    client: FlaskClient, event: Event
) -> None:
    ann = make_attendee(event, "Ann Lee", email="ann@example.org", email_key="ann@example.org")
    known = ask(client, event, "ANN@example.org ")
    assert ask(client, event, "nobody@example.org") == known
    assert known[0] == 303
    assert notices(known[1]) == [
        "If that address is signed up for this event, its personal link is on the "
        "way. Give it a few minutes, and look in your junk or spam folder too."
    ]
    assert ann.name not in known[1]
    assert mails() == [("link_again", "ann@example.org")]


def test_the_mail_holds_the_link(app: Flask, client: FlaskClient, event: Event) -> None:
    ann = make_attendee(event, "Ann Lee", email="ann@example.org", email_key="ann@example.org")
    ask(client, event, "ann@example.org")
    app.extensions["queue"].run_pending()
    (mail,) = (app.config["INSTANCE_DIR"] / "outbox").glob("*.eml")
    assert f"http://localhost/me/{ann.token}" in mail.read_text()


def test_asking_again_and_again_is_one_mail_a_minute(
    client: FlaskClient, event: Event, two_weeks_before: time_machine.Traveller
) -> None:
    make_attendee(event, "Ann Lee", email="ann@example.org", email_key="ann@example.org")
    for _ in range(3):
        ask(client, event, "ann@example.org")
    assert len(mails()) == 1
    two_weeks_before.move_to(NOW + timedelta(seconds=61))
    ask(client, event, "ann@example.org")
    assert len(mails()) == 2


def test_what_is_no_address_is_said(client: FlaskClient, event: Event) -> None:
    answer = client.post(f"/e/{event.slug}/lost-link", data={"email": "ann"})
    assert answer.status_code == 400
    assert errors(answer) == ["Enter an email address such as name@example.org."]
