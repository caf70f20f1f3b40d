"""The start page: a list is pasted, and its rounds are there."""

import re

from playwright.sync_api import Page, expect

from tests.browser.checks import check_page
from tests.browser.server import Server

LIST = "\n".join(
    f"Person {i}, Organisation {i}, {('voluntary', 'public', 'private')[i % 3]}" for i in range(9)
)


def test_a_list_becomes_rounds_on_the_screen(server: Server, page: Page) -> None:
    page.goto(server.address)
    check_page(page)
    page.get_by_label("Your list").fill(LIST)
    page.get_by_label("Most at a table").fill("3")
    page.get_by_label("Rounds", exact=True).fill("3")
    page.get_by_role("button", name="Find the best rounds").click()
    title = page.locator("#result-title")
    expect(title).to_be_focused()
    expect(title.get_by_role("heading")).to_have_text(
        re.compile("^27\\s+new links between sectors")
    )
    check_page(page)
    expect(page.get_by_role("heading", name="Round 1")).to_be_visible()
    expect(page.get_by_role("heading", name="Round 2")).to_be_hidden()
    page.get_by_role("link", name="Round 2").click()
    expect(page.get_by_role("heading", name="Round 2")).to_be_visible()
    expect(page.get_by_role("heading", name="Round 1")).to_be_hidden()
    with page.expect_download() as paper:
        page.get_by_role("button", name="Print all rounds").click()
    assert paper.value.path().read_bytes()[:5] == b"%PDF-"
    # Paper shows every round.
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Round 3")).to_be_visible()


def test_a_mistake_leaves_the_list(server: Server, page: Page) -> None:
    page.goto(f"{server.address}/try")
    page.get_by_label("Your list").fill("Ann Lee")
    page.get_by_role("button", name="Find the best rounds").click()
    expect(page.get_by_label("Your list")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Your list")).to_have_value("Ann Lee")
    check_page(page)
