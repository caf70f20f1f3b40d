"""The people page: the table, one person, the files."""

import csv
import re
from typing import Any

import pytest

from scheduler.models import Attendee, Event, OutgoingMail, Sector, db
from scheduler.services.morning.attendance import check_in, mark_absent
from scheduler.services.people.mailing import PATIENCE
from tests.builders import NOW, Account, mails, make_attendee, make_event
from tests.builders.pages import (
    after,
    errors_of,
    notices,
    number_of,
    page_of,
    places,
    said,
    texts,
    title,
    words,
)

ONE_EMAIL = "1 email is written but not sent: no email account is connected."


def url(event: Event, place: str = "") -> str:
    return f"/organise/events/{event.id}/people{place}"


def shown(owner: Account, event: Event, query: str = "") -> list[str]:
    page = owner.client.get(url(event, query)).text
    return re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>', page)


def test_nobody_yet_says_what_to_do_first(owner: Account, event: Event) -> None:
    assert texts(owner.client.get(url(event)), "h2") == ["Nobody has signed up yet"]


def test_the_table_counts_and_filters(owner: Account, event: Event) -> None:
    make_attendee(event, "Ann Lee", "Public", host_table=2)
    make_attendee(event, "Bo Ek", state="waiting")
    make_attendee(event, "Cy Gow", state="cancelled")
    page = words(owner.client.get(url(event)))
    assert texts(page, "h1") == ["1 person and 1 waiting"]
    assert texts(page, "p.numbers") == ["1 of 40 places taken"]
    assert texts(page, ".chips li") == [
        "All 2", "Voluntary 1", "Public 1", "Hosts 1", "Waiting list 1", "Cancelled 1",
    ]  # fmt: skip
    hosts = words(owner.client.get(url(event, "?state=hosts")))
    assert texts(hosts, ".chips [aria-current]") == ["Hosts 1"]
    assert texts(page, "td.marks span") == ["hosts table 2", "number 1 waiting"]
    assert shown(owner, event) == ["Ann Lee", "Bo Ek"]
    assert shown(owner, event, "?state=all") == ["Ann Lee", "Bo Ek", "Cy Gow"]
    assert shown(owner, event, "?state=cancelled") == ["Cy Gow"]
    assert shown(owner, event, "?state=nonsense&sort=nonsense&sector=x'") == []
    assert shown(owner, event, "?search=bo") == ["Bo Ek"]
    assert texts(owner.client.get(url(event, "?search=zz")), "div.empty p") == [
        "None of the 3 people fits this search."
    ]


def test_many_sectors_are_parts_of_the_list_as_few_are(owner: Account, event: Event) -> None:
    for style in range(4, 9):
        event.sectors.append(Sector(name=f"Sector {style}", style=style, position=style))
    for one in event.sectors:
        make_attendee(event, f"From {one.name}", one.name)
    page = owner.client.get(url(event))
    assert texts(page, ".chips a")[:9] == [
        "All 8", "Voluntary 1", "Public 1", "Private 1", "Sector 4 1", "Sector 5 1",
        "Sector 6 1", "Sector 7 1", "Sector 8 1",
    ]  # fmt: skip
    assert texts(page, ".more-filters > summary") == ["View"]


def test_the_morning_stands_beside_the_sign_ups(owner: Account, event: Event) -> None:
    ann, bo, cy = (make_attendee(event, name) for name in ("Ann Lee", "Bo Ek", "Cy Gow"))
    check_in(event, ann.id, "Jean", NOW)
    mark_absent(event, bo.id, "Jean", NOW)
    page = words(owner.client.get(url(event)))
    assert texts(page, ".chips li")[:4] == ["All 3", "Here 1", "Not here yet 1", "Do not come 1"]
    assert texts(page, "td.marks span") == ["here since 09:00", "does not come", "not here yet"]
    assert [shown(owner, event, f"?state={part}") for part in ("came", "awaited", "away")] == [
        ["Ann Lee"], ["Cy Gow"], ["Bo Ek"],
    ]  # fmt: skip
    own = {one.name: words(owner.client.get(url(event, f"/{one.id}"))) for one in (ann, bo, cy)}
    assert {name: texts(page, "dl.facts dd")[0] for name, page in own.items()} == {
        "Ann Lee": "Here since 09:00, by Jean.",
        "Bo Ek": "Does not come.",
        "Cy Gow": "Not here yet.",
    }
    rows = list(csv.DictReader(owner.client.get(url(event, "/export")).text[1:].splitlines()))
    assert [(row["came"], row["came_at"], row["let_in_by"], row["status"]) for row in rows] == [
        ("yes", "09:00", "Jean", "has a place"),
        ("no", "", "", "has a place"),
        ("", "", "", "has a place"),
    ]


