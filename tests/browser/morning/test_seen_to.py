"""What somebody has seen to on one Day page is gone from every other."""

from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from scheduler.models import Attendance, Attendee, Event, db
from scheduler.services.morning.attendance import check_in
from scheduler.services.morning.hosting import ask_for_help
from tests.browser.data import breakfast, rows
from tests.browser.server import Server
from tests.browser.steps import sign_in
from tests.builders import make_plan


def test_what_is_seen_to_is_gone_from_the_other_day_page(server: Server, page: Page) -> None:
    event_id = breakfast(server, people=4, rounds=1).id
    with rows(server):
        event = db.session.get_one(Event, event_id)
        host, guest, *others = db.session.query(Attendee).order_by(Attendee.id)
        make_plan(event, [{1: [host, guest, *others]}])
        host.host_table = 1
        check_in(event, guest.id, "Door", datetime.now(UTC))
        ask_for_help(host, "Bring cups", datetime.now(UTC))
        db.session.get_one(Attendance, guest.id).note = "Two desks disagreed."
        db.session.commit()
    sign_in(page, server.address)
    day = f"{server.address}/organise/events/{event_id}/day"
    page.goto(day)
    calls = page.locator("#desk-calls")
    expect(calls).to_contain_text("Table 1 asks for help: Bring cups")
    expect(calls).to_contain_text("Two desks disagreed.")

    other = page.context.new_page()
    other.goto(day)
    other.locator("#desk-calls .bad").get_by_role("button", name="Seen to").click()
    expect(calls).not_to_contain_text("Bring cups")
    other.locator("#desk-calls").get_by_role("button", name="Seen to").click()
    expect(calls).not_to_contain_text("Two desks disagreed.")
