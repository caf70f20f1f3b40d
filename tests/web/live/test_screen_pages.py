"""What the big screen shows before the first round, in a break and after the last round."""

from datetime import timedelta

import time_machine
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.models import AgendaItem, Attendee, Event, TablePlace, db
from tests.builders import Account
from tests.builders.pages import ask, page_of
from tests.web.live.screen_pages import names, press, screen_of, seen


def written(answer: TestResponse, kind: str) -> list[str]:
    """The words in the drawing of the room."""
    return [found.text for found in page_of(answer).select(f".room-now {kind}")]


def faces(answer: TestResponse) -> list[str]:
    """Which of the two faces of a break is seen."""
    return [str(f["data-face"]) for f in page_of(answer).select("[data-face]:not([hidden])")]


def test_a_break_shows_the_room_and_then_calls_everybody(
    morning: time_machine.Traveller, event: Event, owner: Account, client: FlaskClient
) -> None:
    press(owner, event, "Start round 1")
    press(owner, event, "End round 1 now")
    press(owner, event, "Break", minutes="10")
    answer = screen_of(event, client)
    page = page_of(answer)
    assert faces(answer) == ["break"]
    assert seen(answer, ".break-clock") == ["10:00"]
    assert seen(answer, "[data-face=break] .what") == ["Back for round 2 at 08:40"]
    assert seen(answer, ".hint") == ["Your table for round 2 shows here two minutes before."]
    assert written(answer, ".number") == ["1", "2"]
    # Of round 2: two people at table 1, one at table 2.
    assert len(page.select(".room-now .shape")) == 3
    morning.shift(timedelta(minutes=8))
    answer = screen_of(event, client)
    assert [
        str(face["data-face"]) for face in page_of(answer).select("[data-face]:not([hidden])")
    ] == ["move"]
    assert len(page_of(answer).select("#screen.move")) == 1
    # Whoever stays has been away from the table too.
    assert names(answer) == {"Ann Lee": "1", "Bob Ray": "1", "Cat Stone": "2"}
    assert seen(answer, ".caption") == ["Everybody sits down now. No table? Ask at the desk."]


def test_the_room_is_drawn_where_its_tables_stand(
    morning: object, event: Event, owner: Account, client: FlaskClient
) -> None:
    def walls() -> int:
        return len(page_of(screen_of(event, client)).select(".room-now .wall"))

    assert walls() == 0
    db.session.add(TablePlace(event_id=event.id, table=2, x=600, y=300, note="by the <door>"))
    db.session.commit()
    answer = screen_of(event, client)
    page = page_of(answer)
    assert walls() == 1
    assert written(answer, ".note") == ["by the <door>"]
    places = [str(table["transform"]) for table in page.select(".room-now > g")]
    assert places[1] == "translate(526 226) scale(3.083)"
    # Tables that stand close to each other are drawn smaller, and cover none.
    db.session.add(TablePlace(event_id=event.id, table=1, x=600, y=224, note=""))
    db.session.commit()
    page = page_of(screen_of(event, client))
    places = [str(table["transform"]) for table in page.select(".room-now > g")]
    assert places[1] == "translate(563 263) scale(1.542)"


def test_who_is_away_has_no_shape_in_the_room(
    morning: object, event: Event, client: FlaskClient
) -> None:
    ann = db.session.query(Attendee).filter_by(name="Ann Lee").one()
    shapes = len(page_of(screen_of(event, client)).select(".room-now .shape"))
    ann.state = "cancelled"
    db.session.commit()
    answer = screen_of(event, client)
    assert len(page_of(answer).select(".room-now .shape")) == shapes - 1
    assert written(answer, ".number") == ["2"]


def test_before_round_one_the_agenda_is_told(
    morning: time_machine.Traveller, event: Event, client: FlaskClient
) -> None:
    answer = screen_of(event, client)
    assert seen(answer, "h1") == ["Welcome"]
    assert seen(answer, ".wall-clock") == ["08:30"]
    assert seen(answer, ".hint") == ["Welcome until 08:45 Round 1 at 08:45"]
    assert seen(answer, ".caption") == ["Round 1 at 08:45 . No table? Ask at the desk."]
    morning.shift(timedelta(minutes=16))
    assert seen(screen_of(event, client), ".caption") == [
        "Round 1 starts in a moment. No table? Ask at the desk."
    ]
    morning.shift(timedelta(days=-2))
    answer = screen_of(event, client)
    assert seen(answer, ".caption") == ["Round 1 on Friday 4 December 2026 at 08:45"]
    assert seen(answer, ".small-clock") == []


