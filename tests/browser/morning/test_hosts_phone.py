"""A host's phone: kept for the time without a signal, and safe from a thumb."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Error, Page, expect

from scheduler.domain.morning.clock import Phase
from scheduler.models import Attendee, ClockRight, Event, Plan, Seat, db
from scheduler.services.morning.attendance import check_in, mark_late
from scheduler.services.morning.hosting import open_calls, see_to
from scheduler.services.planning.rounds.clock import Press, press
from tests.browser.checks import check_page, console_of
from tests.browser.conftest import OpenPage
from tests.browser.data import rows
from tests.browser.morning.test_phone import begin, late_room
from tests.browser.server import Server
from tests.builders import SECTORS, make_people

KEPT = (
    "async () => (await (await caches.open((await caches.keys())[0] ?? '')).keys()).map(r => r.url)"
)


def hosted_room(server: Server) -> tuple[int, str]:
    """An event in its first round, and the token of the host of table 3."""
    event_id, token = late_room(server)
    with rows(server):
        begin(event_id, Press.NEXT, Phase.BEFORE, 1)
        host = db.session.query(Attendee).filter_by(token=token).one()
        host.host_table = 3
        db.session.commit()
    return event_id, token


def other(event_id: int, token: str) -> int:
    found = db.session.query(Attendee.id).filter_by(event_id=event_id)
    return int(found.filter(Attendee.token != token).scalar())


def table_as_it_stood(phone: Page, own: str) -> Page:
    """A new page of the phone that shows the kept table, with buttons that wait for the network."""
    phone.goto(f"{own}table")
    phone.reload()
    again = phone.context.new_page()
    phone.close()
    again.goto(f"{own}table")
    expect(again.locator("h1")).to_have_text("Your table 3")
    expect(again.locator(".as-of")).to_contain_text("No connection: this is how it stood at")
    assert again.locator(".as-of span").inner_text() != "some time ago"
    expect(again.locator(".hosts-clock [data-clock-left]")).to_be_visible()
    for name in ("Is missing", "Ask for help", "Note it"):
        button = again.get_by_role("button", name=name)
        expect(button).to_be_disabled()
    expect(again.locator(".waits-for-network:visible")).to_have_count(3)
    return again


@pytest.mark.own_server
def test_the_hosts_page_is_kept_until_they_host_no_more(
    server: Server, open_page: OpenPage
) -> None:
    _event_id, token = hosted_room(server)
    own = f"{server.address}/me/{token}/"
    phone = open_page(viewport={"width": 390, "height": 844})
    # They have not opened the page of their table yet.
    phone.goto(own)
    expect(phone.locator("#main")).to_have_attribute("data-kept", "yes")
    phone.wait_for_function(f"async () => (await ({KEPT})()).some(url => url.endsWith('/table'))")

    server.stop()
    again = table_as_it_stood(phone, own)

    server.start()
    # It goes on by itself, with buttons that work.
    expect(again.locator(".as-of")).to_be_hidden()
    again.get_by_role("button", name="Is missing").click()
    expect(again.get_by_role("button", name="Is here")).to_be_enabled()
    with rows(server):
        db.session.query(Attendee).filter_by(token=token).one().host_table = None
        db.session.commit()
    again.goto(own)
    again.wait_for_function(f"async () => !(await ({KEPT})()).some(url => url.endsWith('/table'))")
    server.stop()
    gone = again.context.new_page()
    with pytest.raises(Error, match="ERR_"):
        gone.goto(f"{own}table")
    again.goto(own)
    expect(again.locator("#as-of")).to_be_visible()

    server.start()
    with rows(server):
        person = db.session.query(Attendee).filter_by(token=token).one()
        person.state, person.host_table = "cancelled", 3
        db.session.commit()
    again.goto(f"{own}table")
    expect(again.locator("#main")).to_have_attribute("data-kept", "no")
    again.wait_for_function("async () => (await caches.keys()).length === 0")
    console_of(phone).complaints.clear()


def test_the_end_of_a_break_calls_to_the_tables_without_a_network(
    server: Server, phone: Page, open_page: OpenPage
) -> None:
    event_id, token = hosted_room(server)
    with rows(server):
        begin(event_id, Press.NEXT, Phase.TALK, 1)
        event = db.session.get_one(Event, event_id)
        assert press(event, Press.BREAK, (Phase.MOVE, 2), datetime.now(UTC), 10)
    own = open_page(viewport={"width": 390, "height": 844})
    words = {own: ".leads .round-label", phone: ".hosts-clock .round-label"}
    for page, label in words.items():
        page.clock.install()
        page.goto(f"{server.address}/me/{token}/{'' if page is own else 'table'}")
        expect(page.locator(label)).to_have_text("Break")
        page.context.set_offline(True)
        page.clock.fast_forward("07:50")
        expect(page.locator(label)).to_have_text("Break")
        page.clock.fast_forward("00:20")
        expect(page.locator(label)).to_have_text("Move now" if page is own else "Move")
        page.context.set_offline(False)
        expect(page.locator("#as-of, .as-of").first).to_be_hidden()
        console_of(page).complaints.clear()  # The requests that could not get through.


def test_the_list_follows_the_door_and_no_thumb_starts_a_round(server: Server, phone: Page) -> None:
    event_id, token = hosted_room(server)
    with rows(server):
        host = db.session.query(Attendee).filter_by(token=token).one()
        db.session.add(ClockRight(host_id=host.id, event_id=event_id))
        db.session.commit()
        guest = other(event_id, token)
    phone.goto(f"{server.address}/me/{token}/table")
    at_door = phone.locator(".hosts-table .at-door")
    expect(at_door).to_have_text("")
    phone.get_by_text("Run the room’s clock").click()
    with rows(server):
        mark_late(db.session.get_one(Event, event_id), guest, 2, "Door", datetime.now(UTC))
    expect(at_door).to_have_text("comes for round 2")
    with rows(server):
        check_in(db.session.get_one(Event, event_id), guest, "Door", datetime.now(UTC))
    expect(at_door).to_contain_text("here since")
    # The fold that was opened stays so while people come, and what it did can be taken back.
    check_page(phone)
    phone.get_by_role("button", name="End round 1 now").click()
    expect(phone.locator(".hosts-clock .round-label")).to_be_visible()
    expect(phone.locator(".hosts-clock .round-label")).to_have_text("Move")
    phone.get_by_role("button", name="Take that back").click()
    expect(phone.locator(".hosts-clock .round-label")).to_have_text("Now")
    phone.goto(f"{server.address}/me/{token}/table")
    expect(phone.get_by_role("button", name="End round 1 now")).to_be_hidden()


def test_who_does_it_is_chosen_of_those_at_the_table_in_the_round_that_is_on(
    server: Server, phone: Page
) -> None:
    event_id, token = hosted_room(server)
    with rows(server):
        host = db.session.query(Attendee).filter_by(token=token).one()
        event = db.session.get_one(Event, event_id)
        you = f"{host.name} (you)"
        first = db.session.get_one(Attendee, other(event_id, token)).name
        late = make_people(event, ["Wanda Walk"], SECTORS)[0]
        plan = db.session.query(Plan).filter_by(event_id=event_id).one()
        db.session.query(Seat).filter_by(plan_id=plan.id, round=2).update({"table": 1})
        for person in (host, late):
            db.session.query(Seat).filter_by(
                plan_id=plan.id, round=2, attendee_id=person.id
            ).delete()
            db.session.add(Seat(plan_id=plan.id, round=2, table=3, attendee_id=person.id))
        db.session.commit()
    phone.goto(f"{server.address}/me/{token}/table")
    offered = phone.locator("#commit-who option")
    expect(offered).to_have_text([you, first])
    phone.get_by_label("What", exact=True).fill("Sends the plan")
    with rows(server):
        begin(event_id, Press.NEXT, Phase.TALK, 1)
    expect(offered).to_have_text([you, "Wanda Walk"])
    expect(phone.get_by_label("What", exact=True)).to_have_value("Sends the plan")
    # Whom somebody has chosen is not exchanged for another.
    phone.get_by_label("Who", exact=True).select_option("Wanda Walk")
    with rows(server):
        begin(event_id, Press.BACK, Phase.MOVE, 2)
    expect(offered).to_have_text([you, first, "Wanda Walk"])
    expect(phone.locator("#commit-who option:checked")).to_have_text("Wanda Walk")


def test_what_was_said_of_a_press_goes_when_the_page_follows_a_change(
    server: Server, phone: Page
) -> None:
    event_id, token = hosted_room(server)
    phone.goto(f"{server.address}/me/{token}/table")
    phone.get_by_role("button", name="Ask for help").click()
    said = phone.locator("main > .notice")
    expect(said).to_have_text("The organisers see that you ask for help.")
    with rows(server):
        event, call = db.session.get_one(Event, event_id), open_calls(event_id)[0]
        see_to(event, call.id, datetime.now(UTC))
    expect(phone.locator(".hosts-help .notice")).to_contain_text("Somebody has seen your call of")
    expect(said).to_have_count(0, timeout=10_000)
