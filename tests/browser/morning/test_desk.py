"""Two desks at once: one finds people by three letters, the other sees it within two seconds."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from scheduler.domain.morning.clock import Phase
from scheduler.domain.states import Presence
from scheduler.models import Attendance, Attendee, Event, db
from scheduler.services.morning.desk_links import make_link
from scheduler.services.morning.hosting import ask_for_help
from scheduler.services.planning.rounds.clock import Press, make_ready, press
from tests.browser.checks import check_page, console_of
from tests.browser.data import breakfast, rows
from tests.browser.server import Server
from tests.browser.steps import sign_in, sign_out
from tests.builders import make_plan


@pytest.fixture
def morning(server: Server) -> tuple[int, str]:
    """The event's id and a volunteer's page: fifteen people at three tables, in round 1 of 2."""
    event_id = breakfast(server, people=15, rounds=2).id
    with rows(server):
        event = db.session.get_one(Event, event_id)
        people = list(db.session.scalars(select(Attendee).order_by(Attendee.id)))
        tables = {table + 1: people[5 * table : 5 * table + 5] for table in range(3)}
        make_plan(event, [tables] * 2)
        make_ready(event, False, datetime.now(UTC))
        assert press(event, Press.NEXT, (Phase.BEFORE, 1), datetime.now(UTC))
        token = make_link(event, "Jean at the door").token
    return event_id, f"{server.address}/desk/{token}/"


def check_in(phone: Page, number: str) -> None:
    phone.get_by_role("searchbox").fill(f"number{number}")
    expect(phone.locator(".desk-guest")).to_have_count(1)
    phone.get_by_role("searchbox").press("Enter")
    expect(phone.get_by_text(f"Guest Number{number} is here. Table 2")).to_be_visible()


def test_two_desks_see_each_other(
    server: Server, morning: tuple[int, str], page: Page, phone: Page
) -> None:
    event_id, desk = morning
    sign_in(page, server.address)
    page.goto(f"{server.address}/organise/events/{event_id}/day")
    check_page(page)
    phone.goto(desk)
    check_page(phone)

    # A volunteer types a few letters; Enter lets in whoever is the only one found.
    check_in(phone, "07")
    expect(page.locator("#desk-arrived")).to_contain_text("1 of 15")
    expect(page.locator("#desk-latest")).to_contain_text("by Jean at the door")

    # The organiser says that somebody does not come; the volunteer's page follows.
    page.get_by_role("searchbox").fill("number00")
    page.get_by_role("button", name="Does not come").click()
    expect(phone.locator("#desk-arrived")).to_contain_text("1 of 15")
    expect(phone.locator("#desk-arrived")).to_contain_text("1 does not come.")

    # What a volunteer says of somebody follows on the open Day page, and what it means for tables.
    phone.get_by_role("searchbox").fill("number02")
    phone.get_by_role("button", name="Does not come").click()
    line = page.locator("#tables-matter")
    expect(line).to_contain_text("2 people at the tables do not come. New tables from round 2")
    check_page(page)
    check_page(phone)

    # A host who asks for help is heard on the open Day page.
    with rows(server):
        host = db.session.query(Attendee).filter_by(name="Guest Number01").one()
        host.host_table = 1
        ask_for_help(host, "Bring cups", datetime.now(UTC))
    expect(page.locator("#desk-calls")).to_contain_text("Table 1 asks for help: Bring cups")


SCANNER = """
  const picture = () => document.createElement("canvas").captureStream();
  window.BarcodeDetector = class { async detect() { return [{ rawValue: window.badge }]; } };
  navigator.mediaDevices.getUserMedia = async () => picture();
  HTMLMediaElement.prototype.play = async () => {};
