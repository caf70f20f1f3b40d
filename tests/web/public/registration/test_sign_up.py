from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug.test import TestResponse

from scheduler.models import Attendee, Event, db
from tests.builders import NOW, Account, mails, make_attendee, make_event
from tests.builders.pages import errors, errors_of, hidden, number_of, path_of, places, title, words


def form(event: Event, **changes: Any) -> dict[str, Any]:
    values = {
        "name": "Ann Lee",
        "organisation": "Shopmobility",
        "sector": str(event.sectors[0].id),
        "email": "ann@example.org",
        "submission": "a-key",
    }
    return {name: value for name, value in (values | changes).items() if value is not None}


def submit(client: FlaskClient, event: Event, **changes: Any) -> TestResponse:
    return client.post(f"/e/{event.slug}/sign-up", data=form(event, **changes))


def everybody() -> list[Attendee]:
    db.session.rollback()
    everything = select(Attendee).options(selectinload(Attendee.consents)).order_by(Attendee.id)
    people = list(db.session.scalars(everything))
    # An open transaction would hold the write lock of SQLite against the application.
    db.session.commit()
    return people


def test_four_answers_are_enough(app: Flask, client: FlaskClient, event: Event) -> None:
    answer = submit(client, event)
    assert (answer.status_code, path_of(answer)) == (303, f"/e/{event.slug}/thanks")
    (ann,) = everybody()
    assert (ann.name, ann.state, ann.consents, ann.access) == ("Ann Lee", "placed", [], "")
    assert mails() == [("signed_up", "ann@example.org")]
    assert app.extensions["queue"].run_pending() == 1
    assert [mail.read_bytes().count(b"BEGIN:VCALENDAR") for mail in outbox(app)] == [1]


def outbox(app: Flask) -> list[Any]:
    return list((app.config["INSTANCE_DIR"] / "outbox").glob("*.eml"))


def test_everything_can_be_told(client: FlaskClient, event: Event) -> None:
    told = {
        "about": "We fix wheelchairs",
        "access": "Hearing loop\r\nStep-free",
        "dietary": "vegan",
        "priorities": ["Mental wellbeing"],
        "consents": ["future_events", "keep_in_touch"],
        "sector": "0",
    }
    assert submit(client, event, **told).status_code == 303
    (ann,) = everybody()
    assert (ann.about, ann.access) == ("We fix wheelchairs", "Hearing loop\nStep-free")
    assert (ann.dietary, ann.priorities, ann.sector_id) == ("vegan", ["Mental wellbeing"], None)
    assert {consent.kind for consent in ann.consents} == {"future_events", "keep_in_touch"}


def test_thanks_tells_of_the_place_and_can_be_reloaded(client: FlaskClient, event: Event) -> None:
    submit(client, event)
    for _ in range(2):
        page = client.get(f"/e/{event.slug}/thanks")
        assert (page.status_code, title(page)) == (200, "You have a place")
    assert len(everybody()) == 1


def test_in_a_full_event_one_page_is_true_of_everybody(app: Flask, owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    make_attendee(event, "Ann Lee", email="placed@example.org", email_key="placed@example.org")
    make_attendee(event, "Ann Lee", state="waiting", waiting_since=NOW,
                  email="waits@example.org", email_key="waits@example.org")  # fmt: skip
    pages = set()
    for email in ("placed@example.org", "waits@example.org", "unknown@example.org"):
        visitor = app.test_client()
        answer = submit(visitor, event, email=email, submission=email[:5])
        assert answer.status_code == 303, words(answer)
        thanks = visitor.get(answer.location)
        assert title(thanks) == "No place is free now"
        pages.add((answer.status_code, answer.location, thanks.text.replace(email, "X")))
    assert len(pages) == 1
    assert mails() == [
        ("link_again", "placed@example.org"),
        ("link_again", "waits@example.org"),
        ("waiting", "unknown@example.org"),
    ]


def test_who_waits_while_places_are_free_gets_one_and_the_page_is_true(
    client: FlaskClient, event: Event
) -> None:
    make_attendee(event, "Ann Lee", state="waiting", waiting_since=NOW)
    submit(client, event, email="ann.lee@example.org")
    assert title(client.get(f"/e/{event.slug}/thanks")) == "You have a place"
    assert [person.state for person in everybody()] == ["placed"]
    assert mails() == [
        ("place_offered", "ann.lee@example.org"),
        ("link_again", "ann.lee@example.org"),
    ]


def test_thanks_is_for_who_has_signed_up(client: FlaskClient, event: Event, owner: Account) -> None:
    answer = client.get(f"/e/{event.slug}/thanks")
    assert (answer.status_code, answer.location) == (302, f"/e/{event.slug}/")
    submit(client, event)
    other = make_event(owner.body_id)
    assert client.get(f"/e/{other.slug}/thanks").status_code == 302


def test_a_double_click_is_one_entry(client: FlaskClient, event: Event) -> None:
    submit(client, event)
    submit(client, event)
    assert title(client.get(f"/e/{event.slug}/thanks")) == "You have a place"
    assert (len(everybody()), len(mails())) == (1, 1)


def test_each_page_carries_a_key_of_its_own_and_keeps_it_through_errors(
    client: FlaskClient, event: Event
) -> None:
    first, second = (hidden(client.get(f"/e/{event.slug}/"), "submission") for _ in range(2))
    assert len(first) >= 20
    assert first != second
    assert hidden(submit(client, event, name="", submission=first), "submission") == first


def test_nobody_learns_that_an_address_is_known(app: Flask, event: Event) -> None:
    make_attendee(event, "Ann Lee", email="bob@example.org", email_key="bob@example.org")
    pages = []
    for email in ("new@example.org", "bob@example.org"):
        visitor = app.test_client()
        answer = submit(visitor, event, email=email, submission=email[:3])
        thanks = visitor.get(answer.location)
        pages.append((answer.status_code, answer.location, thanks.text.replace(email, "X")))
    assert pages[0] == pages[1]
    assert mails() == [("signed_up", "new@example.org"), ("link_again", "bob@example.org")]
    assert [person.email for person in everybody()] == ["bob@example.org", "new@example.org"]


NO_ADDRESS = "Enter an email address such as name@example.org."
GONE = "One of your choices is no longer on the list. Choose again."
ROBOT = (
    "A field that people do not see was filled in. If you are not a robot, press the button again."
)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "  "}, "Enter your name."),
        ({"name": "x" * 201}, "“Name” can have at most 200 characters."),
        ({"organisation": ""}, "Enter your organisation."),
        ({"sector": None}, "Choose your sector, or “Not sure”."),
        ({"sector": ""}, "Choose your sector, or “Not sure”."),
        ({"email": ""}, "Enter your email address."),
        ({"email": "ann@example"}, NO_ADDRESS),
        ({"email": "ann@example.org\nbcc: b@example.org"}, NO_ADDRESS),
        ({"priorities": ["Sport"]}, GONE),
        ({"website": "https://spam.example"}, ROBOT),
    ],
)
def test_what_cannot_be_used_is_said_beside_the_field(
    client: FlaskClient, event: Event, changes: dict[str, Any], sentence: str
) -> None:
    answer = submit(client, event, **changes)
    assert (answer.status_code, errors(answer)) == (400, [sentence])
    assert (everybody(), mails()) == ([], [])
    if "name" not in changes:
        assert number_of(answer, '[value="Ann Lee"]') == 1


