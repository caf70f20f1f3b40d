"""Rounds asked for, watched and read by a program."""

from flask import Flask

from scheduler.domain.planning.outcome.limits import Limit, LimitKind
from scheduler.models import Event
from scheduler.services.background import jobs
from scheduler.services.planning.run import run_job
from tests.builders import make_people, make_plan
from tests.web.api.conftest import Program


def test_rounds_are_asked_for_watched_and_read(app: Flask, program: Program, event: Event) -> None:
    make_people(event, [f"Guest Number{n}" for n in range(12)])
    asked = program("POST", f"/events/{event.id}/plans")
    assert (asked.status_code, (asked.json or {})["state"]) == (202, "queued")
    while (job := jobs.open_job(event.id, "plan")) is not None:
        run_job(job.id, 2.0)
    there = program("GET", f"/events/{event.id}/plans").json or {}
    assert (there["making"], there["failed"]) == (None, None)
    (plan,) = there["plans"]
    assert (plan["number"], plan["state"], plan["people"]) == (1, "draft", 12)
    assert plan["score"]["pairs"] <= plan["score"]["ceiling"]
    rounds = (program("GET", f"/events/{event.id}/plans/1").json or {})["rounds"]
    assert len(rounds) == event.rounds
    for one in rounds:
        seated = [p["id"] for table in one["tables"] for p in table["people"]]
        assert len(seated + one["sitting_out"]) == 12
        assert len(set(seated)) == len(seated)


def test_too_few_people_are_a_sentence(program: Program, event: Event) -> None:
    answer = program("POST", f"/events/{event.id}/plans")
    assert answer.status_code == 409
    assert (answer.json or {})["error"]


def test_published_rounds_are_read_with_their_names(reader: Program, event: Event) -> None:
    assert reader("GET", f"/events/{event.id}/rounds").status_code == 404
    people = make_people(event, ["Ann Lee", "Bob Ray", "Cat Stone", "Dan Voß"])
    make_plan(event, [{1: people[:2], 2: people[2:]}])
    first = (reader("GET", f"/events/{event.id}/rounds").json or {})["rounds"][0]
    assert [(t["table"], [p["name"] for p in t["people"]]) for t in first["tables"]] == [
        (1, ["Ann Lee", "Bob Ray"]),
        (2, ["Cat Stone", "Dan Voß"]),
    ]


def test_what_limits_a_plan_is_told_in_sentences(program: Program, event: Event) -> None:
    people = make_people(event, ["Ann Lee", "Bob Ray"])
    kept = Limit(LimitKind.MORE_ROUNDS, more=5).stored()
    make_plan(event, [{1: people}], limits=[kept, "Of an older version."])
    (plan,) = (program("GET", f"/events/{event.id}/plans").json or {})["plans"]
    assert plan["limits"] == [
        "One more round would raise the ceiling by 5.",
        "Of an older version.",
    ]