"""
"""A browser that can read codes, with a camera: the one of the tests has neither."""


def check_in_without_network(phone: Page, number: str) -> None:
    """Find somebody by their name and let them in; the page tells it, and keeps it."""
    phone.get_by_role("searchbox").fill(f"number{number}")
    phone.get_by_role("button", name="Check in Guest").click()
    expect(phone.locator("[data-offline=told]")).to_contain_text(f"Guest Number{number} is here")


KEPT = """async () => {
  await navigator.serviceWorker.ready;
  const [name] = await caches.keys();
  return (await (await caches.open(name ?? "")).keys()).some((each) => each.url.endsWith("bare"));
}"""
"""The page that comes up without a network is kept, after what it needs; a worker serves it."""


def forget_what_is_kept(phone: Page) -> None:
    """Take away what the tab keeps."""
    phone.get_by_text("If the network goes").click()
    phone.get_by_role("button", name="Forget it now").click()
    expect(phone.locator("[data-offline=kept]")).to_contain_text("This tab keeps nothing")
    phone.wait_for_function("async () => (await caches.keys()).length === 0")


@pytest.mark.own_server
def test_a_desk_without_a_network_lets_people_in_and_sends_it_once(
    server: Server, morning: tuple[int, str], phone: Page
) -> None:
    event_id, desk = morning
    name_two(server, "Patrick O’Donoghue", "Łucja Prys-Davies")
    phone.add_init_script(SCANNER)
    phone.goto(desk)
    phone.get_by_text("If the network goes").click()
    expect(phone.locator("[data-offline=kept]")).to_contain_text("keeps 15 names")
    phone.wait_for_function(KEPT)

    # The server goes, as a network would; after the first check-in the page is loaded again.
    server.stop()
    check_in_without_network(phone, "03")
    for typed in ("o'd", "don", "luc", "prys-"):
        phone.get_by_role("searchbox").fill(typed)
        expect(phone.locator("#desk-found .desk-guest")).to_have_count(1)
    phone.reload()
    expect(phone.get_by_text("this page has what its tab has kept")).to_be_visible()
    check_page(phone, answered=False)
    check_in_without_network(phone, "12")
    expect(phone.locator("[data-offline=state]")).to_contain_text("2 check-ins wait on this page")
    with rows(server):
        assert db.session.query(Attendance).count() == 0

    server.start()
    expect(phone.locator("[data-offline=told]")).to_contain_text("Sent: Guest Number03 is here.")
    expect(phone.locator("#desk-arrived")).to_contain_text("2 of 15")
    with rows(server):
        found = db.session.query(Attendance).filter_by(event_id=event_id)
        assert [row.desk for row in found] == ["Jean at the door"] * 2
        badge = db.session.query(Attendee).filter_by(name="Guest Number05").one().token
    console_of(phone).complaints.clear()  # The requests that could not get through.

    forget_what_is_kept(phone)
    scan(phone, badge)
    expect(phone.get_by_text("Guest Number05 is here. Table 2")).to_be_visible()
    check_page(phone)


def name_two(server: Server, *names: str) -> None:
    with rows(server):
        for number, name in enumerate(names):
            db.session.query(Attendee).filter_by(name=f"Guest Number1{number}").one().name = name
        db.session.commit()


def scan(phone: Page, token: str) -> None:
    """Hold the badge of whoever has that token before the camera."""
    phone.evaluate("badge => { window.badge = badge; }", f"https://example.org/me/{token}/")
    phone.get_by_role("button", name="Scan a badge").click()


def add_without_network(phone: Page, name: str) -> None:
    """Write down somebody who is on no list; the page keeps them."""
    phone.get_by_text("Somebody not on the list").click()
    phone.get_by_label("Name", exact=True).fill(name)
    phone.get_by_label("Sector").select_option(label="Public")
    phone.get_by_role("button", name="Add and check in").click()
    expect(phone.locator("[data-offline=waiting]")).to_contain_text(f"{name}, not on the list")


@pytest.mark.own_server
def test_who_walks_in_without_a_network_waits_is_taken_back_or_sent_once(
    server: Server, morning: tuple[int, str], phone: Page
) -> None:
    phone.goto(morning[1])
    phone.get_by_text("If the network goes").click()
    expect(phone.locator("[data-offline=kept]")).to_contain_text("keeps 15 names")
    phone.wait_for_function(KEPT)
    server.stop()
    add_without_network(phone, "Wanda Walk")
    phone.get_by_role("searchbox").fill("number04")
    phone.get_by_text("A colleague instead").click()
    phone.get_by_label("The colleague’s name").fill("Cora Colleague")
    # While it goes on asking whether the network is back, what is being typed stays.
    for _ in range(2):
        phone.wait_for_event("requestfailed")
    check_page(phone, answered=False)
    expect(phone.get_by_label("The colleague’s name")).to_have_value("Cora Colleague")
    phone.get_by_role("button", name="Let the colleague in").click()
    phone.reload()
    expect(phone.get_by_text("this page has what its tab has kept")).to_be_visible()
    add_without_network(phone, "Willy Wrong")
    expect(phone.locator("[data-offline=arrived]")).to_contain_text("3 of 17 had arrived")
    rows_that_wait = phone.locator("[data-offline=waiting] .desk-row")
    rows_that_wait.filter(has_text="Willy Wrong").get_by_role("button", name="Undo").click()
    expect(rows_that_wait).to_have_count(2)

    server.start()
    expect(phone.locator("#desk-latest")).to_contain_text("Cora Colleague")
    expect(phone.locator("#desk-arrived")).to_contain_text("2 of 16")
    with rows(server):
        came = db.session.query(Attendee).join(Attendance, Attendance.attendee_id == Attendee.id)
        here = came.filter(Attendance.state == Presence.HERE)
        assert sorted(person.name for person in here) == ["Cora Colleague", "Wanda Walk"]
    wanda = phone.locator("#desk-latest .desk-row").filter(has_text="Wanda Walk")
    wanda.get_by_role("button", name="Their code").click()
    expect(phone.locator("#desk-card svg.qr")).to_be_visible()
    console_of(phone).complaints.clear()  # The requests that could not get through.
    check_page(phone)


OTHER_DESK = """() => sessionStorage.setItem("desk check-ins that wait", JSON.stringify([
  { key: "k", who: 1, name: "Ann Lee", at: Date.now(), page: "/desk/another/" },
]))"""


def test_an_undo_without_a_network_takes_out_what_waits_or_waits_itself(
    server: Server, morning: tuple[int, str], phone: Page
) -> None:
    phone.goto(morning[1])
    for number in ("08", "07"):
        check_in(phone, number)
    phone.get_by_text("If the network goes").click()
    expect(phone.locator("[data-offline=kept]")).to_contain_text("keeps 15 names")

    phone.context.set_offline(True)
    told, state = phone.locator("[data-offline=told]"), phone.locator("[data-offline=state]")
    phone.locator("#desk-latest").get_by_role("button", name="Undo").first.click()
    expect(told).to_have_text("Taken back for Guest Number07. That waits to be sent.")
    phone.get_by_role("searchbox").fill("number08")
    phone.locator("#desk-found").get_by_role("button", name="Undo").click()
    expect(told).to_have_text("Taken back for Guest Number08. That waits to be sent.")
    check_in_without_network(phone, "03")
    check_in_without_network(phone, "04")
    expect(state).to_contain_text("2 check-ins and 2 undos wait on this page")
    waits = phone.locator("[data-offline=waiting] .desk-row")
    expect(waits).to_have_count(2)
    # Two of the fifteen are let in, and the two who had arrived are taken back.
    expect(phone.locator("[data-offline=arrived]")).to_contain_text("2 of 15 had arrived")
    waits.filter(has_text="Number03").get_by_role("button", name="Undo").click()
    expect(told).to_have_text("Taken back for Guest Number03.")
    expect(state).to_contain_text(
        "1 check-in and 2 undos wait on this page "
        "(undo for Guest Number07, undo for Guest Number08, Guest Number04)."
    )

    phone.context.set_offline(False)
    expect(told).to_have_text(
        "Sent: Guest Number07 is expected again. Guest Number08 is expected again. "
        "Guest Number04 is here."
    )
    with rows(server):
        here = select(Attendee.name).join(Attendance, Attendance.attendee_id == Attendee.id)
        there = here.where(Attendee.event_id == morning[0])
        assert list(db.session.scalars(there)) == ["Guest Number04"]
    console_of(phone).complaints.clear()  # The requests that could not get through.


def test_what_another_desk_did_in_the_same_tab_is_not_sent_to_this_one(
    morning: tuple[int, str], phone: Page
) -> None:
    phone.goto(morning[1])
    phone.evaluate(OTHER_DESK)
    phone.reload()
    waits = phone.locator("[data-offline=state]")
    expect(waits).to_contain_text("another desk in this tab waits there to be sent (Ann Lee)")
    assert "Ann Lee" in phone.evaluate("sessionStorage.getItem('desk check-ins that wait')")
    expect(phone.locator("[data-offline=told]")).to_be_empty()
    check_page(phone)


def test_the_day_page_is_loaded_again_without_a_network(
    server: Server, morning: tuple[int, str], page: Page
) -> None:
    sign_in(page, server.address)
    page.goto(f"{server.address}/organise/events/{morning[0]}/day")
    page.get_by_text("If the network goes").click()
    expect(page.locator("[data-offline=kept]")).to_contain_text("keeps 15 names")
    page.wait_for_function(KEPT)

    page.context.set_offline(True)
    page.get_by_role("button", name="End round 1 now").click()
    expect(page.get_by_text("That needs the network: nothing was done")).to_be_visible()
    page.reload()
    expect(page.locator("#clock-kept")).to_contain_text("round 1 of 2")
    expect(page.locator("[data-offline=arrived]")).to_contain_text("0 of 15 had arrived")
    check_in_without_network(page, "03")
    check_page(page, answered=False)

    page.context.set_offline(False)
    expect(page.locator("#desk-arrived")).to_contain_text("1 of 15")
    console_of(page).complaints.clear()  # The requests that could not get through.
    sign_out(page)
    left = "async () => [Object.keys(sessionStorage), await caches.keys()].flat().length === 0"
    page.wait_for_function(left)