@pytest.mark.parametrize("field", ["name", "organisation", "about", "email", "submission"])
def test_a_nul_breaks_nothing(client: FlaskClient, event: Event, field: str) -> None:
    """PostgreSQL cannot store it."""
    assert submit(client, event, **{field: form(event).get(field, "x") + "\0"}).status_code in (
        303,
        400,
    )


def test_a_control_character_is_left_out_of_what_is_typed(
    client: FlaskClient, event: Event
) -> None:
    submit(client, event, name="A\0nn \x07Lee", organisation="O\0\x1b", about="One\r\n\0two\x7f")
    [ann] = everybody()
    assert (ann.name, ann.organisation) == ("Ann Lee", "O")


def test_a_sector_of_another_event_is_refused(
    client: FlaskClient, event: Event, owner: Account
) -> None:
    other = make_event(owner.body_id)
    answer = submit(client, event, sector=str(other.sectors[0].id))
    assert (answer.status_code, errors(answer)) == (
        400,
        ["That sector is no longer on the list. Choose another."],
    )


def test_three_priorities_are_the_most(client: FlaskClient, owner: Account) -> None:
    areas = ["Carers", "Housing", "Sport", "Youth"]
    event = make_event(owner.body_id, priority_areas=areas)
    answer = submit(client, event, priorities=areas)
    assert errors(answer) == ["Choose at most 3; you chose 4."]


def test_an_event_without_priority_areas_asks_for_none(client: FlaskClient, owner: Account) -> None:
    event = make_event(owner.body_id, priority_areas=[])
    assert 'name="priorities"' not in client.get(f"/e/{event.slug}/").text
    assert submit(client, event).status_code == 303


def test_a_form_that_was_open_too_long_is_refused_in_plain_words(
    client: FlaskClient, event: Event, two_weeks_before: time_machine.Traveller
) -> None:
    two_weeks_before.move_to(event.starts_at)
    answer = submit(client, event)
    assert answer.status_code == 409
    assert places(answer, "Sign-up for this event has closed.") == ["p", "li"]


def test_without_its_token_the_form_is_refused(
    app: Flask, client: FlaskClient, event: Event
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert submit(client, event).status_code == 400
    token = hidden(client.get(f"/e/{event.slug}/"), "csrf_token")
    assert submit(client, event, csrf_token=token).status_code == 303


def test_reloading_the_forms_address_leads_back_to_the_page(
    client: FlaskClient, event: Event
) -> None:
    answer = client.get(f"/e/{event.slug}/sign-up")
    assert (answer.status_code, answer.location) == (302, f"/e/{event.slug}/")


@pytest.mark.parametrize("nothing", ["\u200b", " \ufeff ", "\u3164", "\u0301"])
@pytest.mark.parametrize(
    ("field", "sentence"),
    [("name", "Enter your name."), ("organisation", "Enter your organisation.")],
)
def test_a_name_without_ink_is_asked_for_again(
    client: FlaskClient, event: Event, field: str, sentence: str, nothing: str
) -> None:
    answer = submit(client, event, **{field: nothing})
    assert (answer.status_code, errors(answer)) == (400, [sentence])
    assert everybody() == []


def test_a_full_stop_is_neither_a_name_nor_an_organisation(
    client: FlaskClient, event: Event
) -> None:
    page = submit(client, event, name=".", organisation="—")
    assert (page.status_code, errors_of(page)) == (
        400,
        ["Enter your name.", "Enter your organisation."],
    )
    assert everybody() == []
