"""The offer of a place on the attendee's own pages."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from scheduler.models import Attendee, Event, db
from tests.builders import NOW, make_attendee
from tests.builders.pages import after, path_of, places, texts, title

UNTIL = NOW + timedelta(hours=6)


@pytest.fixture
def ann(event: Event) -> Attendee:
    event.places_taken += 1
    return make_attendee(event, "Ann Lee", state="offered", offered_until=UNTIL)


@pytest.mark.parametrize(
    ("answer", "first", "sentence", "heading"),
    [
        ("accept", "", "The place is yours. We’ll see you there.", "Ann, you have a place"),
        (
            "decline",
            "?answer=no",
            "Thank you for telling us. The place goes to the next person.",
            "Ann, you are number 1 on the waiting list",
        ),
    ],
)
def test_both_answers_to_an_offer(
    client: FlaskClient, ann: Attendee, answer: str, first: str, sentence: str, heading: str
) -> None:
    page = client.get(f"/me/{ann.token}/offer{first}")
    assert title(page) == "Ann, a place is held for you"
    until = "Until Friday 20 November 2026, 15:00 (London time). Then it goes"
    assert places(page, until) == ["p"]
    assert places(client.get(f"/me/{ann.token}/"), until) == ["p"]
    answered = client.post(f"/me/{ann.token}/offer/{answer}")
    assert places(after(client, answered), sentence) == ["div.notice.good"]
    assert title(client.get(f"/me/{ann.token}/")) == heading
    assert path_of(client.get(f"/me/{ann.token}/offer")) == f"/me/{ann.token}/"


def test_who_declined_asks_for_offers_again(client: FlaskClient, ann: Attendee) -> None:
    client.post(f"/me/{ann.token}/offer/decline")
    assert texts(client.get(f"/me/{ann.token}/"), "div.ask p") == [
        "You let a place pass, so you are not offered another one until you ask for it."
    ]
    client.post(f"/me/{ann.token}/offer/again")
    db.session.rollback()
    assert db.session.get_one(Attendee, ann.id, populate_existing=True).state == "placed"


def test_who_has_taken_the_place_in_another_tab_is_told_so_and_led_to_cancelling(
    client: FlaskClient, ann: Attendee
) -> None:
    client.post(f"/me/{ann.token}/offer/accept")
    declined = client.post(f"/me/{ann.token}/offer/decline")
    assert path_of(declined) == f"/me/{ann.token}/cancel"
    sentence = "You have a place. If you cannot come, cancel it here."
    assert places(after(client, declined), sentence) == ["div.notice.good"]


def test_an_offer_that_was_taken_back_is_not_passed_on(client: FlaskClient, ann: Attendee) -> None:
    ann.state, ann.waiting_since = "waiting", NOW
    db.session.commit()
    declined = client.post(f"/me/{ann.token}/offer/decline")
    assert places(declined, "This offer is over. Your page says where you stand now.") != []


@pytest.mark.parametrize("path", ["accept", "decline", "again"])
def test_a_link_that_is_followed_answers_nothing(
    client: FlaskClient, ann: Attendee, path: str
) -> None:
    assert client.get(f"/me/{ann.token}/offer/{path}").status_code == 405


def test_colleagues_of_one_mailbox_say_that_they_come_only_together(
    client: FlaskClient, event: Event
) -> None:
    event.places_taken = event.capacity
    waiting = {"state": "waiting", "waiting_since": NOW, "email": "hub@example.org"}
    ann, bo = (
        make_attendee(event, name, email_key="hub@example.org", **waiting)
        for name in ("Ann Lee", "Bo Ek")
    )
    own = f"/me/{ann.token}/"
    assert len(places(client.get(own), "Also waiting with the same email address: Bo Ek.")) == 1
    done = client.post(f"{own}together", data={"together": "yes"})
    assert (
        len(places(after(client, done), "You are offered places when there is one for each of"))
        == 1
    )
    told = "You come only together with Ann Lee: you are offered places when there is one for each"
    assert len(places(client.get(f"/me/{bo.token}/"), told)) == 1
    client.post(f"{own}together", data={"together": "no"})
    assert len(places(client.get(own), "Also waiting with the same email address: Bo Ek.")) == 1
