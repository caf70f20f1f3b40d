"""A host's table on their phone."""

import json
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.domain.morning.clock import Phase
from scheduler.domain.states import RegistrationState
from scheduler.models import Attendee, ClockRight, Event, db
from scheduler.services.morning import attendance, hosting
from scheduler.services.planning.rounds.clock import Press, make_ready, stored_clock
from scheduler.services.planning.rounds.clock import press as press_clock
from scheduler.web.shared.morning.desk import news
from tests.builders import Account, make_attendee, make_plan
from tests.builders.forms import values_of_form
from tests.builders.pages import ask, page_of, places, said, texts


@pytest.fixture
def host(event: Event) -> Attendee:
    """Ann hosts table 1, where Bob sits."""
    ann = make_attendee(event, "Ann Lee", host_table=1)
    bob = make_attendee(event, "Bob Ray", "Public")
    event.rounds = 1
    make_plan(event, [{1: [ann, bob]}])
    make_ready(event, False, event.starts_at)
    return ann


def press(client: FlaskClient, host: Attendee, **sent: str) -> TestResponse:
    """The page after the press; what is refused is said at once."""
    answer = ask(client, "POST", f"/me/{host.token}/table", data=sent)
    if answer.status_code == 409:
        return answer
    assert answer.status_code == 303
    return ask(client, "GET", answer.headers["Location"])


def answered(page: TestResponse) -> list[str]:
    return texts(page, "main > .notice")


def test_what_a_host_says_is_seen_on_the_day_page(
    client: FlaskClient, owner: Account, event: Event, host: Attendee
) -> None:
    bob = str(db.session.query(Attendee.id).filter_by(name="Bob Ray").scalar())
    db.session.commit()
    with time_machine.travel(event.starts_at + timedelta(minutes=20), tick=False):
        told = press(client, host, what="missing", who=bob, round="1")
        assert answered(told) == ["Bob Ray is noted as missing in round 1. The organisers see it."]
        press(client, host, what="help", words="No chairs")
        press(client, host, what="commit", who=bob, words="Call Ann", due="2026-12-18")
        day = page_of(ask(owner.client, "GET", f"/organise/events/{event.id}/day"))
        assert places(day, "Table 1 asks for help: No chairs") == ["#desk-calls p"]
        assert texts(day, "#desk-calls p.warn") == ["Their hosts miss: Bob Ray at table 1."]
        assert places(day, "Bob Ray : Call Ann, by 18 December") == ["#promised li"]
    own = db.session.query(Attendee).filter_by(name="Bob Ray").one().token
    db.session.commit()
    assert places(ask(client, "GET", f"/me/{own}/"), "Call Ann by 18 December") == ["p"]
    # Nobody but hosts has such a page.
    assert ask(client, "GET", f"/me/{own}/table").headers["Location"] == f"/me/{own}/"


def test_the_clock_is_run_by_hosts_who_may(
    client: FlaskClient, owner: Account, event: Event, host: Attendee
) -> None:
    next_round = {"what": "next", "phase": "before", "round": "1"}
    with time_machine.travel(event.starts_at + timedelta(minutes=20), tick=False):
        refused = press(client, host, **next_round)
        assert answered(refused) == [
            "The organisers run the clock. Ask them for the right to do so."
        ]
        right = f"/organise/events/{event.id}/day/hosts/{host.id}/clock"
        assert ask(owner.client, "POST", right, data={"may": "yes"}).status_code == 303
        page = press(client, host, **next_round)
        assert [said(button) for button in page_of(page).select("#runs-clock[open] button")] == [
            "End round 1 now",
            "Pause",
            "One minute more",
            "Take that back",
        ]
        folded = page_of(ask(client, "GET", f"/me/{host.token}/table"))
        assert len(folded.select("#runs-clock:not([open])")) == 1
        room = stored_clock(event)
        assert room is not None
        assert room.stored.phase.value == "talk"
        db.session.commit()
        again = press(client, host, what="break", phase="talk", round="1")
        assert answered(again) == ["That is not a button of this page. Press one of these."]


