"""The big screen, and the clock on the Day page."""

import json
from datetime import UTC, datetime, timedelta

import time_machine
from flask.testing import FlaskClient

from scheduler.models import Attendee, Event, RoomClock, db
from scheduler.services.planning.rounds.clock import make_ready
from scheduler.web.shared.morning.live import rooms
from tests.builders import Account, make_attendee, make_plan
from tests.builders.forms import as_posted
from tests.builders.pages import ask, page_of
from tests.web.live.screen_pages import names, press, screen_of, seen


def test_everybody_finds_the_first_table_before_round_one(
    morning: object, event: Event, client: FlaskClient
) -> None:
    answer = screen_of(event, client)
    assert seen(answer, "h1") == ["Welcome"]
    assert seen(answer, ".what") == ["Your table for round 1"]
    assert names(answer) == {"Ann Lee": "1", "Bob Ray": "2", "Cat Stone": "2"}


def test_the_screen_follows_the_organiser(
    morning: time_machine.Traveller, event: Event, owner: Account, client: FlaskClient
) -> None:
    press(owner, event, "Start round 1")
    answer = screen_of(event, client)
    assert seen(answer, "h1") == ["Talk"]
    assert seen(answer, ".what") == ["Round 1 of 2"]
    assert seen(answer, ".big-clock") == ["8:00"]
    assert seen(answer, ".prompt") == ["What could you give this table?"]
    morning.shift(timedelta(minutes=8))
    answer = screen_of(event, client)
    assert seen(answer, "h1") == ["Move"]
    # Who stays is not named.
    assert names(answer) == {"Bob Ray": "1"}
    assert seen(answer, ".small-clock") == ["2:00"]
    press(owner, event, "Pause")
    assert seen(screen_of(event, client), "h1") == ["Paused"]
    press(owner, event, "Go on")
    press(owner, event, "Start round 2")
    press(owner, event, "End round 2 now")
    assert seen(screen_of(event, client), "h1") == ["Finished"]
    press(owner, event, "Take that back")
    assert seen(screen_of(event, client), "h1") == ["Talk"]


def test_a_break_is_as_long_as_is_typed(
    morning: time_machine.Traveller, event: Event, owner: Account, client: FlaskClient
) -> None:
    press(owner, event, "Break", minutes="25")
    answer = screen_of(event, client)
    assert seen(answer, "[data-face=break] h1, .break-clock") == ["Break", "25:00"]


def test_the_end_of_a_break_has_one_word_everywhere(
    morning: time_machine.Traveller, event: Event, owner: Account, client: FlaskClient
) -> None:
    ann = db.session.query(Attendee).filter_by(name="Ann Lee").one()
    ann.host_table, token = 1, ann.token
    db.session.commit()
    press(owner, event, "Start round 1")
    press(owner, event, "End round 1 now")
    press(owner, event, "Break", minutes="10")

    def words() -> list[list[str]]:
        rooms.forget()
        state = ask(client, "GET", f"/me/{token}/now").get_json()
        return [
            seen(screen_of(event, client), "[data-face]:not([hidden]) h1"),
            seen(ask(client, "GET", f"/me/{token}/"), ".leads .round-label"),
            seen(ask(client, "GET", f"/me/{token}/table"), ".hosts-clock .round-label"),
            seen(ask(owner.client, "GET", f"/organise/events/{event.id}/day"), "#clock h2"),
            [state["shown"]],
        ]

    resting = [["Break"], ["Break"], ["Break"], ["Break : round 2 of 2"], ["break"]]
    assert words() == resting
    morning.shift(timedelta(minutes=7, seconds=59))
    assert words() == resting
    moving = [["Move"], ["Move now"], ["Move"], ["Move : round 2 of 2"], ["move"]]
    morning.shift(timedelta(seconds=1))
    assert words() == moving
    # The clock waits for the organiser.
    morning.shift(timedelta(minutes=2))
    assert words() == moving


def test_open_pages_are_told_from_memory(
    morning: time_machine.Traveller, event: Event, owner: Account, client: FlaskClient
) -> None:
    main = page_of(screen_of(event, client)).select_one("#screen")
    assert main is not None
    drawn = json.loads(str(main["data-state"]))
    told = ask(client, "GET", str(main["data-clock-state"])).get_json()
    assert told == drawn
    press(owner, event, "Start round 1")
    now = ask(client, "GET", str(main["data-clock-state"])).get_json()
    assert (now["phase"], now["round"], now["left"]) == ("talk", 1, 480)
    assert now["key"] != told["key"]
    morning.shift(timedelta(minutes=3))
    assert ask(client, "GET", str(main["data-clock-state"])).get_json()["left"] == 300


def test_a_wrong_link_shows_nothing(morning: object, client: FlaskClient) -> None:
    assert [client.get(f"/screen/{t}/").status_code for t in ("x", "%00")] == [404, 404]
    assert client.get("/screen/x/state").status_code == 404


def test_what_is_no_button_is_refused(morning: object, event: Event, owner: Account) -> None:
    for sent in ({}, {"what": "next"}, {"what": "next", "phase": "talk", "round": "x"}):
        answer = owner.client.post(
            f"/organise/events/{event.id}/day/clock/press", data=sent, follow_redirects=True
        )
        assert seen(answer, ".notice.bad") == [
            "That is not a button of the clock. Press one of these."
        ]


def test_an_old_button_says_that_the_clock_moved_on(
    morning: object, event: Event, owner: Account
) -> None:
    sent = {"what": "next", "phase": "before", "round": "1"}
    there = f"/organise/events/{event.id}/day/clock/press"
    owner.client.post(there, data=sent)
    answer = owner.client.post(there, data=sent, follow_redirects=True)
    assert seen(answer, "main .notice.warn[role=status]:not([hidden])") == [
        "The clock had already moved on. This is the clock now."
    ]


def test_the_clock_is_got_ready_on_the_day_page(event: Event, owner: Account) -> None:
    day = f"/organise/events/{event.id}/day"
    assert page_of(owner.client.get(day)).select("#clock") == []
    make_plan(event, [{1: [make_attendee(event, "Ann Lee")]}])
    form = as_posted(owner.client.get(day), "#clock form")
    assert form["runs"] == ["waits"]
    ready = owner.client.post(f"{day}/clock/ready", data=form, follow_redirects=True)
    assert seen(ready, "#clock h2") == ["Before round 1"]


def test_before_round_1_the_day_page_tells_the_time_and_what_comes_next(
    event: Event, owner: Account, morning: time_machine.Traveller
) -> None:
    day = f"/organise/events/{event.id}/day"
    told = owner.client.get(day)
    assert seen(told, "#clock time") == ["08:30", "08:45", "08:45"]
    assert seen(told, "#clock h2") == ["Welcome, until 08:45"]
    assert seen(told, "#clock h2 + p") == ["Round 1 is due at 08:45 , in 15 minutes."]
    morning.shift(timedelta(minutes=16))
    assert seen(owner.client.get(day), "#clock h2 + p") == ["Round 1 was due at 08:45 ."]
    # Whenever the clock is made ready, it is the agenda's time.
    db.session.delete(db.session.get_one(RoomClock, event.id))
    db.session.commit()
    make_ready(event, False, datetime.now(UTC))
    assert seen(owner.client.get(day), "#clock h2 + p") == ["Round 1 was due at 08:45 ."]
    morning.shift(timedelta(days=-2))
    assert seen(owner.client.get(day), "#clock h2") == ["Before round 1"]
