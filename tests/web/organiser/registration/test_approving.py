"""Answering requests on the organiser's pages: numbers and the email first, then the deed, Undo."""

import pytest

from scheduler.models import Attendee, Event, db
from tests.builders import NOW, Account, make_attendee, make_event, posted
from tests.builders.pages import after, page_of, places, said, texts, title


@pytest.fixture
def event(owner: Account) -> Event:
    return make_event(owner.body_id, capacity=1, approval=True)


@pytest.fixture
def people(event: Event) -> list[Attendee]:
    return [make_attendee(event, name, state="asked") for name in ("Ann Lee", "Bo Ray")]


def url(event: Event, place: str = "") -> str:
    return f"/organise/events/{event.id}/people/requests{place}"


def test_two_are_approved_with_their_emails_and_brought_back(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    client, ids = owner.client, [person.id for person in people]
    assert title(client.get(url(event))) == "2 people ask to come"
    asked = client.get(url(event, "/answer"), query_string={"answer": "approve", "id": ids})
    assert title(asked) == "Approve 2 people?"
    assert texts(asked, "ul.effects li")[:2] == [
        "1 person gets a place.",
        "1 person goes to the waiting list: no place is free for Bo Ray.",
    ]
    assert texts(asked, ".shown-email strong") == [
        "You have a place: Health networking breakfast, 4 December",
        "Waiting list, number 1: Health networking breakfast, 4 December",
    ]
    buttons = [said(button) for button in page_of(asked).select("main form button")]
    assert buttons == ["Approve 2 and send 2 emails", "Approve 2 and send no email"]
    form = {"id": ids, "placed": str(ids[0]), "action": "approve-and-tell"}
    done = after(client, client.post(url(event, "/answer"), data=form))
    sentence = "2 people are approved: 1 has a place, 1 is on the waiting list."
    assert len(places(done, sentence)) == 1
    assert [mail.kind for mail in posted()] == ["signed_up", "waiting"]
    undone = after(client, client.post(url(event, "/undo")))
    assert len(places(undone, "2 people wait for your answer again.")) == 1
    db.session.rollback()
    states = {person.state for person in db.session.query(Attendee)}
    assert (states, db.session.get_one(Event, event.id).places_taken) == ({"asked"}, 0)


def test_a_reason_is_read_in_the_email_and_on_the_personal_page(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    form = {"id": people[0].id, "words": "We have five choirs.", "action": "decline-look"}
    shown = owner.client.post(url(event, "/answer"), data=form)
    assert places(shown, "We have five choirs.") == ["#words textarea", "pre.mail-text"]
    assert posted() == []
    done = owner.client.post(url(event, "/answer"), data=form | {"action": "decline-and-tell"})
    assert len(places(after(owner.client, done), "1 request was not accepted.")) == 1
    assert [mail.kind for mail in posted()] == ["declined"]
    page = owner.client.get(f"/me/{people[0].token}/")
    assert title(page) == "Ann, you do not have a place this time"
    assert places(page, "We have five choirs.") == ["p.summary"]


def test_a_page_that_is_out_of_date_approves_nobody(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    form = {"id": people[0].id, "placed": "", "action": "approve"}
    refused = owner.client.post(url(event, "/answer"), data=form)
    assert refused.status_code == 409
    assert len(places(refused, "Places or requests have changed meanwhile")) == 1
    assert {person.state for person in db.session.query(Attendee)} == {"asked"}


def test_the_public_page_and_the_personal_one_say_who_decides(owner: Account, event: Event) -> None:
    client = owner.client
    page = client.get(f"/e/{event.slug}/")
    assert texts(page, "#sign-up-title") == ["Ask for a place"]
    decides = "decides who comes, and tells you by email."
    assert len(places(page, decides)) == 1
    ann = make_attendee(event, "Ann Lee", state="asked", signed_up_at=NOW)
    assert title(client.get(f"/me/{ann.token}/")) == "Ann, you have asked for a place"
    assert title(client.get(f"/me/{ann.token}/cancel")) == "Take your request back?"


def test_switching_it_off_leaves_who_asks_and_says_so(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    there = f"/organise/events/{event.id}/sign-up"
    version = page_of(owner.client.get(there)).select_one("input[name=version]")
    assert version is not None
    data = {"version": version["value"], "capacity": "2", "language": "en"}
    told = after(owner.client, owner.client.post(there, data=data))
    assert len(places(told, "2 people still wait for your answer.")) == 1
    db.session.rollback()
    assert not db.session.get_one(Event, event.id).approval


@pytest.mark.parametrize("button", [{"action": "tpyo"}, {"action": ""}, {}])
def test_an_unknown_button_approves_nobody(
    owner: Account, event: Event, people: list[Attendee], button: dict[str, str]
) -> None:
    form = {"id": [person.id for person in people], "placed": str(people[0].id), **button}
    assert owner.client.post(url(event, "/answer"), data=form).status_code == 400
    assert [db.session.get_one(Attendee, each.id).state for each in people] == ["asked", "asked"]
    assert posted() == []
