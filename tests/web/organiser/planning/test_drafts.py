"""Drafts as things of their own, and what a plan made by hand must say before it is published."""

from flask import Flask
from sqlalchemy import select

from scheduler.models import Attendee, Event, PairRule, Plan, Seat, db
from tests.builders import Account, make_event, make_people, make_plan
from tests.builders.pages import ask, page_of, places, said, texts, words


def plans(event: Event, there: str = "") -> str:
    return f"/organise/events/{event.id}/rounds{there}"


def two_tables(body_id: int) -> tuple[Event, list[Attendee], Plan]:
    """Four people at two tables in one round: Ann with Bob, Cat with Dee."""
    event = make_event(body_id, rounds=1, table_size=2, table_count=2)
    people = make_people(event, ["Ann Low", "Bob Low", "Cat Low", "Dee Low"])
    return event, people, make_plan(event, [{1: people[:2], 2: people[2:]}], "draft")


def seats_of(event: Event, number: int) -> set[tuple[int, int | None]]:
    chosen = (Plan.event_id == event.id, Plan.number == number)
    rows = db.session.execute(select(Seat.attendee_id, Seat.table).join(Plan).where(*chosen))
    found = {(attendee_id, table) for attendee_id, table in rows}
    db.session.commit()
    return found


def test_a_copy_is_changed_while_the_plan_stays(owner: Account) -> None:
    event, people, _ = two_tables(owner.body_id)
    before = seats_of(event, 1)
    ask(owner.client, "POST", plans(event, "/plans/1/copy"))
    assert seats_of(event, 2) == before
    move = {"round": 1, "person": people[0].id, "seen": 1, "to": f"2-{people[2].id}"}
    ask(owner.client, "POST", plans(event, "/plans/2/board/move"), data=move)
    assert seats_of(event, 1) == before != seats_of(event, 2)
    page = words(ask(owner.client, "GET", plans(event, "/plans/1/compare?other=2")))
    assert texts(page, "h2") == ["2 people change tables"]
    assert texts(page, "section.section li") == [
        "Ann Low : round 1, table 1 to table 2",
        "Cat Low : round 1, table 2 to table 1",
    ]


def test_a_plan_has_a_name_and_a_note(owner: Account) -> None:
    event, _, _ = two_tables(owner.body_id)

    def saved(described: dict[str, str]) -> str:
        answer = ask(owner.client, "POST", plans(event, "/plans/1/name"), data=described)
        return words(ask(owner.client, "GET", answer.headers["Location"]))

    page = saved({"name": " with  Joan’s rule ", "note": "Ask Moira"})
    assert places(page, "with Joan’s rule") == ["summary.button"]
    assert places(page, "Ask Moira") == ["p", "#plan-note textarea"]
    described = {"name": "x" * 61, "note": "Ask Jean"}
    refused = words(ask(owner.client, "POST", plans(event, "/plans/1/name"), data=described))
    assert texts(refused, "main > h1 + p") == ["A name has at most 60 letters."]
    assert texts(refused, "dl.typed dd") == ["x" * 61, "Ask Jean"]
    page = words(ask(owner.client, "GET", plans(event, "/plans/1")))
    assert places(page, "with Joan’s rule") == ["summary.button"]


def test_rounds_are_made_from_nothing(owner: Account) -> None:
    event = make_event(owner.body_id, rounds=1, table_size=2, table_count=2)
    ann, *others = make_people(event, ["Ann Low", "Bob Low", "Cat Low", "Dee Low"])
    there = ask(owner.client, "POST", plans(event, "/by-hand")).headers["Location"]
    page = page_of(ask(owner.client, "GET", there))
    waiting = page.select("h3 + .board-people [data-name]")
    assert {str(row["data-name"]) for row in waiting} == {p.name for p in (ann, *others)}
    for number, person in enumerate((ann, *others)):
        move = {"round": 1, "person": person.id, "seen": "none", "to": number // 2 + 1}
        ask(owner.client, "POST", plans(event, "/plans/1/board/move"), data=move)
    assert seats_of(event, 1) == {(p.id, n // 2 + 1) for n, p in enumerate((ann, *others))}
    score = db.session.scalars(select(Plan.score)).one()
    db.session.commit()
    assert score["cross_sector_pairs"] == 2


def test_a_broken_rule_is_published_only_with_its_reason(app: Flask, owner: Account) -> None:
    event, people, _ = two_tables(owner.body_id)
    ann, _, cat, _ = people
    db.session.add(PairRule(event_id=event.id, kind="apart", a_id=ann.id, b_id=cat.id))
    db.session.commit()
    move = {"round": 1, "person": ann.id, "seen": 1, "to": f"2-{people[3].id}"}
    ask(owner.client, "POST", plans(event, "/plans/1/board/move"), data=move)
    publish = plans(event, "/plans/1/publish")
    box = page_of(ask(owner.client, "GET", publish)).select_one("[name=broken]")
    assert box is not None
    sentence = "Ann Low and Cat Low are to be kept apart, but share table 2 in round 1."
    assert said(box.find_next("label") or box) == sentence

    refused = ask(owner.client, "POST", publish, data={"why": "They made up."})
    assert refused.status_code == 400
    assert places(refused, f"Tick each rule that this plan breaks: {sentence}") == ["#asks p.error"]
    assert texts(refused, "#why") == ["They made up."]
    refused = ask(owner.client, "POST", publish, data={"broken": box["value"], "why": " "})
    assert texts(refused, "p.error") == ["Say why the plan is published although it breaks a rule."]
    assert db.session.scalars(select(Plan.state)).one() == "draft"
    db.session.commit()

    answer = {"broken": box["value"], "why": "They made up."}
    there = ask(owner.client, "POST", publish, data=answer).headers["Location"]
    page = words(ask(owner.client, "GET", there))
    assert places(page, f"Published although it breaks 1 rule: They made up. {sentence}") == [
        "div.notice"
    ]


def test_one_more_round_is_tried_and_then_taken(app: Flask, owner: Account) -> None:
    event = make_event(owner.body_id, rounds=1, table_size=2, table_count=2)
    make_people(event, ["Ann Low", "Bob Low", "Cat Low", "Dee Low"])
    for more in ({}, {"more": 1}):
        ask(owner.client, "POST", plans(event, "/assign"), data=more)
        assert app.extensions["queue"].run_pending() == 1
        db.session.commit()
    page = words(ask(owner.client, "GET", plans(event, "/plans/2")))
    assert texts(page, "div.notice strong") == [
        "This draft tries 2 rounds; the event has 1.",
        "This plan no longer keeps every rule:",
    ]
    ask(owner.client, "POST", plans(event, "/plans/2/rounds"))
    rounds = db.session.scalars(select(Event.rounds).where(Event.id == event.id)).one()
    db.session.commit()
    assert rounds == 2
    assert "This draft tries" not in words(ask(owner.client, "GET", plans(event, "/plans/2")))
