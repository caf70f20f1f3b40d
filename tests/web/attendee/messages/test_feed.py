"""The private calendar feed: made when wanted, followed by calendars, taken back."""

from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from scheduler.models import Attendee, Event, db
from tests.builders import NOW, make_attendee, make_plan
from tests.builders.pages import notices, number_of, title


@pytest.fixture
def ann(event: Event) -> Attendee:
    return make_attendee(event, "Ann Lee")


def feed_path(client: FlaskClient, ann: Attendee) -> str:
    client.post(f"/me/{ann.token}/subscribe")
    db.session.refresh(ann)
    path = f"/feed/{ann.feed_token}.ics"
    assert ann.token not in path
    db.session.commit()
    return path


def summaries(client: FlaskClient, path: str) -> list[tuple[str, str]]:
    entries = Calendar.from_ical(client.get(path).get_data(as_text=True)).walk("VEVENT")
    return [(str(entry["SUMMARY"]), str(entry["STATUS"])) for entry in entries]


def test_there_is_no_feed_before_it_is_asked_for(client: FlaskClient, ann: Attendee) -> None:
    page = client.get(f"/me/{ann.token}/subscribe")
    assert title(page) == "Subscribe in your calendar"
    assert "webcal:" not in page.text
    assert number_of(client.get(f"/me/{ann.token}/"), f'[href="/me/{ann.token}/subscribe"]') == 1
    assert client.get("/feed/None.ics").status_code == 404


def test_asking_twice_keeps_the_address(client: FlaskClient, ann: Attendee) -> None:
    path = feed_path(client, ann)
    assert feed_path(client, ann) == path
    page = client.get(f"/me/{ann.token}/subscribe").text
    assert number_of(page, f'[value="http://localhost{path}"]') == 1
    assert number_of(page, f'[href="webcal://localhost{path}"]') == 1


def test_it_holds_the_event_and_each_published_round(
    client: FlaskClient, event: Event, ann: Attendee
) -> None:
    path = feed_path(client, ann)
    name = "Health networking breakfast"
    assert summaries(client, path) == [(name, "CONFIRMED")]
    make_plan(event, [{1: [ann]}, {2: [ann]}])
    assert summaries(client, path) == [
        (name, "CONFIRMED"),
        (f"Round 1: table 1 ({name})", "CONFIRMED"),
        (f"Round 2: table 2 ({name})", "CONFIRMED"),
    ]
    assert b"METHOD:PUBLISH" in client.get(path).data


def test_who_has_no_place_has_an_empty_feed(client: FlaskClient, ann: Attendee) -> None:
    path = feed_path(client, ann)
    client.post(f"/me/{ann.token}/cancel")
    assert summaries(client, path) == []


def test_an_event_called_off_says_so(client: FlaskClient, event: Event, ann: Attendee) -> None:
    path = feed_path(client, ann)
    event.called_off_at = NOW
    db.session.commit()
    assert summaries(client, path) == [("Health networking breakfast", "CANCELLED")]


def test_a_calendar_that_is_up_to_date_gets_nothing_again(
    client: FlaskClient, event: Event, ann: Attendee
) -> None:
    path = feed_path(client, ann)
    etag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    make_plan(event, [{1: [ann]}])
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_an_address_that_was_taken_back_is_gone(client: FlaskClient, ann: Attendee) -> None:
    path = feed_path(client, ann)
    answer = client.post(f"/me/{ann.token}/unsubscribe")
    assert notices(client.get(answer.location)) == [
        "This link is off. Remove it from your calendar as well."
    ]
    assert client.get(path).status_code == 404
    assert feed_path(client, ann) != path


def test_a_feed_address_opens_nothing_else(client: FlaskClient, ann: Attendee) -> None:
    token = urlsplit(feed_path(client, ann)).path.removeprefix("/feed/").removesuffix(".ics")
    assert client.get(f"/me/{token}/").status_code == 404
    assert client.get("/feed/%00.ics").status_code == 404
