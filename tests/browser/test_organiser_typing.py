"""What the settings' scripts add while an organiser types; saving works without them."""

import pytest
from playwright.sync_api import Page, expect

from scheduler.models import Event
from tests.browser.data import breakfast
from tests.browser.server import Server
from tests.browser.steps import sign_in


@pytest.fixture
def event(server: Server) -> Event:
    """Four rounds of ten minutes in a networking slot of 45, between a welcome and coffee."""
    return breakfast(server, people=2)


def open_page(page: Page, server: Server, event: Event, place: str) -> None:
    sign_in(page, server.address)
    page.goto(f"{server.address}/organise/events/{event.id}/{place}")


def test_the_time_budget_follows_the_rounds(server: Server, event: Event, page: Page) -> None:
    open_page(page, server, event, "format")
    verdict = page.locator("[data-verdict]")
    expect(verdict).to_have_text("5 minutes to spare")
    page.get_by_label("Rounds", exact=True).fill("5")
    expect(verdict).to_have_text("5 minutes too long")
    page.get_by_label("Minutes to move").fill("1")
    expect(verdict).to_have_text("they fit exactly")


def test_only_the_chosen_formats_number_is_asked(server: Server, event: Event, page: Page) -> None:
    open_page(page, server, event, "format")
    size, tables = (
        page.get_by_label("Most people at a table"),
        page.get_by_label("Number of tables", exact=True),
    )
    expect(size).to_be_visible()
    expect(tables).to_be_hidden()
    page.get_by_role("radio", name="A fixed number").check()
    expect(size).to_be_hidden()
    expect(tables).to_be_visible()
    expect(page.get_by_text("One person sits out")).to_be_hidden()
    page.get_by_role("radio", name="Pairs").check()
    expect(page.get_by_text("One person sits out")).to_be_visible()


def test_the_agendas_clock_follows_the_minutes(server: Server, event: Event, page: Page) -> None:
    open_page(page, server, event, "agenda")
    times = page.locator("[data-time]")
    first = times.nth(0).inner_text()
    hours, minutes = map(int, first.split(":"))
    later = (hours * 60 + minutes + 20) % (24 * 60)
    page.get_by_label("Minutes", exact=True).nth(0).fill("20")
    expect(times.nth(1)).to_have_text(f"{later // 60:02}:{later % 60:02}")
    page.get_by_label("Minutes", exact=True).nth(1).fill("30")
    expect(page.locator("[data-verdict]")).to_have_text("10 minutes too long")
    # A second slot takes what the first cannot; no round is parted, so five minutes are lost.
    page.get_by_label("Minutes", exact=True).nth(1).fill("25")
    page.get_by_label("Kind").nth(2).select_option("networking")
    page.get_by_label("Minutes", exact=True).nth(2).fill("25")
    expect(page.locator("[data-verdict]")).to_have_text("5 minutes to spare")
    page.get_by_label("Kind").nth(1).select_option("talk")
    page.get_by_label("Kind").nth(2).select_option("break")
    expect(page.locator("[data-verdict]")).to_have_text("no networking slot")


def test_pressing_enter_saves_and_moves_nothing(server: Server, event: Event, page: Page) -> None:
    open_page(page, server, event, "agenda")
    page.get_by_label("Add: what happens").fill("Thanks")
    page.get_by_label("Add: what happens").press("Enter")
    titles = page.locator("[name$='-title']")
    expect(titles).to_have_count(5)
    assert [titles.nth(n).input_value() for n in range(4)] == [
        "Welcome",
        "Networking",
        "Coffee",
        "Thanks",
    ]


def test_the_link_is_copied(server: Server, event: Event, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(page, server, event, "")
    link = page.get_by_label("Anybody with this link can sign up").input_value()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == link
    assert link == f"{server.address}/e/{event.slug}"
