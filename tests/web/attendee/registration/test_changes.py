"""Confirming, changing details, cancelling and coming back on the personal page."""

from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from scheduler.domain.people.fields import LONGEST
from scheduler.models import Attendee, Consent, Event, db
from tests.builders import NOW, Account, mails, make_attendee, make_event
from tests.builders.forms import as_posted
from tests.builders.pages import errors, hidden, notices, number_of, path_of, texts, title


def again(attendee: Attendee) -> Attendee:
    """The attendee as stored now."""
    db.session.rollback()
    found = db.session.get_one(Attendee, attendee.id, populate_existing=True)
    assert found.consents is not None
    db.session.commit()
    return found


@pytest.fixture
def ann(event: Event) -> Attendee:
    return make_attendee(event, "Ann Lee", dietary="vegan", access="Hearing loop")


def test_confirming(client: FlaskClient, ann: Attendee) -> None:
    answer = client.post(f"/me/{ann.token}/confirm")
    assert (answer.status_code, path_of(answer)) == (303, f"/me/{ann.token}/")
    assert again(ann).confirmed_at == NOW
    assert notices(client.get(answer.location)) == ["Thank you. We’ll see you there."]


@pytest.mark.parametrize("path", ["confirm", "take-place"])
def test_a_mail_filter_that_follows_links_changes_nothing(
    client: FlaskClient, ann: Attendee, path: str
) -> None:
    assert client.get(f"/me/{ann.token}/{path}").status_code == 405
    assert again(ann).confirmed_at is None


def test_looking_at_the_cancel_page_cancels_nothing(client: FlaskClient, ann: Attendee) -> None:
    assert title(client.get(f"/me/{ann.token}/cancel")) == "Cancel your place?"
    assert (again(ann).state, mails()) == ("placed", [])


