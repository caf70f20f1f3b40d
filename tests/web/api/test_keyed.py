"""Who is let in, and what others are told."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from scheduler.domain.accounts.roles import TeamRole
from scheduler.models import AuditEntry, Event, Membership, db
from scheduler.services.accounts.api_keys import end_key, keys_of, make_key
from scheduler.web.api.blueprint import GUESSES_PER_MINUTE
from tests.applications import make_app
from tests.builders import NOW, Account, make_event
from tests.builders.accounts import make_member
from tests.builders.pages import ask
from tests.web.api.conftest import Program, program_with

NO_KEY = "Send a key that works, as “Authorization: Bearer …”. Owners make keys under Team."


@pytest.mark.parametrize("secret", ["", "ctk_guessed", "\u00e9"])
def test_without_a_key_nothing_is_told(app: Flask, event: Event, secret: str) -> None:
    for method, path in (("GET", "/events"), ("GET", f"/events/{event.id}/people")):
        answer = program_with(app, secret)(method, path)
        assert (answer.status_code, answer.json) == (401, {"error": NO_KEY})
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_session_is_no_key(owner: Account, event: Event) -> None:
    assert ask(owner.client, "GET", "/api/v1/events").status_code == 401


def test_an_ended_key_and_one_whose_member_left_open_nothing(
    app: Flask, owner: Account, event: Event
) -> None:
    made, secret = make_key(owner.body_id, "Old", "viewer", owner.user, NOW)
    assert program_with(app, secret)("GET", "/events").status_code == 200
    assert end_key(owner.body_id, made.id)
    assert program_with(app, secret)("GET", "/events").status_code == 401
    mo = make_member(app, owner.body_id, TeamRole.OWNER)
    _made, theirs = make_key(owner.body_id, "Mo's", "organiser", mo.user, NOW)
    member = db.session.query(Membership).filter_by(user_id=mo.user.id).one()
    member.role = TeamRole.VIEWER
    db.session.commit()
    program = program_with(app, theirs)
    assert program("GET", f"/events/{event.id}/plans").status_code == 403
    assert program("GET", "/events").status_code == 200
    db.session.delete(member)
    db.session.commit()
    assert program("GET", "/events").status_code == 401


def test_a_key_finds_its_own_organisations_events_alone(
    program: Program, stranger: Account, event: Event
) -> None:
    theirs = make_event(stranger.body_id)
    for path in ("", "/people", "/plans", "/plans/1", "/rounds"):
        assert program("GET", f"/events/{theirs.id}{path}").status_code == 404, path
    assert program("POST", f"/events/{theirs.id}/plans").status_code == 404
    rows = {"people": [{"name": "Ann Lee"}]}
    assert program("POST", f"/events/{theirs.id}/people", json=rows).status_code == 404
    assert [one["id"] for one in program("GET", "/events").json or []] == [event.id]


def test_a_key_that_reads_changes_nothing(reader: Program, event: Event) -> None:
    refused = "This key may not do that. Make one for an organiser instead."
    for method, path in (("POST", "people"), ("POST", "plans"), ("GET", "plans")):
        rows = {"json": {"people": [{"name": "Ann"}]}} if path == "people" else {}
        answer = reader(method, f"/events/{event.id}/{path}", **rows)
        assert (answer.status_code, answer.json) == (403, {"error": refused})
    # Whatever is sent: what is wrong with it is told to those alone who may send it.
    wrong: dict[str, Any] = {"json": {"persons": []}}
    assert reader("POST", f"/events/{event.id}/people", **wrong).json == {"error": refused}


def test_the_key_is_looked_at_before_what_was_sent(
    app: Flask, program: Program, stranger: Account
) -> None:
    theirs = make_event(stranger.body_id)
    no_person: dict[str, Any] = {"json": {"persons": []}}
    for body in (no_person, {"data": "{", "content_type": "application/json"}):
        path = f"/events/{theirs.id}/people"
        assert program_with(app, "")("POST", path, **body).status_code == 401
        assert program("POST", path, **body).status_code == 404


def test_errors_are_json(program: Program, event: Event) -> None:
    unknown = program("GET", "/nothing")
    assert unknown.status_code == 404
    assert unknown.json == {"error": "There is nothing here, or it is another organisation's."}
    wrong = program("POST", "/events")
    assert (wrong.status_code, set(wrong.headers["Allow"].split(", "))) == (
        405,
        {"GET", "HEAD", "OPTIONS"},
    )
    no_plan = program("GET", f"/events/{event.id}/plans/7")
    assert (no_plan.status_code, no_plan.json) == (
        404,
        {"error": "There is no plan 7; it may have been deleted."},
    )


def test_a_page_makes_a_key_shows_it_once_and_ends_it(app: Flask, owner: Account) -> None:
    answer = ask(
        owner.client, "POST", "/organise/team/keys", data={"name": "Website", "role": "viewer"}
    )
    assert answer.status_code == 200
    secret = answer.text.partition('id="secret" class="wide" value="')[2].partition('"')[0]
    assert program_with(app, secret)("GET", "/events").json == []
    (key,) = keys_of(owner.body_id)
    assert secret not in ask(owner.client, "GET", "/organise/team/keys").text
    again = ask(
        owner.client, "POST", "/organise/team/keys", data={"name": "website", "role": "viewer"}
    )
    assert again.status_code == 400
    ask(owner.client, "POST", f"/organise/team/keys/{key.id}/end")
    assert program_with(app, secret)("GET", "/events").status_code == 401
    told = [(e.who, e.verb, e.rest) for e in db.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert told == [
        ("Olwen Rees", "made", "the key “Website”"),
        ("Olwen Rees", "ended", "the key “Website”"),
    ]


def test_guesses_of_one_address_meet_a_limit_and_a_key_that_works_meets_its_own(
    tmp_path: Path, app: Flask, owner: Account
) -> None:
    secret = make_key(owner.body_id, "Website", "viewer", owner.user, NOW)[1]
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    limited = make_app(tmp_path, url, RATELIMIT_ENABLED=True)
    for _ in range(GUESSES_PER_MINUTE + 1):
        assert program_with(limited, secret)("GET", "/events").status_code == 200
    for number in range(GUESSES_PER_MINUTE):
        assert program_with(limited, f"ctk_{number}")("GET", "/events").status_code == 401
    refused = program_with(limited, "ctk_last")("GET", "/events")
    assert (refused.status_code, refused.json) == (
        429,
        {"error": "This was asked too often. “Retry-After” says when to ask again."},
    )
    assert 0 < int(refused.headers["Retry-After"]) <= 61


def test_the_description_says_where_it_answers(app: Flask) -> None:
    described = app.test_client().get("/api/openapi.json").json or {}
    assert described["servers"] == [{"url": app.config["SITE_URL"] or "/"}]
