"""An attendee's phone follows the room's clock."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from scheduler.domain.morning.clock import Phase
from scheduler.domain.states import PlanState
from scheduler.models import Attendee, Event, Plan, Seat, db
from scheduler.services.morning.attendance import step_out
from scheduler.services.planning.rounds.clock import Press, make_ready, press
from tests.browser.checks import check_page, console_of
from tests.browser.conftest import OpenPage
from tests.browser.data import breakfast, rows
from tests.browser.server import Server
from tests.builders import SECTORS, make_people, make_plan


def begin(event_id: int, what: Press, phase: Phase, round_: int) -> None:
    event = db.session.get_one(Event, event_id)
    assert press(event, what, (phase, round_), datetime.now(UTC))


def late_room(server: Server) -> tuple[int, str]:
    """An event whose first round began nine minutes ago by the agenda, and somebody's token."""
    starts = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=24)
    event_id = breakfast(server, people=2, starts_at=starts, ends_at=starts + timedelta(hours=2)).id
    with rows(server):
        people = db.session.query(Attendee).filter_by(event_id=event_id).all()
        event = db.session.get_one(Event, event_id)
        make_plan(event, [{table: people} for table in (3, 1, 4)])
        make_ready(event, False, starts)
        return event_id, people[0].token


def test_the_phone_shows_the_round_that_the_room_is_in(server: Server, phone: Page) -> None:
    event_id, token = late_room(server)
    phone.goto(f"{server.address}/me/{token}/")
    first = phone.locator("#current .round").first
    expect(first.locator(".round-label")).to_have_text("First")
    expect(first).to_contain_text("Table 3")

    with rows(server):
        begin(event_id, Press.NEXT, Phase.BEFORE, 1)
    expect(first.locator(".round-label")).to_have_text("Now")
    check_page(phone)
    with rows(server):
        begin(event_id, Press.NEXT, Phase.TALK, 1)
    expect(first.locator(".round-label")).to_have_text("Move now")
    expect(first).to_contain_text("Table 1")
    expect(first.locator(".round-left")).to_have_text(re.compile(r"[01]:\d\d left"))
    with rows(server):
        begin(event_id, Press.PAUSE, Phase.MOVE, 2)
    expect(first.locator(".round-label")).to_have_text("Paused")
    check_page(phone)
    with rows(server):
        event = db.session.get_one(Event, event_id)
        assert press(event, Press.BREAK, (Phase.MOVE, 2), datetime.now(UTC), 8)
    expect(first.locator(".round-label")).to_have_text("Break")
    expect(first.locator(".round-number")).to_have_text(re.compile(r"Round 2 at \d\d:\d\d"))
    expect(phone.locator("#goes-on")).to_have_text("Break. Table 1")
    check_page(phone)
    with rows(server):
        begin(event_id, Press.NEXT, Phase.BREAK, 2)
    expect(first.locator(".round-label")).to_have_text("Now")
    expect(phone.locator("#before .round")).to_have_count(1)
    with rows(server):
        for phase, number in ((Phase.TALK, 2), (Phase.MOVE, 3), (Phase.TALK, 3)):
            begin(event_id, Press.NEXT, phase, number)
    # After the last round the same page is about whom they met.
    expect(phone.locator("h1")).to_have_text(re.compile("person at your tables"))
    # Round 3 was ended too early: taken back, it is on this page again.
    with rows(server):
        begin(event_id, Press.BACK, Phase.DONE, 3)
    expect(first.locator(".round-label")).to_have_text("Now")


