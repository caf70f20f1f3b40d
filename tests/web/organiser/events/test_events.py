"""The list of events, a new event, the overview."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import event as hooks

from scheduler.models import Event, db
from scheduler.web.shared.links import links_for
from tests.builders import Account, make_attendee, make_event, make_people, make_plan
from tests.builders.forms import as_posted
from tests.builders.pages import (
    after,
    ask,
    errors_of,
    notices,
    number_of,
    places,
    texts,
    words,
)
from tests.web.organiser.events.setting_pages import TOO_FAR

NEW = {
    "title": "Winter breakfast",
    "place": "Town Hall, Paisley",
    "day": "2035-12-04",
    "starts": "08:30",
    "ends": "10:30",
    "timezone": "Europe/London",
    "capacity": "60",
    "format": "tables",
    "table_size": "5",
    "rounds": "4",
}


def upcoming(owner: Account, **changes: Any) -> Event:
    starts = datetime.now(UTC) + timedelta(days=20)
    times = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    return make_event(owner.body_id, **(times | changes))


def test_an_empty_list_says_what_to_do_first(owner: Account) -> None:
    page = owner.client.get("/organise/")
    assert texts(page, "a.button") == ["Set up the first event"]


def test_events_to_come_stand_above_those_past(owner: Account, stranger: Account) -> None:
    upcoming(stranger, title="Somebody else’s")
    upcoming(owner, title="Next one")
    make_event(
        owner.body_id,
        title="Last one",
        starts_at=datetime(2020, 1, 1, 8, tzinfo=UTC),
        ends_at=datetime(2020, 1, 1, 9, tzinfo=UTC),
    )
    page = words(owner.client.get("/organise/"))
    titles = re.findall(r"To come|Past|Next one|Last one|Somebody else’s", page)
    assert titles == ["To come", "Next one", "Past", "Last one"]


def test_a_new_event_leads_to_its_overview(owner: Account) -> None:
    page = after(owner.client, owner.client.post("/organise/events/new", data=NEW))
    assert notices(page) == [
        "Winter breakfast is ready: share its link, and look at the checklist.",
    ]
    assert texts(page, "p.event-title > span") == [
        "Tue 4 Dec 2035 · 08:30 London time · sign-up open",
    ]
    assert texts(page, "div.section p.quiet") == [
        "4 rounds of 8 + 2 minutes, at 12 tables. Times are London time. Rounds and tables"
    ]
    event = db.session.query(Event).one()
    assert (event.body_id, event.table_count, event.table_size) == (owner.body_id, None, 5)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"format": "pairs", "rounds": "6"}, ("pairs", 2, None, 5, 1)),
        ({"format": "trios"}, ("trios", 3, None, 7, 1)),
        ({"format": "fixed", "table_count": "9"}, ("tables", 5, 9, 8, 2)),
        ({"table_size": "8"}, ("tables", 8, None, 8, 2)),
    ],
)
def test_every_format_gets_its_usual_times(
    owner: Account, changes: dict[str, str], expected: tuple[object, ...]
) -> None:
    assert owner.client.post("/organise/events/new", data=NEW | changes).status_code == 303
    e = db.session.query(Event).one()
    assert (e.format, e.table_size, e.table_count, e.talk_minutes, e.move_minutes) == expected


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"title": " ", "place": ""}, ["Enter a title.", "Enter the place."]),
        ({"day": "2020-01-01"}, ["That date has already passed."]),
        (
            {"day": "2026-11-20", "starts": "07:00", "ends": "08:30"},
            ["That time has already passed today: the event would be over."],
        ),
        ({"day": "9999-12-31"}, [TOO_FAR]),
        ({"ends": "08:00"}, ["The event must end after it starts: check the two times."]),
        (
            {"day": "2035-03-25", "starts": "01:30"},
            [
                "01:30 does not exist on 25 March 2035 in Europe/London: the clocks go forward "
                "that night. Choose another time."
            ],
        ),
        ({"capacity": "0"}, ["Enter a whole number from 2 to 2000."]),
        ({"format": "tables", "table_size": ""}, ["Enter how many people sit at a table."]),
        ({"format": "fixed"}, ["Enter how many tables there are."]),
        ({"rounds": "many"}, ["Enter a whole number."]),
    ],
)
def test_impossible_events_are_refused_beside_the_field(
    owner: Account, changes: dict[str, str], errors: list[str]
) -> None:
    response = owner.client.post("/organise/events/new", data=NEW | changes)
    assert errors_of(response) == errors
    assert db.session.query(Event).count() == 0


def test_the_overview_shows_who_comes_and_what_is_open(owner: Account) -> None:
    event = upcoming(owner)
    make_attendee(event, "Ann", "Public")
    make_attendee(event, "Bo", None)
    page = words(owner.client.get(f"/organise/events/{event.id}/"))
    assert places(page, "2 of 40 places taken") == ["h1.hero-figure"]
    assert texts(page, "tbody tr") == [
        "Voluntary 0 0%",
        "Public 1 50%",
        "Private 0 0%",
        "No sector yet 1 50%",
    ]
    assert texts(page, "li.problem span") == [
        "!",
        "Problem: 1 person has no sector: choose one for each, then the rounds can "
        "be assigned. Choose their sectors",
        "Problem:",
    ]


def test_every_open_point_leads_to_a_page_that_exists(owner: Account) -> None:
    event = upcoming(owner, rounds=9, capacity=3, signup_opens_at=datetime.now(UTC),
                     signup_closes_at=datetime.now(UTC) - timedelta(1))  # fmt: skip
    for number in range(4):
        make_attendee(event, f"P{number}", None, host_table=30, arrives_round=12)
    page = owner.client.get(f"/organise/events/{event.id}/")
    points = page.text.split('class="points"')[1].split("</ul>")[0]
    links = re.findall(r'href="([^"]+)"', points)
    assert len(links) >= 6
    assert {link: owner.client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_the_qr_code_is_of_the_public_page(app: Flask, owner: Account) -> None:
    event = upcoming(owner)
    answer = owner.client.get(f"/organise/events/{event.id}/qr.svg")
    assert answer.content_type == "image/svg+xml; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={event.slug}.svg"
    with app.test_request_context():
        link = links_for(app).event(event.slug)
    assert number_of(owner.client.get(f"/organise/events/{event.id}/"), f'[value="{link}"]') == 1


def test_names_are_escaped(owner: Account) -> None:
    event = upcoming(owner, title="<b>Bold</b>")
    event.sectors[0].name = "<i>Odd</i>"
    make_attendee(event, "Ann", "<i>Odd</i>")
    page = owner.client.get(f"/organise/events/{event.id}/").text
    assert "<b>Bold" not in page
    assert "<i>Odd" not in page


def test_the_pages_ask_the_same_number_of_questions_for_any_number(
    app: Flask, owner: Account
) -> None:
    event = upcoming(owner, capacity=100)
    seen: list[str] = []
    hooks.listen(db.engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
    pages = [f"/organise/events/{event.id}/{place}" for place in ("people", "", "rules")]

    def questions(url: str) -> int:
        db.session.rollback()
        seen.clear()
        assert ask(owner.client, "GET", url).status_code == 200
        return len(seen)

    make_attendee(event, "Ann", "Public")
    make_attendee(event, "Bo", "Private")
    few = [questions(url) for url in pages]
    make_people(event, 30, ("Public", "Private"))
    assert [questions(url) for url in pages] == few


def test_another_bodys_event_does_not_exist(owner: Account, stranger: Account) -> None:
    event = upcoming(owner)
    for place in ("", "qr.svg", "details", "agenda", "format", "sectors", "sign-up", "people",
                  "people/new", "people/import", "people/export", "rules"):  # fmt: skip
        url = f"/organise/events/{event.id}/{place}"
        assert stranger.client.get(url).status_code == 404, place
        assert stranger.client.post(url).status_code in (404, 405), place


def next_step(owner: Account, event: Event) -> str:
    page = ask(owner.client, "GET", f"/organise/events/{event.id}/").text
    found = re.search(r'aria-current="step">\s*<strong>(.*?)</strong>', page)
    assert found is not None
    return found[1]


def test_what_is_next_follows_the_events_life(owner: Account) -> None:
    event = upcoming(owner, capacity=3, signup_opens_at=datetime.now(UTC) + timedelta(days=1))
    assert next_step(owner, event) == "Set up"
    event.signup_opens_at = None
    db.session.commit()
    assert next_step(owner, event) == "Gather people"
    people = [make_attendee(event, "Ann", "Public"), make_attendee(event, "Bo", "Private")]
    event.capacity = 2
    db.session.commit()
    assert next_step(owner, event) == "Assign the rounds"
    make_plan(event, [{1: people}] * event.rounds, "draft")
    assert next_step(owner, event) == "Publish"
    event.capacity = 3
    make_attendee(event, "Cy", "Public")
    assert next_step(owner, event) == "Assign the rounds"


def test_after_publishing_comes_the_day_and_then_the_rest(owner: Account) -> None:
    event = upcoming(owner)
    people = [make_attendee(event, "Ann", "Public"), make_attendee(event, "Bo", "Private")]
    make_plan(event, [{1: people}] * event.rounds)
    assert next_step(owner, event) == "The day"
    event.starts_at = datetime.now(UTC) - timedelta(hours=5)
    event.ends_at = datetime.now(UTC) - timedelta(hours=3)
    db.session.commit()
    assert next_step(owner, event) == "Afterwards"


def test_errors_are_summed_up_in_the_order_of_the_page_and_name_the_number(
    owner: Account,
) -> None:
    wrong = NEW | {"title": "", "capacity": "0", "rounds": "99"}
    answer = owner.client.post("/organise/events/new", data=wrong)
    assert re.findall(r'<li><a href="(#[^"]+)">(.*?)</a></li>', answer.text) == [
        ("#title", "Enter a title."),
        ("#capacity", "Places: Enter a whole number from 2 to 2000."),
        ("#rounds", "Rounds: Enter a whole number from 1 to 20."),
    ]


def new_event_form(owner: Account) -> dict[str, list[str]]:
    sent = as_posted(owner.client.get("/organise/events/new"))
    return sent | {"title": ["Breakfast"], "place": ["Town Hall"], "day": ["2035-12-04"]}


def test_back_and_the_button_again_make_one_event(owner: Account) -> None:
    sent = new_event_form(owner)
    first = owner.client.post("/organise/events/new", data=sent)
    second = owner.client.post("/organise/events/new", data=sent)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert db.session.query(Event).count() == 1
    owner.client.post("/organise/events/new", data=new_event_form(owner))
    assert db.session.query(Event).count() == 2


def test_an_event_is_deleted_after_a_page_that_counts(owner: Account, event: Event) -> None:
    make_attendee(event, "Ann Lee")
    db.session.commit()
    address = f"/organise/events/{event.id}/delete"
    page = BeautifulSoup(owner.client.get(address).text, "html.parser")
    assert [button.text for button in page.select("main button")] == [
        "Delete the event and 1 sign-up"
    ]
    assert texts(page, "ul.effects li")[0] == "1 sign-up goes with it. This cannot be undone."
    assert texts(page, "#asks .actions a") == ["Keep the event"]
    answer = owner.client.post(address)
    assert (answer.status_code, answer.location) == (303, "/organise/")
    assert db.session.query(Event).count() == 0
    assert owner.client.get(address).status_code == 404


def test_a_stranger_deletes_nothing(stranger: Account, event: Event) -> None:
    assert stranger.client.post(f"/organise/events/{event.id}/delete").status_code == 404
    assert db.session.query(Event).count() == 1