@pytest.mark.parametrize("path", ["confirm", "details", "cancel", "take-place"])
def test_without_the_token_of_the_page_nothing_changes(
    app: Flask, client: FlaskClient, ann: Attendee, path: str
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert client.post(f"/me/{ann.token}/{path}").status_code == 400
    assert (again(ann).state, again(ann).confirmed_at, mails()) == ("placed", None, [])


def test_cancelling_gives_the_place_away_and_tells_both(
    client: FlaskClient, owner: Account
) -> None:
    event = make_event(owner.body_id, capacity=1)
    ann = make_attendee(event, "Ann Lee")
    bob = make_attendee(event, "Bob Ray", state="waiting", waiting_since=NOW)
    for _ in range(2):
        answer = client.post(f"/me/{ann.token}/cancel")
        assert (answer.status_code, path_of(answer)) == (303, f"/me/{ann.token}/")
    assert (again(ann).state, again(bob).state) == ("cancelled", "placed")
    assert title(client.get(f"/me/{bob.token}/")) == "Bob, you have a place"
    assert mails() == [
        ("cancelled", "ann.lee@example.org"),
        ("place_offered", "bob.ray@example.org"),
    ]


def test_undoing_a_cancellation(client: FlaskClient, ann: Attendee) -> None:
    client.post(f"/me/{ann.token}/cancel")
    answer = client.post(f"/me/{ann.token}/take-place")
    assert notices(client.get(answer.location)) == ["You have a place again."]
    assert again(ann).state == "placed"


def test_coming_back_to_a_full_event(client: FlaskClient, owner: Account) -> None:
    event = make_event(owner.body_id, capacity=0)
    ann = make_attendee(event, "Ann Lee", state="cancelled")
    answer = client.post(f"/me/{ann.token}/take-place")
    assert notices(client.get(answer.location)) == ["You are number 1 on the waiting list."]


def test_it_is_too_late_to_cancel_once_it_has_begun(
    client: FlaskClient, ann: Attendee, two_weeks_before: time_machine.Traveller
) -> None:
    two_weeks_before.move_to(ann.event.starts_at)
    answer = client.post(f"/me/{ann.token}/cancel")
    assert answer.status_code == 409
    assert texts(answer, "p") == [
        "The event has begun. Please tell Paisley Breakfasts yourself.",
        "Questions? Write to olwen@example.org .",
        "Go back",
    ]
    assert again(ann).state == "placed"


@pytest.mark.parametrize("page", ["cancel", "details"])
def test_once_it_has_begun_there_is_no_form_but_a_way_back(
    client: FlaskClient, ann: Attendee, two_weeks_before: time_machine.Traveller, page: str
) -> None:
    two_weeks_before.move_to(ann.event.starts_at)
    asked = client.get(f"/me/{ann.token}/{page}")
    assert (asked.status_code, asked.location) == (303, f"/me/{ann.token}/")
    sent = client.post(f"/me/{ann.token}/{page}", data=details(ann))
    assert sent.status_code == 409
    assert number_of(sent, f'main [href="/me/{ann.token}/"]') > 0
    assert number_of(sent, '[href^="mailto:olwen@example.org"]') > 0


def details(ann: Attendee, **changes: Any) -> dict[str, Any]:
    return {"name": "Ann Lee", "organisation": "Lee Trust", "sector": str(ann.sector_id)} | changes


def test_the_form_shows_what_was_told(client: FlaskClient, ann: Attendee) -> None:
    ann.consents = [Consent(kind="keep_in_touch", wording="Yes.", given_at=NOW)]
    db.session.commit()
    page = client.get(f"/me/{ann.token}/details").text
    told = ('value="Ann Lee"', 'value="Lee Trust"', 'value="vegan"', "Hearing loop</textarea>")
    assert [known for known in told if known not in page] == []
    assert page.count(" checked ") == 2


def test_changing_details_keeps_the_place_the_address_and_the_link(
    client: FlaskClient, ann: Attendee, event: Event
) -> None:
    changed = details(
        ann,
        name="Ann Leigh",
        sector=str(event.sectors[2].id),
        dietary="",
        consents=["future_events"],
        email="other@example.org",
    )
    answer = client.post(f"/me/{ann.token}/details", data=changed)
    assert (answer.status_code, path_of(answer)) == (303, f"/me/{ann.token}/")
    now = again(ann)
    assert (now.name, now.sector_id, now.dietary) == ("Ann Leigh", event.sectors[2].id, "")
    assert (now.email, now.state, now.token) == ("ann.lee@example.org", "placed", ann.token)
    assert [consent.kind for consent in now.consents] == ["future_events"]
    assert mails() == []


def test_consents_and_priorities_can_be_withdrawn(client: FlaskClient, ann: Attendee) -> None:
    ann.consents = [Consent(kind="keep_in_touch", wording="Yes.", given_at=NOW)]
    ann.priorities = ["Mental wellbeing"]
    db.session.commit()
    client.post(f"/me/{ann.token}/details", data=details(ann))
    assert (again(ann).consents, again(ann).priorities) == ([], [])


def test_what_the_page_does_not_ask_is_kept(client: FlaskClient, ann: Attendee) -> None:
    ann.priorities, ann.event.priority_areas = ["Mental wellbeing"], []
    db.session.commit()
    address = f"/me/{ann.token}/details"
    sent = as_posted(client.get(address))
    assert "priorities" not in sent
    assert client.post(address, data=sent).status_code == 303
    assert again(ann).priorities == ["Mental wellbeing"]


def test_a_missing_name_is_said_beside_its_field(client: FlaskClient, ann: Attendee) -> None:
    answer = client.post(f"/me/{ann.token}/details", data=details(ann, name=" "))
    assert (answer.status_code, errors(answer)) == (400, ["Enter your name."])
    assert again(ann).name == "Ann Lee"


def test_the_pages_own_token_lets_the_form_through(
    app: Flask, client: FlaskClient, ann: Attendee
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    token = hidden(client.get(f"/me/{ann.token}/"), "csrf_token")
    answer = client.post(f"/me/{ann.token}/confirm", data={"csrf_token": token})
    assert answer.status_code == 303


def test_the_download_is_the_entry_of_the_mail(
    app: Flask, client: FlaskClient, event: Event
) -> None:
    form = {"name": "Bob Ray", "organisation": "x", "sector": "0", "email": "bob@example.org"}
    client.post(f"/e/{event.slug}/sign-up", data=form)
    app.extensions["queue"].run_pending()
    (mail,) = (app.config["INSTANCE_DIR"] / "outbox").glob("*.eml")
    token = mail.read_text().split("/me/")[1].split()[0]
    answer = client.get(f"/me/{token}/calendar.ics")
    (entry,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert f"UID:{entry['UID']}" in mail.read_text()
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")


@pytest.mark.parametrize("name", ["name", "organisation", "about", "access", "dietary"])
def test_what_an_organiser_stored_can_be_saved_untouched(
    client: FlaskClient, ann: Attendee, name: str
) -> None:
    text = "x" * LONGEST[name]
    setattr(ann, name, text)
    db.session.commit()
    page = f"/me/{ann.token}/details"
    shown = as_posted(client.get(page))
    assert shown[name] == [text]
    assert client.post(page, data=shown).status_code == 303
    assert client.post(page, data=shown | {name: text + "x"}).status_code == 400


def test_the_language_that_somebody_chooses_is_kept(client: FlaskClient, ann: Attendee) -> None:
    page = client.get(f"/me/{ann.token}/", headers={"Accept-Language": "pl"})
    assert title(page) == "Ann, masz miejsce"
    posted = as_posted(page, "form.languages") | {"language": "gd"}
    assert client.post(f"/me/{ann.token}/language", data=posted).status_code == 303
    assert again(ann).language == "gd"
    page = client.get(f"/me/{ann.token}/", headers={"Accept-Language": "pl"})
    assert title(page) == "Ann, tha àite agaibh"
