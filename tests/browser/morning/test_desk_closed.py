"""A volunteer's desk: what waits counts in its figures, and an ended link empties it."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from scheduler.models import Attendee, DeskLink, Event, db
from scheduler.services.morning.attendance import mark_absent
from scheduler.services.morning.desk_links import end_link, make_link
from tests.browser.checks import check_page, console_of
from tests.browser.data import breakfast, rows
from tests.browser.server import Server


@pytest.fixture
def desk(server: Server) -> str:
    """A volunteer's page: of six people two do not come."""
    event_id = breakfast(server, people=6).id
    with rows(server):
        event = db.session.get_one(Event, event_id)
        people = list(db.session.scalars(select(Attendee.id).order_by(Attendee.id)))
        for person in people[:2]:
            mark_absent(event, person, "Demo Organiser", datetime.now(UTC))
        token = make_link(event, "Jean at the door").token
    return f"{server.address}/desk/{token}/"


def test_the_figures_of_a_desk_without_a_network_count_what_waits(desk: str, phone: Page) -> None:
    phone.goto(desk)
    figure, missing = phone.locator("#desk-arrived h2"), phone.locator("#desk-missing")
    expect(figure).to_have_text("0 of 6 have arrived")
    phone.get_by_text("If the network goes").click()
    expect(phone.locator("[data-offline=kept]")).to_contain_text("keeps 6 names")
    phone.context.set_offline(True)
    phone.get_by_role("searchbox").fill("number01")
    phone.get_by_role("button", name="Check in Guest").click()
    expect(phone.locator("[data-offline=arrived]")).to_contain_text("1 of 6 had arrived")
    expect(figure).to_have_text("1 of 6 have arrived")
    expect(missing).to_be_hidden()
    assert "not come" not in phone.locator("main").inner_text()
    check_page(phone, answered=False)
    phone.locator("[data-offline=waiting]").get_by_role("button", name="Undo").click()
    expect(figure).to_have_text("0 of 6 have arrived")
    expect(missing).to_be_visible()
    console_of(phone).complaints.clear()  # The requests that could not get through.


def test_of_a_link_that_has_ended_no_name_and_no_code_stays(
    server: Server, desk: str, phone: Page
) -> None:
    phone.goto(desk)
    phone.get_by_text("Somebody not on the list").click()
    phone.get_by_label("Name", exact=True).fill("Otto Walk")
    phone.get_by_label("Sector").select_option(label="Public")
    phone.get_by_role("button", name="Add and check in").click()
    expect(phone.locator("#desk-card svg.qr")).to_be_visible()
    with rows(server):
        link = db.session.scalars(select(DeskLink)).one()
        end_link(link.event, link.id)
    said = phone.get_by_text("This link has ended.")
    expect(said).to_be_visible(timeout=2_500)
    left = phone.locator("main").inner_text()
    assert " ".join(left.split()) == "Check-in This link has ended."
    expect(phone.locator("main svg, main input")).to_have_count(0)
    console_of(phone).complaints.clear()  # The state that is no longer there.
    check_page(phone, answered=False)
