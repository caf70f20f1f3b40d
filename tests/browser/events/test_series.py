"""Four quarterly breakfasts, one made from the other, with people who come again."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import check_page
from tests.browser.server import Server
from tests.browser.steps import set_up_owner
from tests.browser.test_organiser import create_event, go_to, publish_rounds

HEAD = "name,email,organisation,sector"
SECTORS = ("Voluntary", "Public", "Private")
SPELLINGS = ("NHS GGC", "N.H.S. GGC", "nhs  ggc")


def list_of(quarter: int) -> str:
    """Twelve people: eight who come to all four, and four who are new.

    Of the eight, one writes her organisation otherwise each time, and one has a new address at
    the third breakfast.
    """
    regulars = [
        f"Regular No{n:02},regular{n:02}@example.org,Body {n},{SECTORS[n % 3]}" for n in range(6)
    ]
    nurse = f"Nia Nurse,nia@example.org,{SPELLINGS[quarter % 3]},Public"
    mover = f"Mo Mover,mo{'.new' if quarter >= 2 else ''}@example.org,Clyde Care,Voluntary"
    new = [
        f"New Q{quarter}n{n},q{quarter}n{n}@example.org,Guest {n},{SECTORS[n % 3]}"
        for n in range(4)
    ]
    return "\n".join([HEAD, *regulars, nurse, mover, *new])


def hold(page: Page, folder: Path, quarter: int) -> None:
    """Import the quarter's list, assign the rounds and publish them."""
    people = folder / f"q{quarter}.csv"
    people.write_text(list_of(quarter), encoding="utf-8")
    go_to(page, "People")
    page.get_by_role("link", name="Import a list").click()
    page.get_by_label("The list").set_input_files(people)
    page.get_by_role("button", name="Check the list").click()
    page.get_by_role("button", name="Import 12 people").click()
    expect(page.get_by_role("heading", name="12 people are in")).to_be_visible()
    publish_rounds(page)


@pytest.mark.own_server(PLAN_SECONDS="2")
def test_four_quarterly_breakfasts(server: Server, page: Page, tmp_path: Path) -> None:
    set_up_owner(page, server.set_up_link())
    page.get_by_role("link", name="Set up the first event").click()
    create_event(page)
    hold(page, tmp_path, 0)
    for quarter in range(1, 4):
        page.goto(f"{server.address}/organise/events/{quarter}/")
        page.get_by_role("link", name="Next breakfast").click()
        check_page(page)
        if quarter == 1:
            page.get_by_label("Name of the series").fill("Quarterly breakfasts")
        page.get_by_role("button", name="Create the next breakfast").click()
        expect(page).to_have_url(re.compile(rf"/organise/events/{quarter + 1}/$"))
        hold(page, tmp_path, quarter)
        go_to(page, "Rounds")
        # Eight of the twelve have met some of one another before.
        expect(
            page.get_by_text(re.compile(r"\d+ links between sectors, \d+ of them new"))
        ).to_be_visible()

    page.get_by_role("link", name="All events").first.click()
    check_page(page)
    page.get_by_role("link", name="Quarterly breakfasts").click()
    check_page(page)
    # Seven regulars, four times four new people, and Mo under two addresses.
    expect(page.get_by_role("link", name="25 people")).to_be_visible()
    page.get_by_role("link", name="1 name stands").click()
    check_page(page)
    page.get_by_role("button", name="Mo Mover is one person").click()
    expect(page.get_by_text("Mo Mover is one person now.")).to_be_visible()
    expect(page.get_by_text("24 people")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Separate").click()
    expect(page.get_by_text("25 people")).to_be_visible()

    page.goto(f"{server.address}/organise/events/1/details")
    page.get_by_role("button", name="Archive the event").click()
    expect(page.get_by_text("Winter breakfast is archived")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("is in the list again")).to_be_visible()


def test_a_group_is_written_to(server: Server, page: Page, tmp_path: Path) -> None:
    set_up_owner(page, server.set_up_link())
    page.get_by_role("link", name="Set up the first event").click()
    create_event(page)
    people = tmp_path / "people.csv"
    people.write_text(list_of(0), encoding="utf-8")
    go_to(page, "People")
    page.get_by_role("link", name="Import a list").click()
    page.get_by_label("The list").set_input_files(people)
    page.get_by_role("button", name="Check the list").click()
    page.get_by_role("button", name="Import 12 people").click()
    go_to(page, "People")
    page.get_by_text("More", exact=True).click()
    page.get_by_role("link", name="Write to a group").click()
    check_page(page)
    page.get_by_label("Subject").fill("Parking, {first name}")
    page.get_by_label("Your words").fill("The car park is shut.\n\nTake the bus.")
    page.get_by_role("button", name="See it before it is sent").click()
    expect(page.get_by_role("heading", name="Send it to 12 people?")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Send a test").click()
    test_mail = server.wait_for_mail("olwen@example.org")
    assert str(test_mail["Subject"]).startswith("Parking, ")
    page.get_by_role("button", name="Write 12 emails").click()
    expect(page.get_by_role("heading", name="Parking, {first name}")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Stop what has not left").click()
    expect(page.get_by_text("12 emails were stopped.")).to_be_visible()