def test_after_the_last_round_the_page_says_so_and_keeps_what_was_agreed(
    client: FlaskClient, event: Event, host: Attendee
) -> None:
    now = event.starts_at + timedelta(minutes=20)
    bob = db.session.query(Attendee.id).filter_by(name="Bob Ray").scalar()
    db.session.add(ClockRight(host_id=host.id, event_id=event.id))
    db.session.commit()
    with time_machine.travel(now, tick=False):
        press(client, host, what="commit", who=str(bob), words="Call Ann")
        press(client, host, what="next", phase="before", round="1")
        press(client, host, what="next", phase="talk", round="1")
        page = ask(client, "GET", f"/me/{host.token}/table")
        thanks = "The rounds are over. Thank you for coming."
        assert texts(page, "h1, h1 + p") == ["Finished", thanks]
        assert texts(page, "#clock a") == ["The people at your tables"]
        assert texts(page, ".hosts-clock, .hosts-table, .hosts-help") == []
        assert texts(page, "section[aria-labelledby=commit-title] li b") == ["Bob Ray"]
        assert texts(page, "#clock button") == ["Take that back"]
        press(client, host, what="back", phase="done", round="1")
        page = ask(client, "GET", f"/me/{host.token}/table")
        assert texts(page, "h1") == ["Your table 1"]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"words": "Call Ann", "due": "2026-13-45"}, "Choose a day, or leave it empty."),
        ({"words": "\u200b", "due": "2026-12-18"}, "Say what they will do."),
    ],
)
def test_a_refused_commitment_is_still_typed(
    client: FlaskClient, event: Event, host: Attendee, sent: dict[str, str], sentence: str
) -> None:
    who = str(db.session.query(Attendee.id).filter_by(name="Bob Ray").scalar())
    db.session.commit()
    with time_machine.travel(event.starts_at + timedelta(minutes=20), tick=False):
        data = sent | {"what": "commit", "who": who}
        answer = ask(client, "POST", f"/me/{host.token}/table", data=data)
    assert (answer.status_code, answered(answer)) == (409, [sentence])
    form = page_of(answer).select_one("section[aria-labelledby=commit-title] form:last-of-type")
    assert form is not None
    kept = values_of_form(form)
    assert {name: kept[name] for name in ("who", "words", "due")} == {
        name: [value] for name, value in data.items() if name != "what"
    }


def test_who_hosts_no_longer_still_sees_what_they_typed(
    client: FlaskClient, event: Event, host: Attendee
) -> None:
    host.host_table = None
    db.session.commit()
    with time_machine.travel(event.starts_at + timedelta(minutes=20), tick=False):
        refused = press(client, host, what="help", words="No chairs")
    assert texts(refused, "main > h1 + p") == ["You host no table at this event any more."]
    assert texts(refused, "dl.typed dd") == ["No chairs"]


def test_the_host_sees_what_the_desk_knows(
    client: FlaskClient, event: Event, host: Attendee
) -> None:
    make_attendee(event, "Cat Stone")
    bob, cat = (
        db.session.query(Attendee).filter_by(name=n).one() for n in ("Bob Ray", "Cat Stone")
    )
    now = event.starts_at

    def told() -> list[tuple[list[str], list[str]]]:
        rows = page_of(ask(client, "GET", f"/me/{host.token}/table")).select(".hosts-table li")
        return [(texts(row, ".at-door"), texts(row, "button")) for row in rows]

    # Where nobody is checked in, nobody is said to be late.
    assert told() == [([""], ["Is missing"])]
    attendance.check_in(event, cat.id, "Door", now)
    here = (["here since 08:30"], ["Is missing"])
    assert told() == [(["not checked in yet"], ["Is missing"]), here]
    attendance.mark_late(event, bob.id, 1, "Door", now)
    assert told() == [(["comes later"], ["Is missing"]), here]
    attendance.mark_absent(event, bob.id, "Door", now)
    assert told() == [here, (["noted as not coming"], [])]
    attendance.check_in(event, bob.id, "Door", now)
    assert told() == [here, here]
    attendance.step_out(event, bob.id, 1, None, "Door", now)
    assert told() == [here, (["has stepped out"], [])]


