"""Looking somebody up, downloading what is kept, erasing them: page by page."""

import json

from flask.testing import FlaskClient
from sqlalchemy import select

from scheduler.models import Attendee, Event, PrivacyRecord, db
from scheduler.services.accounts.api_keys import make_key
from scheduler.services.privacy.records import keep
from tests.builders import NOW, Account, make_attendee, make_mail
from tests.builders.pages import errors_of, page_of, said, title


def look_up(client: FlaskClient, address: str):  # type: ignore[no-untyped-def]
    return client.post("/organise/privacy/find", data={"address": address})


def test_an_empty_record_says_what_will_stand_there(owner: Account) -> None:
    page = page_of(owner.client.get("/organise/privacy"))
    assert [said(cell) for cell in page.select("tbody tr:first-child > *")] == [
        "Dietary and access needs",
        "so that the kitchen and the hosts can provide for them",
        "30 days after the event",
    ]
    assert said(page.select_one("section[aria-labelledby=done] p")).startswith("Nothing yet.")


def test_what_was_done_has_its_time_in_the_zone_of_the_team(owner: Account, event: Event) -> None:
    event.timezone = "Europe/Warsaw"
    keep(owner.body_id, "Olwen Rees", "What is kept was shown.", NOW)
    [record] = page_of(owner.client.get("/organise/privacy")).select("#done ~ ul li")
    assert said(record) == (
        "What is kept was shown. Olwen Rees, Fri 20 Nov 2026, 10:00 Warsaw time"
    )


def test_an_address_that_is_none_is_said_beside_the_field(owner: Account) -> None:
    answer = look_up(owner.client, "ann")
    assert errors_of(answer) == ["Enter a whole email address, such as ann@example.org."]
    assert page_of(answer).find(id="address")["value"] == "ann"


def test_nobody_found_is_no_error(owner: Account, event: Event) -> None:
    answer = look_up(owner.client, "ann@example.org")
    assert said(page_of(answer).select_one(".notice")) == "Nothing is kept about ann@example.org."


def test_what_is_found_is_shown_and_noted(owner: Account, event: Event) -> None:
    make_attendee(event, "Ann Lee", about="I run a shed")
    page = page_of(look_up(owner.client, "ann.lee@example.org"))
    facts = {said(term): said(term.find_next_sibling("dd")) for term in page.select(".sunken dt")}
    shown = ("Name", "Organisation", "About their work", "State")
    assert [facts[name] for name in shown] == [
        "Ann Lee",
        "Lee Trust",
        "I run a shed",
        "has a place",
    ]
    assert db.session.scalars(select(PrivacyRecord.sentence)).all() == [
        "What is kept about one person was shown: 1 sign-up."
    ]


def test_it_is_told_in_plain_words_and_in_the_events_zone(owner: Account, event: Event) -> None:
    event.timezone = "Europe/Warsaw"
    ann = make_attendee(event, "Ann Lee")
    make_mail(event, ann, kind="rounds_published", recipient="ann.lee@example.org")
    page = page_of(look_up(owner.client, "ann.lee@example.org"))
    facts = {said(term): said(term.find_next_sibling("dd")) for term in page.select(".sunken dt")}
    assert {name: facts[name] for name in ("Signed up", "Kind", "To", "Written")} == {
        "Signed up": "Friday 20 November 2026, 10:00",
        "Kind": "The rounds",
        "To": "ann.lee@example.org",
        "Written": "Friday 20 November 2026, 10:00",
    }
    assert [said(part) for part in page.select(".sunken summary")] == ["Emails to them (1)"]


def test_the_download_is_what_was_ticked(owner: Account, event: Event) -> None:
    ann = make_attendee(event, "Ann Lee")
    make_attendee(event, "Bea Ray", email="ann.lee@example.org")
    answer = owner.client.post("/organise/privacy/download", data={"person": ann.id})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="what-is-kept.json"'
    assert [one["sign_up"]["name"] for one in json.loads(answer.text)["sign_ups"]] == ["Ann Lee"]


def test_erasing_asks_first_with_numbers_then_erases(owner: Account, event: Event) -> None:
    ann = make_attendee(event, "Ann Lee")
    asked = owner.client.post("/organise/privacy/erase", data={"person": ann.id})
    assert title(asked) == "Erase 1 sign-up?"
    assert said(page_of(asked).select_one(".effects li:nth-child(2)")) == (
        "1 sign-up for an event to come is cancelled; the place is then free for whoever waits, "
        "who is told by email."
    )
    assert db.session.scalar(select(Attendee.name)) == "Ann Lee"
    db.session.commit()
    done = owner.client.post("/organise/privacy/erase", data={"person": ann.id, "sure": "yes"})
    assert done.status_code == 303
    page = page_of(owner.client.get("/organise/privacy"))
    assert said(page.select_one(".notice")) == (
        "Erased: 1 sign-up and every mention of the person."
    )
    assert db.session.scalars(select(Attendee)).all() == []


def test_nobody_ticked_changes_nothing(owner: Account, event: Event) -> None:
    make_attendee(event, "Ann Lee")
    for action in ("download", "erase"):
        assert owner.client.post(f"/organise/privacy/{action}", data={"person": "x"}).location
    assert db.session.scalars(select(Attendee.name)).all() == ["Ann Lee"]


def test_another_bodys_people_are_not_found_shown_or_erased(
    owner: Account, stranger: Account, event: Event
) -> None:
    ann = make_attendee(event, "Ann Lee")
    answer = look_up(stranger.client, "ann.lee@example.org")
    assert said(page_of(answer).select_one(".notice")) == (
        "Nothing is kept about ann.lee@example.org."
    )
    for data in ({"person": ann.id}, {"person": ann.id, "sure": "yes"}):
        stranger.client.post("/organise/privacy/erase", data=data)
        stranger.client.post("/organise/privacy/download", data=data)
    assert db.session.scalars(select(Attendee.name)).all() == ["Ann Lee"]


def test_what_programs_have_read_is_said_to_be_beyond_reach(owner: Account, event: Event) -> None:
    ann = make_attendee(event, "Ann Lee")
    asks = {"person": ann.id}
    assert page_of(owner.client.get("/organise/privacy")).select("#programs") == []
    before = page_of(owner.client.post("/organise/privacy/erase", data=asks)).select(".effects li")
    make_key(owner.body_id, "Website", "viewer", owner.user, NOW)
    page = page_of(owner.client.get("/organise/privacy"))
    assert said(page.select_one("section[aria-labelledby=programs] p")) == (
        "“Website” can read who comes. What a program has read is kept there by its own rules: "
        "nothing here erases it. Owners see and end keys under Team."
    )
    after = page_of(owner.client.post("/organise/privacy/erase", data=asks)).select(".effects li")
    assert {said(line) for line in after} - {said(line) for line in before} == {
        "Programs with a key (“Website”) may have read it: erase it there yourself."
    }
