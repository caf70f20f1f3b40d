"""Whoever has no table in some round reads it everywhere, and has the tables of the others."""

import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from scheduler.models import Attendee, Event, db
from scheduler.services.morning import attendance
from scheduler.services.morning.desk_links import make_link
from tests.builders import Account, make_attendee, make_plan
from tests.builders.pages import ask, page_of
from tests.web.live.desk_pages import day, press, seen


def full_but_for_one_chair(event: Event) -> list[Attendee]:
    """Four people at tables of two; one of them is out in round 2."""
    people = [
        make_attendee(event, f"{name} Lee", "Public") for name in ("Ann", "Bob", "Cat", "Dan")
    ]
    ann, bob, cat, dan = people
    event.rounds, event.table_size = 2, 2
    make_plan(event, [{1: [ann, bob], 2: [cat, dan]}, {1: [ann, cat], 2: [bob, dan]}])
    attendance.step_out(event, dan.id, 2, None, "Jean", event.starts_at)
    return people


def test_a_walk_in_reads_in_which_round_they_have_no_table_yet(
    event: Event, owner: Account, client: FlaskClient
) -> None:
    people = full_but_for_one_chair(event)
    page = f"/desk/{make_link(event, 'Jean').token}/"
    walk_in = {"name": "Eve Walk", "sector": str(event.sectors[0].id)}
    start, first, room = event.starts_at, people[0].id, day(event)
    db.session.commit()
    with time_machine.travel(start, tick=False):
        added = press(client, page, "Add and check in", **walk_in)
        assert seen(added, "main > .notice") == [
            "Eve Walk is on the list and here. Table 2 in round 2. No table in round 1 yet."
        ]
        assert seen(added, "#desk-card li, #desk-card li ~ p, #desk-card ol + p") == [
            "Round 1 no table yet",
            "Round 2 table 2",
            "What is missing comes with new tables, and shows here and on their phone.",
        ]
        eve = db.session.scalars(select(Attendee).where(Attendee.name == "Eve Walk")).one()
        own = f"/me/{eve.token}/"
        db.session.commit()
        waits = "script[src*='attendee/waits.js']"
        assert len(page_of(ask(client, "GET", own)).select(waits)) == 1
        assert seen(ask(client, "GET", own), ".no-table-yet") == [
            "You have no table in round 1 yet. This page shows it by itself once you do. Please "
            "wait near the screen in that round."
        ]
        answer = ask(owner.client, "GET", room)
        assert seen(answer, "#tables-matter b") == ["1 person has no table in round 1."]
        assert seen(answer, "#replan-title") == [
            "1 person has no table in round 1. Make new tables from round 1?"
        ]
        attendance.mark_absent(event, first, "Jean", start)
        db.session.commit()
        taken = press(owner.client, room, "Take free chairs: nobody moves")
        assert seen(taken, "main > .notice") == ["Eve Walk has a table. Nobody else moved."]
        assert seen(ask(client, "GET", own), ".no-table-yet") == []
        assert page_of(ask(client, "GET", own)).select(waits) == []


def test_who_came_while_the_network_was_away_reads_it_when_they_are_sent(
    event: Event, client: FlaskClient
) -> None:
    full_but_for_one_chair(event)
    page, start = f"/desk/{make_link(event, 'Jean').token}/", event.starts_at
    joins = {"name": "Eve Walk", "organisation": "", "sector": event.sectors[0].id}
    db.session.commit()
    sent = [{"key": "n1", "who": 0, "ago": 9, "joins": joins}]
    with time_machine.travel(start, tick=False):
        told = ask(client, "POST", page, json={"sent": sent}).get_json()["told"]
    assert told == {"n1": "Eve Walk is here. No table in round 1 yet."}