def test_the_page_may_be_kept_while_they_host_and_the_event_is_not_over(
    client: FlaskClient, event: Event, host: Attendee
) -> None:
    def kept() -> tuple[bool, bool]:
        pages = [ask(client, "GET", f"/me/{host.token}/{page}") for page in ("", "table")]
        own, table = ("X-Keep-Until" in page.headers for page in pages)
        assert (pages[0].headers.get("X-Keep-Table") == "yes") == own
        return own, table

    assert kept() == (True, True)
    with time_machine.travel(event.ends_at, tick=False):
        assert kept() == (False, False)
    host.state = RegistrationState.CANCELLED
    db.session.commit()
    assert kept() == (False, False)


def test_the_key_of_the_page_changes_with_who_is_there(
    client: FlaskClient, event: Event, host: Attendee
) -> None:
    def key() -> str:
        news.forget()
        return str(ask(client, "GET", f"/me/{host.token}/table/now").json["key"])

    before = key()
    shown = page_of(ask(client, "GET", f"/me/{host.token}/table")).select_one("#clock")
    assert shown is not None
    assert json.loads(str(shown["data-state"]))["key"] == before
    attendance.mark_absent(event, host.id, "Door", event.starts_at)
    assert key() != before
    assert client.get("/me/wrong/table/now").status_code == 404


def test_a_host_whose_table_is_not_used_is_told_where_they_sit(
    client: FlaskClient, owner: Account, event: Event
) -> None:
    ann = make_attendee(event, "Ann Lee", host_table=2)
    bob, cat = make_attendee(event, "Bob Ray", "Public"), make_attendee(event, "Cat Stone")
    bob.host_table, event.rounds = 1, 2
    make_plan(event, [{1: [bob, cat], 2: [ann]}, {1: [bob, cat, ann]}])
    make_ready(event, False, event.starts_at)
    room = stored_clock(event)
    assert room is not None
    own, day = f"/me/{ann.token}/", f"/organise/events/{event.id}/day"
    begins = event.starts_at + timedelta(minutes=15)
    db.session.commit()
    with time_machine.travel(begins, tick=False):
        assert texts(ask(client, "GET", own), "h1") == ["Ann, you host table 2"]
        assert texts(ask(client, "GET", own), "#rounds > .news") == [
            "From round 2 on you host no table: you sit as a guest, first at table 1."
        ]
        assert texts(ask(client, "GET", own + "table"), ".notice") == [
            "From round 2 on you host no table: you sit as a guest, first at table 1."
        ]
        press_clock(event, Press.NEXT, (room.stored.phase, 1), begins)
        press_clock(event, Press.NEXT, (Phase.TALK, 1), begins)
        db.session.commit()
        mine = ask(client, "GET", own + "table")
        assert texts(mine, ".hosts-table li") == [
            "Table 2 is not used in this round. You sit at table 1, as a guest."
        ]
        assert texts(mine, "h1") == ["Your table 1"]
        assert texts(ask(client, "GET", own), "h1") == ["Ann, you have a place"]
        press(client, ann, what="help", words="No chairs")
        calls = page_of(ask(owner.client, "GET", day))
        assert places(calls, "Table 1 asks for help: No chairs") == ["#desk-calls p"]
        hosts = texts(ask(owner.client, "GET", day), "#hosts li > span")
        assert hosts == [
            "Table 1 Bob Ray",
            "Table 2 Ann Lee table closed",
        ]


def test_a_host_reads_that_somebody_has_seen_their_call(
    client: FlaskClient, owner: Account, event: Event, host: Attendee
) -> None:
    def told(minutes: int) -> list[str]:
        with time_machine.travel(event.starts_at + timedelta(minutes=minutes), tick=False):
            return texts(ask(client, "GET", f"/me/{host.token}/table"), ".hosts-help .notice")

    with time_machine.travel(event.starts_at, tick=False):
        press(client, host, what="help", words="No chairs")
    asked = told(0)
    call = hosting.open_calls(event.id)[0]
    hosting.see_to(event, call.id, event.starts_at + timedelta(minutes=1))
    assert (asked, told(2), told(12)) == (
        ["You asked at 08:30. The organisers see it. No chairs"],
        ["Somebody has seen your call of 08:30."],
        [],
    )
