"""What a phone asks for every other second: the clock, and whether its tables are as they were."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller

from scheduler.domain.morning.clock import Phase
from scheduler.domain.states import RegistrationState
from scheduler.models import Attendee, Event, Missing, Seat, db
from scheduler.services.morning import attendance
from scheduler.services.planning.rounds.clock import Press, make_ready, press
from scheduler.services.planning.rounds.published import published_plan
from scheduler.web.attendee.morning.company import companies
from scheduler.web.shared.morning.live import Remembered, rooms
from tests.builders import make_attendee, make_plan
from tests.builders.pages import ask, page_of, said

Changed = Callable[[], set[str]]


@pytest.fixture
def people(event: Event) -> dict[str, Attendee]:
    """Ann sits with Bo, then with Cy; Di and Ed at another table in both rounds."""
    found = {name: make_attendee(event, name) for name in ("Ann", "Bo", "Cy", "Di", "Ed")}
    ann, bo, cy, di, ed = found.values()
    make_plan(event, [{1: [ann, bo], 2: [di, ed], 3: [cy]}, {1: [ann, cy], 2: [di, ed], 3: [bo]}])
    make_ready(event, False, event.starts_at)
    return found


@pytest.fixture
def changed(client: FlaskClient, people: dict[str, Attendee]) -> Changed:
    """Whose phones have something new to fetch since the last time this was asked."""
    tokens = {name: person.token for name, person in people.items()}
    db.session.commit()

    def marks() -> dict[str, str]:
        companies.forget()
        return {
            name: str(ask(client, "GET", f"/me/{token}/now").get_json()["near"])
            for name, token in tokens.items()
        }

    before = marks()

    def found() -> set[str]:
        after = marks()
        news = {name for name in tokens if after[name] != before[name]}
        before.update(after)
        return news

    return found


def test_only_those_of_the_table_fetch_when_somebody_steps_out(
    event: Event, people: dict[str, Attendee], changed: Changed
) -> None:
    assert changed() == set()
    attendance.step_out(event, people["Bo"].id, 1, 2, "", event.starts_at)
    assert changed() == {"Ann", "Bo"}
    attendance.mark_left(event, people["Cy"].id, 2, "", event.starts_at)
    assert changed() == {"Ann", "Cy"}
    attendance.mark_absent(event, people["Ed"].id, "", event.starts_at)
    assert changed() == {"Di", "Ed"}


def test_a_check_in_is_news_to_nobody_else(
    event: Event, people: dict[str, Attendee], changed: Changed
) -> None:
    attendance.check_in(event, people["Ann"].id, "", event.starts_at)
    assert changed() == {"Ann"}


def test_who_is_missed_by_their_host_cancels_or_gets_a_chair_is_news_at_the_table(
    event: Event, people: dict[str, Attendee], changed: Changed
) -> None:
    plan = published_plan(event)
    assert plan is not None
    db.session.add(
        Missing(
            event_id=event.id, attendee_id=people["Di"].id, round=1, table=2,
            noted_at=event.starts_at,
        )
    )  # fmt: skip
    db.session.commit()
    assert changed() == {"Di", "Ed"}
    people["Bo"].state = RegistrationState.CANCELLED
    db.session.commit()
    assert changed() == {"Ann", "Bo"}
    late = make_attendee(event, "Flo")
    db.session.add(Seat(plan_id=plan.id, round=2, table=1, attendee_id=late.id))
    db.session.commit()
    assert changed() == {"Ann", "Cy"}


def test_the_page_was_drawn_with_the_mark_that_is_asked_for(
    client: FlaskClient, people: dict[str, Attendee]
) -> None:
    token = people["Ann"].token
    db.session.commit()
    rounds = page_of(ask(client, "GET", f"/me/{token}/")).select_one("#rounds")
    assert rounds is not None
    drawn = json.loads(str(rounds["data-state"]))
    asked = ask(client, "GET", f"/me/{token}/now").get_json()
    assert (drawn["near"], drawn["key"]) == (asked["near"], asked["key"])
    assert drawn["near"]
    assert client.get("/me/wrong/now").status_code == 404


def test_the_end_of_the_last_round_is_followed_for_an_hour_as_it_can_be_taken_back(
    client: FlaskClient, event: Event, people: dict[str, Attendee], two_weeks_before: Traveller
) -> None:
    two_weeks_before.move_to(event.starts_at, tick=False)
    own = f"/me/{people['Ann'].token}/"
    db.session.commit()
    for shown in ((Phase.BEFORE, 1), (Phase.TALK, 1), (Phase.MOVE, 2), (Phase.TALK, 2)):
        assert press(event, Press.NEXT, shown, datetime.now(UTC))

    def followed() -> tuple[object, list[tuple[str, object, object]]]:
        rooms.forget()
        marks = page_of(ask(client, "GET", own)).select("#finished")
        asked = ask(client, "GET", f"{own}now").get_json()
        return asked["every"], [(said(one), one["data-live"], one["data-key"]) for one in marks]

    key = ask(client, "GET", f"{own}now").get_json()["key"]
    assert followed() == (1_500, [("Finished", f"{own}now", key)])
    two_weeks_before.shift(timedelta(hours=1, seconds=1))
    assert followed() == (30_000, [])


def test_while_one_phone_looks_up_all_others_have_the_former_answer(app: Flask) -> None:
    kept: Remembered[int, str] = Remembered("tried", seconds=0)

    def look_up() -> str:
        assert kept.get(1, lambda: pytest.fail("looked up twice")) == "former"
        return "new"

    assert kept.former(1) is None
    assert kept.get(1, lambda: "former") == "former"
    assert kept.get(1, look_up) == "new"
    assert kept.former(1) == "new"
