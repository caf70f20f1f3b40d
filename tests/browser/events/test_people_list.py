"""The list of people: it narrows as one types, and several are changed at once."""

from playwright.sync_api import Page, expect

from tests.browser.checks import check_page
from tests.browser.data import breakfast
from tests.browser.server import Server
from tests.browser.steps import sign_in


def test_typing_narrows_the_list_and_those_ticked_get_a_sector(server: Server, page: Page) -> None:
    event = breakfast(server, people=12)
    sign_in(page, server.address)
    page.goto(f"{server.address}/organise/events/{event.id}/people")
    rows = page.locator(".people-table tbody tr")
    expect(rows).to_have_count(12)
    page.get_by_label("Search").press_sequentially("number1")
    expect(rows).to_have_count(2)
    check_page(page)
    for name in ("Guest Number10", "Guest Number11"):
        page.get_by_label(f"Choose {name}").check()
    expect(page.get_by_text("2 chosen")).to_be_visible()
    expect(page.get_by_role("button", name="Cancel 2 sign-ups…")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Change sector…").click()
    expect(page.get_by_role("heading", name="2 people chosen")).to_be_visible()
    check_page(page)
    page.get_by_label("Sector", exact=True).select_option("Private")
    page.get_by_role("button", name="Give it to 2 people").click()
    expect(page.get_by_text("have another sector now.").or_(
        page.get_by_text("has another sector now.")
    )).to_be_visible()  # fmt: skip
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("as before.")).to_be_visible()
