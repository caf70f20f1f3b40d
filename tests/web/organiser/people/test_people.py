"""The people page: the table, one person, the files."""

import re
from typing import Any

import pytest

from scheduler.models import Attendee, Event, OutgoingMail, db
from scheduler.services.people.several import PATIENCE
from tests.builders import NOW, Account, mails, make_attendee, make_event
from tests.builders.pages import after, errors_of, title, words

ONE_EMAIL = "1 email is written but NOT sent: no mail server is set."


def url(event: Event, place: str = "") -> str:
    return f"/organise/events/{event.id}/people{place}"


def shown(owner: Account, event: Event, query: str = "") -> list[str]:
    page = owner.client.get(url(event, query)).text
    return re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>', page)


def test_nobody_yet_says_what_to_do_first(owner: Account, event: Event) -> None:
    assert "Nobody has signed up yet" in words(owner.client.get(url(event)))


def test_the_table_counts_and_filters(owner: Account, event: Event) -> None:
    make_attendee(event, "Ann Lee", "Public", host_table=2)
    make_attendee(event, "Bo Ek", state="waiting")
    make_attendee(event, "Cy Gow", state="cancelled")
    page = words(owner.client.get(url(event)))
    assert "1 of 40 places taken · 0 confirmed · 1 waiting · 1 cancelled" in page
    assert "hosts table 2" in page
    assert shown(owner, event) == ["Ann Lee", "Bo Ek"]
    assert shown(owner, event, "?state=all") == ["Ann Lee", "Bo Ek", "Cy Gow"]
    assert shown(owner, event, "?state=cancelled") == ["Cy Gow"]
    assert shown(owner, event, "?state=nonsense&sort=nonsense&sector=x'") == []
    assert shown(owner, event, "?search=bo") == ["Bo Ek"]
    assert "None of the 3 people fits" in words(owner.client.get(url(event, "?search=zz")))


def test_a_person_is_added_by_hand_and_not_mailed(owner: Account, event: Event) -> None:
    data = {"name": "Ann Lee", "email": "ann@example.org", "sector": str(event.sectors[0].id),
            "offers": "a room\n\nadvice", "host_table": "3", "stays": "y",
            "priorities": "Mental wellbeing", "submission": "k"}  # fmt: skip
    page = after(owner.client, owner.client.post(url(event, "/new"), data=data))
    assert "Ann Lee has a place. No emails were sent." in page
    owner.client.post(url(event, "/new"), data=data)
    ann = db.session.query(Attendee).one()
    assert (ann.offers, ann.host_table, ann.stays) == (["a room", "advice"], 3, True)
    assert (ann.priorities, mails()) == (["Mental wellbeing"], [])


def test_a_full_event_offers_to_grow(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    make_attendee(event, "Ann")
    assert "Raise the capacity by one" in words(owner.client.get(url(event, "/new")))
    page = after(owner.client, owner.client.post(url(event, "/new"), data={"name": "Bo"}))
    assert "Bo is on the waiting list." in page
    data = {"name": "Cy", "raise_capacity": "y"}
    assert "Cy has a place." in after(
        owner.client, owner.client.post(url(event, "/new"), data=data)
    )


def test_the_list_says_who_is_coming(owner: Account, event: Event) -> None:
    make_attendee(event, "Ann Lee", confirmed_at=NOW)
    make_attendee(event, "Bo Ek")
    make_attendee(event, "Cy Gow", state="waiting")
    page = words(owner.client.get(url(event)))
    assert "2 of 40 places taken · 1 confirmed · 1 waiting · 0 cancelled" in page
    assert shown(owner, event, "?state=confirmed") == ["Ann Lee"]
    assert shown(owner, event, "?state=unconfirmed") == ["Bo Ek"]


def test_one_button_asks_those_who_have_not_said(owner: Account, event: Event) -> None:
    make_attendee(event, "Bo Ek")
    owner.client.post(url(event, "/links"))
    assert "not said yet that they are coming." not in owner.client.get(url(event)).text
    db.session.query(OutgoingMail).one().created_at -= PATIENCE
    db.session.commit()
    page = owner.client.get(url(event)).text
    assert "1 person with a place has not said yet that they are coming." in page
    asked = owner.client.get(url(event, "/ask"))
    assert title(asked) == "Ask 1 person whether they are coming?"
    assert "1 email goes out: Bo Ek." in words(asked)
    assert "Are you coming? Health networking breakfast, 4 December" in words(asked)
    assert len(mails()) == 1
    assert ONE_EMAIL in after(owner.client, owner.client.post(url(event, "/ask")))
    assert mails() == [("signed_up", "bo.ek@example.org"), ("reminder", "bo.ek@example.org")]


def test_a_shared_address_is_pointed_out(owner: Account, event: Event) -> None:
    make_attendee(event, "Bo")
    data = {"name": "Ann", "email": "bo@example.org"}
    owner.client.post(url(event, "/new"), data=data)
    page = owner.client.get(url(event)).text
    assert "No emails were sent. The address is also that of Bo." in page


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"name": " "}, ["Enter a name."]),
        ({"name": "A", "email": "nowhere"}, ["Enter an email address such as name@example.org."]),
        ({"name": "BO", "email": "bo@example.org"}, ["Bo is signed up with this address already."]),
        ({"name": "A", "arrives_round": "3", "leaves_after_round": "2"},
         ["They cannot leave after round 2 when they arrive for round 3."]),
        ({"name": "A", "host_table": "x"}, ["Enter a whole number."]),
        ({"name": "A", "sector": "99999"}, ["Choose from the list."]),
    ],
)  # fmt: skip
def test_faults_stand_beside_the_field(
    owner: Account, event: Event, data: dict[str, str], errors: list[str]
) -> None:
    make_attendee(event, "Bo")
    assert errors_of(owner.client.post(url(event, "/new"), data=data)) == errors
    assert db.session.query(Attendee).count() == 1