def test_what_comes_next_is_counted_by_the_rounds_of_the_plan(
    morning: time_machine.Traveller, event: Event, owner: Account, client: FlaskClient
) -> None:
    """The event has a second slot for as many rounds again; the plan in use fills the first."""
    event.rounds = 8
    event.agenda.append(AgendaItem(position=9, title="More rounds", kind="networking", minutes=40))
    db.session.commit()
    for label in ("Start round 1", "End round 1 now", "Start round 2", "End round 2 now"):
        press(owner, event, label)
    assert seen(screen_of(event, client), ".farewell p")[0] == "Coffee at 09:30"


def test_after_the_last_round_the_screen_says_what_comes_next(
    morning: time_machine.Traveller, event: Event, owner: Account, client: FlaskClient
) -> None:
    for label in ("Start round 1", "End round 1 now", "Start round 2", "End round 2 now"):
        press(owner, event, label)
    answer = screen_of(event, client)
    assert seen(answer, "h1, .what") == ["Finished", "Thank you for coming"]
    told = ["Your own page shows whom you met."]
    told.append("No link at hand? Scan this, and it is sent to you again.")
    assert seen(answer, ".farewell p") == ["Coffee at 09:30", *told]
    assert len(page_of(answer).select(".lost-link svg.qr")) == 1
    morning.shift(timedelta(minutes=61))
    assert seen(screen_of(event, client), ".next-line") == ["Coffee until 10:30"]
    morning.shift(timedelta(hours=2))
    assert seen(screen_of(event, client), ".next-line") == ["That was the last round."]


def test_a_pause_between_rounds_keeps_nobody_at_a_table(
    morning: object, event: Event, owner: Account, client: FlaskClient
) -> None:
    press(owner, event, "Start round 1")
    press(owner, event, "Pause")
    assert seen(screen_of(event, client), ".caption") == [
        "Stay at your table. The clock goes on in a moment."
    ]
    press(owner, event, "Go on")
    press(owner, event, "End round 1 now")
    press(owner, event, "Pause")
    answer = screen_of(event, client)
    assert seen(answer, "h1, .what") == ["Paused", "to your table for round 2"]
    assert names(answer) == {"Bob Ray": "1"}
    assert seen(answer, ".caption") == ["The clock goes on in a moment. No table? Ask at the desk."]
    press(owner, event, "Go on")
    press(owner, event, "Break", minutes="5")
    press(owner, event, "Pause")
    answer = screen_of(event, client)
    assert seen(answer, "h1, .what") == ["Paused", "Break before round 2"]
    own = db.session.query(Attendee).filter_by(name="Bob Ray").one()
    own.host_table = 2
    token, day = own.token, f"/organise/events/{event.id}/day/clock"
    db.session.commit()
    phone = ask(client, "GET", f"/me/{token}/")
    assert seen(phone, ".leads .round-label, .leads .round-number") == [
        "Paused · Break", "Before round 2",
    ]  # fmt: skip
    assert seen(ask(client, "GET", f"/me/{token}/table"), ".hosts-clock") == [
        "Paused · Break Before round 2 5:00 left"
    ]
    assert seen(owner.client.get(day), "h2") == ["Paused · Break before round 2 of 2"]
    assert seen(answer, ".hint") == ["The clock goes on in a moment."]


def test_day_says_at_the_end_of_a_move_that_it_waits_for_the_organiser(
    morning: time_machine.Traveller, event: Event, owner: Account
) -> None:
    press(owner, event, "Start round 1")
    press(owner, event, "End round 1 now")
    clock = f"/organise/events/{event.id}/day/clock"
    lines = "#clock [data-over]:not([hidden])"
    assert seen(owner.client.get(clock), lines) == ["Round 2 is due at 08:32 ."]
    morning.shift(timedelta(minutes=5))
    waits = "It waits for you: start round 2 when you are ready."
    assert seen(owner.client.get(clock), lines) == [waits]