def test_a_person_is_added_by_hand_and_not_mailed(owner: Account, event: Event) -> None:
    data = {"name": "Ann Lee", "email": "ann@example.org", "sector": str(event.sectors[0].id),
            "offers": "a room\n\nadvice", "host_table": "3", "stays": "y",
            "priorities": "Mental wellbeing", "submission": "k"}  # fmt: skip
    page = after(owner.client, owner.client.post(url(event, "/new"), data=data))
    assert notices(page) == ["Ann Lee has a place. No emails were sent."]
    owner.client.post(url(event, "/new"), data=data)
    ann = db.session.query(Attendee).one()
    assert (ann.offers, ann.host_table, ann.stays) == (["a room", "advice"], 3, True)
    assert (ann.priorities, mails()) == (["Mental wellbeing"], [])


def test_a_full_event_offers_to_grow(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    make_attendee(event, "Ann")
    assert texts(owner.client.get(url(event, "/new")), "label[for=raise_capacity]") == [
        "Raise the capacity by one The event is full. Without this they join the waiting list."
    ]
    page = after(owner.client, owner.client.post(url(event, "/new"), data={"name": "Bo"}))
    assert notices(page) == ["Bo is on the waiting list. No emails were sent."]
    data = {"name": "Cy", "raise_capacity": "y"}
    assert notices(after(owner.client, owner.client.post(url(event, "/new"), data=data))) == [
        "Cy has a place. No emails were sent."
    ]


def test_the_list_says_who_is_coming(owner: Account, event: Event) -> None:
    make_attendee(event, "Ann Lee", confirmed_at=NOW)
    make_attendee(event, "Bo Ek")
    make_attendee(event, "Cy Gow", state="waiting")
    page = words(owner.client.get(url(event)))
    assert texts(page, "p.numbers") == ["2 of 40 places taken · 1 confirmed"]
    assert shown(owner, event, "?state=confirmed") == ["Ann Lee"]
    assert shown(owner, event, "?state=unconfirmed") == ["Bo Ek"]


def test_one_button_asks_those_who_have_not_said(owner: Account, event: Event) -> None:
    make_attendee(event, "Bo Ek")
    owner.client.post(url(event, "/links"))
    assert "not said yet that they are coming." not in owner.client.get(url(event)).text
    db.session.query(OutgoingMail).one().created_at -= PATIENCE
    db.session.commit()
    page = owner.client.get(url(event)).text
    assert texts(page, "div.notice span") == [
        "1 person with a place has not said yet that they are coming."
    ]
    asked = owner.client.get(url(event, "/ask"))
    assert title(asked) == "Ask 1 person whether they are coming?"
    assert texts(asked, "ul.effects li") == [
        "1 email goes out: Bo Ek . Emails are not being sent yet: it waits in the outbox until "
        "then."
    ]
    assert texts(asked, "ul.effects bdi") == ["Bo Ek"]
    assert texts(asked, ".asks h2") == ["The email that Bo Ek gets"]
    assert texts(asked, "strong") == ["Are you coming? Health networking breakfast, 4 December"]
    assert len(mails()) == 1
    assert places(after(owner.client, owner.client.post(url(event, "/ask"))), ONE_EMAIL) == [
        "div.notice.good"
    ]
    assert mails() == [("signed_up", "bo.ek@example.org"), ("reminder", "bo.ek@example.org")]


def test_a_shared_address_is_pointed_out(owner: Account, event: Event) -> None:
    make_attendee(event, "Bo")
    data = {"name": "Ann", "email": "bo@example.org"}
    owner.client.post(url(event, "/new"), data=data)
    page = owner.client.get(url(event)).text
    assert notices(page) == [
        "Ann has a place. No emails were sent. The address is also that of Bo."
    ]


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
    page = owner.client.get(url(event, f"/{ann.id}"))
    assert [said(page_of(page).select_one(f"#{name}")) for name in ("offers", "dietary")] == [
        "a room",
        "vegan",
    ]
    assert texts(page, "#priorities label") == [
        "Mental wellbeing",
        "Housing and homelessness",
        "Old area",
    ]
    data = {"name": "Anne", "email": "ann@example.org", "leaves_after_round": "2", "offers": ""}
    assert notices(after(owner.client, owner.client.post(url(event, f"/{ann.id}"), data=data))) == [
        "Anne is saved."
    ]
    db.session.refresh(ann)
    assert (ann.name, ann.leaves_after_round, ann.offers) == ("Anne", 2, [])


def test_a_page_of_a_person_begins_with_the_sign_up_and_folds_the_form(
    owner: Account, event: Event
) -> None:
    ann = make_attendee(event, "Ann", "Public", host_table=2)
    there = url(event, f"/{ann.id}")
    page = page_of(owner.client.get(there))
    assert texts(page, "main h2") == ["This sign-up", "Emails", "Who"]
    assert texts(page, "details.more summary") == [
        "What they bring and look for nothing noted",
        "For the rounds Hosts table",
        "Dietary and access needs nothing noted",
    ]
    assert page.select("details.more[open]") == []
    sent = {"name": "Ann", "arrives_round": "4", "leaves_after_round": "2"}
    refused = page_of(owner.client.post(there, data=sent))
    assert texts(refused, "details.more[open] summary")[0].startswith("For the rounds")


def test_missing_sectors_are_chosen_in_the_table(owner: Account, event: Event) -> None:
    ann = make_attendee(event, "Ann", None)
    page = owner.client.get(url(event, "?sector=none")).text
    assert number_of(page, f'[name="sector-{ann.id}"]') == 1
    data = {f"sector-{ann.id}": str(event.sectors[2].id), "sector-x": "1", "sector-9": ""}
    page = after(owner.client, owner.client.post(url(event, "/sectors"), data=data))
    assert notices(page) == ["1 person has a sector now."]
    db.session.refresh(ann)
    assert ann.sector_id == event.sectors[2].id
    data = {f"sector-{ann.id}": "99999"}
    page = after(owner.client, owner.client.post(url(event, "/sectors"), data=data))
    assert notices(page) == ["That sector is not one of this event: choose from the list."]


def test_who_waits_can_be_given_a_place(owner: Account) -> None:
    event = make_event(owner.body_id, capacity=1)
    make_attendee(event, "Ann")
    bo = make_attendee(event, "Bo", state="waiting", waiting_since=NOW)
    assert texts(owner.client.get(url(event, f"/{bo.id}")), "p.small") == [
        "The event is full: this raises its capacity to 2."
    ]
    page = after(owner.client, owner.client.post(url(event, f"/{bo.id}/place")))
    assert places(page, f"Bo has a place. {ONE_EMAIL}") == ["div.notice.good"]
    assert mails() == [("place_offered", "bo@example.org")]


def test_links_are_sent_to_one_or_to_all_who_had_none(owner: Account, event: Event) -> None:
    ann, bo = make_attendee(event, "Ann"), make_attendee(event, "Bo")
    nobody = make_attendee(event, "Cy", email=None, email_key=None)
    page = after(owner.client, owner.client.post(url(event, f"/{ann.id}/link")))
    assert places(page, f"The personal link is for ann@example.org. {ONE_EMAIL}") == [
        "div.notice.good"
    ]
    page = after(owner.client, owner.client.post(url(event, f"/{nobody.id}/link")))
    assert notices(page) == ["Cy has no email address: add one first."]
    assert texts(owner.client.get(url(event)), "div.notice span") == [
        "1 person has not heard from you yet."
    ]
    asked = owner.client.get(url(event, "/links"))
    assert title(asked) == "Email 1 person their personal link?"
    assert texts(asked, "ul.effects li") == [
        "1 email goes out: Bo . Emails are not being sent yet: it waits in the outbox until then."
    ]
    assert places(
        asked, "Paisley Breakfasts put you on the list; you did not sign up yourself."
    ) == ["pre.mail-text"]
    assert mails() == [("signed_up", "ann@example.org")]
    page = after(owner.client, owner.client.post(url(event, "/links")))
    assert places(page, ONE_EMAIL) == ["div.notice.good"]
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