def test_a_person_is_changed(owner: Account, event: Event) -> None:
    ann = make_attendee(event, "Ann", offers=["a room"], priorities=["Old area"], dietary="vegan")
    page = owner.client.get(url(event, f"/{ann.id}")).text
    assert ">a room</textarea>" in page.replace("\r\n", "")
    assert "Old area" in page
    assert ">vegan</textarea>" in page.replace("\r\n", "")
    data = {"name": "Anne", "email": "ann@example.org", "leaves_after_round": "2", "offers": ""}
    assert "Anne is saved." in after(
        owner.client, owner.client.post(url(event, f"/{ann.id}"), data=data)
    )
    db.session.refresh(ann)
    assert (ann.name, ann.leaves_after_round, ann.offers) == ("Anne", 2, [])


def test_missing_sectors_are_chosen_in_the_table(owner: Account, event: Event) -> None:
    ann = make_attendee(event, "Ann", None)
    page = owner.client.get(url(event, "?sector=none")).text
    assert f'name="sector-{ann.id}"' in page
    data = {f"sector-{ann.id}": str(event.sectors[2].id), "sector-x": "1", "sector-9": ""}
    page = after(owner.client, owner.client.post(url(event, "/sectors"), data=data))
    assert "1 person has a sector now." in page
    db.session.refresh(ann)
    assert ann.sector_id == event.sectors[2].id
    data = {f"sector-{ann.id}": "99999"}
    page = after(owner.client, owner.client.post(url(event, "/sectors"), data=data))
    assert "That sector is not one of this event" in page


def test_who_waits_can_be_given_a_place(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    make_attendee(event, "Ann")
    bo = make_attendee(event, "Bo", state="waiting", waiting_since=NOW)
    assert "this raises its capacity to 2" in words(owner.client.get(url(event, f"/{bo.id}")))
    page = after(owner.client, owner.client.post(url(event, f"/{bo.id}/place")))
    assert f"Bo has a place. {ONE_EMAIL}" in page
    assert mails() == [("place_offered", "bo@example.org")]


def test_links_are_sent_to_one_or_to_all_who_had_none(owner: Account, event: Event) -> None:
    ann, bo = make_attendee(event, "Ann"), make_attendee(event, "Bo")
    nobody = make_attendee(event, "Cy", email=None, email_key=None)
    page = after(owner.client, owner.client.post(url(event, f"/{ann.id}/link")))
    assert f"The personal link is for ann@example.org. {ONE_EMAIL}" in page
    page = after(owner.client, owner.client.post(url(event, f"/{nobody.id}/link")))
    assert "Cy has no email address: add one first." in page
    assert "1 person has not heard from you yet" in words(owner.client.get(url(event)))
    asked = owner.client.get(url(event, "/links"))
    assert title(asked) == "Email 1 person their personal link?"
    assert "1 email goes out: Bo." in words(asked)
    assert "Paisley Breakfasts put you on the list; you did not sign up yourself." in words(asked)
    assert mails() == [("signed_up", "ann@example.org")]
    page = after(owner.client, owner.client.post(url(event, "/links")))
    assert ONE_EMAIL in page
    assert "heard from you yet" not in page
    assert mails() == [("signed_up", "ann@example.org"), ("signed_up", bo.email)]
    assert owner.client.get(url(event, "/links")).status_code == 303


@pytest.mark.parametrize(("query", "start"), [("", b"\xef\xbb\xbfname,"), ("?format=xlsx", b"PK")])
def test_the_list_can_be_downloaded(owner: Account, event: Event, query: str, start: bytes) -> None:
    make_attendee(event, "Zoë", organisation="=SUM(1)")
    answer = owner.client.get(url(event, "/export" + query))
    assert answer.data.startswith(start)
    assert "attachment" in answer.headers["Content-Disposition"]


def test_people_of_another_event_are_not_reached(owner: Account, event: Event) -> None:
    other = make_attendee(make_event(owner.body_id), "Ann")
    for place in ("", "/cancel", "/restore", "/link", "/place"):
        answer: Any = owner.client.post(url(event, f"/{other.id}{place}"), data={"name": "X"})
        assert answer.status_code == 404
    db.session.refresh(other)
    assert (other.name, other.state) == ("Ann", "placed")