def test_whoever_steps_out_is_gone_from_the_phones_of_their_table_alone(
    server: Server, phone: Page, open_page: OpenPage
) -> None:
    event_id, token = late_room(server)
    with rows(server):
        event = db.session.get_one(Event, event_id)
        plan = db.session.query(Plan).filter_by(event_id=event_id).one()
        far = make_people(event, ["Wanda Walk"], SECTORS)[0]
        db.session.flush()
        db.session.add_all(
            Seat(plan_id=plan.id, attendee_id=far.id, round=n, table=7) for n in (1, 2, 3)
        )
        db.session.commit()
        begin(event_id, Press.NEXT, Phase.BEFORE, 1)
        far_token = far.token
        out = db.session.query(Attendee.id).filter_by(event_id=event_id)
        out_id = int(out.filter(Attendee.token.not_in((token, far_token))).scalar())
    other = open_page(viewport={"width": 390, "height": 844})
    fetched: list[str] = []
    for page, own in ((phone, token), (other, far_token)):
        page.goto(f"{server.address}/me/{own}/")
        expect(page.locator("#main")).to_have_attribute("data-kept", "yes")
    nearby = phone.locator("#current .leads .entries li")
    expect(nearby).to_have_count(1)
    expect(nearby.locator("b")).to_have_count(1)
    other.on("request", lambda request: fetched.append(request.url))
    with rows(server):
        event = db.session.get_one(Event, event_id)
        step_out(event, out_id, 1, None, "Door", datetime.now(UTC))
    expect(nearby).to_have_text("Nobody else is at this table yet.")
    # The other table's phone asked twice since, and fetched nothing.
    asked = f"{server.address}/me/{far_token}/now"
    with other.expect_response(asked), other.expect_response(asked):
        pass
    with other.expect_response(asked):
        pass
    assert set(fetched) == {asked}


def test_the_page_of_who_has_no_table_yet_shows_it_once_there_is_one(
    server: Server, phone: Page
) -> None:
    event_id, _token = late_room(server)
    with rows(server):
        late = make_people(db.session.get_one(Event, event_id), ["Wanda Walk"], SECTORS)[0]
        late_id, token = late.id, late.token
        db.session.commit()
    phone.goto(f"{server.address}/me/{token}/")
    expect(phone.locator("#rounds")).to_contain_text("you will be given a table")
    with rows(server):
        event = db.session.get_one(Event, event_id)
        db.session.query(Plan).filter_by(event_id=event_id).one().state = PlanState.DRAFT
        make_plan(event, [{2: [db.session.get_one(Attendee, late_id)]}] * 3, number=2)
    expect(phone.locator("#current .round").first).to_contain_text("Table 2")
    check_page(phone)


def test_the_first_plan_at_the_door_is_on_every_open_phone_before_there_is_a_clock(
    server: Server, phone: Page
) -> None:
    starts = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=5)
    event_id = breakfast(server, people=2, starts_at=starts, ends_at=starts + timedelta(hours=2)).id
    with rows(server):
        people = db.session.query(Attendee).filter_by(event_id=event_id).all()
        token = people[0].token
        db.session.commit()
    phone.goto(f"{server.address}/me/{token}/")
    with rows(server):
        people = db.session.query(Attendee).filter_by(event_id=event_id).all()
        make_plan(db.session.get_one(Event, event_id), [{2: people}] * 3)
    # The phone asks every second and a half; without a clock it asked every thirty seconds.
    expect(phone.locator("#rounds .round").first).to_contain_text("Table 2", timeout=15_000)


@pytest.mark.own_server
def test_the_plan_is_on_the_phone_without_a_signal_until_the_place_is_given_up(
    server: Server, open_page: OpenPage
) -> None:
    event_id, token = late_room(server)
    with rows(server):
        begin(event_id, Press.NEXT, Phase.BEFORE, 1)
    address = f"{server.address}/me/{token}/"
    phone = open_page(viewport={"width": 390, "height": 844})
    phone.goto(address)
    expect(phone.locator("#main")).to_have_attribute("data-kept", "yes")
    phone.wait_for_function(
        "async () => (await (await caches.open((await caches.keys())[0] ?? '')).keys()).length > 3"
    )

    # The server goes, as a signal would; the page is loaded again, and in a new tab.
    server.stop()
    phone.reload()
    other = phone.context.new_page()
    other.goto(address)
    for tab in (phone, other):
        first = tab.locator("#current .round").first
        expect(first.locator(".round-label")).to_have_text("Now")
        expect(first).to_contain_text("Table 3")
        expect(tab.locator("#as-of")).to_contain_text("this is how it stood at")
    other.close()
    console_of(phone).complaints.clear()  # Nobody answered.

    server.start()
    with rows(server):
        person = db.session.query(Attendee).filter_by(token=token).one()
        person.state = "cancelled"
        db.session.commit()
    phone.goto(address)
    expect(phone.locator("#main")).to_have_attribute("data-kept", "no")
    phone.wait_for_function("async () => (await caches.keys()).length === 0")
    console_of(phone).complaints.clear()
