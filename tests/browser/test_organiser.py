"""An organiser, from an empty database to a published morning, by the links of the pages alone."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import check_page
from tests.browser.server import Server, links_in
from tests.browser.steps import set_up_owner, sign_up

SECTORS = ("Voluntary", "third sector", "Public", "Private")
# Twelve people in a list as offices keep them: semicolons, a title above, one row without a name.
LIST = "\n".join(
    [
        "Invited for December;;;",
        "Full name;Organisation;Sector;E-mail",
        *(
            f"Guest Number{n:02};Body {n} Ltd;{SECTORS[n % 4]};guest{n:02}@example.org"
            for n in range(12)
        ),
        ";Nobody Ltd;Private;nobody@example.org",
    ]
)


def create_event(page: Page) -> None:
    """Fill the form for a new event in three weeks; ends on its overview."""
    page.get_by_label("Title").fill("Winter breakfast")
    page.get_by_label("Place", exact=True).fill("Town Hall, Paisley")
    page.get_by_label("Date").fill((date.today() + timedelta(days=21)).isoformat())
    page.get_by_label("Starts at").fill("08:30")
    page.get_by_label("Ends at").fill("10:30")
    page.get_by_role("button", name="Create the event").click()
    expect(page).to_have_url(re.compile(r"/organise/events/1/$"))


def look_at_settings(page: Page) -> None:
    """Add a line to the agenda and look at the other settings, each a page of its own."""
    page.get_by_role("link", name="Agenda", exact=True).first.click()
    check_page(page)
    page.get_by_label("Add: what happens").fill("Words of welcome")
    page.get_by_label("Minutes").last.fill("5")
    page.get_by_role("button", name="Save the agenda").click()
    expect(page.get_by_role("button", name="Remove Words of welcome")).to_be_visible()
    check_page(page)
    settings = page.get_by_role("navigation", name="Settings of this event")
    for name in ("Details", "Rounds and tables", "Sectors", "Sign-up"):
        settings.get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
        check_page(page)


def import_list(page: Page, folder: Path) -> None:
    """Upload the list, look at what it would do, and take it in."""
    people = folder / "people.csv"
    people.write_text(LIST, encoding="utf-8-sig")
    page.get_by_text("More", exact=True).click()
    page.get_by_role("link", name="Import a list").click()
    check_page(page)
    page.get_by_label("The list").set_input_files(people)
    page.get_by_role("button", name="Check the list").click()
    expect(page.get_by_role("heading", name="Check before importing")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Import 12 people").click()
    expect(page.get_by_role("heading", name="12 people are in")).to_be_visible()
    check_page(page)


def go_to(page: Page, place: str) -> None:
    """One of the five places of the event."""
    places = page.get_by_role("navigation", name="Places of this event")
    places.get_by_role("link", name=place).click()
    expect(places.get_by_role("link", name=place)).to_have_attribute("aria-current", "page")


def publish_rounds(page: Page) -> None:
    """Assign the rounds and publish them, from any page of the event."""
    go_to(page, "Rounds")
    page.get_by_role("button", name="Assign the rounds").click()
    page.get_by_role("link", name="Publish these rounds").click()
    page.get_by_role("button", name="Publish").click()


@pytest.mark.own_server
def test_the_whole_way(server: Server, page: Page, phone: Page, tmp_path: Path) -> None:
    set_up_owner(page, server.set_up_link())
    check_page(page)
    page.get_by_role("link", name="Set up the first event").click()
    expect(page.get_by_role("heading", name="New event")).to_be_visible()
    check_page(page)
    create_event(page)
    check_page(page)
    look_at_settings(page)

    # Somebody signs up by the public link, from the page that shows it.
    go_to(page, "Overview")
    public = page.get_by_label("Anybody with this link can sign up").input_value()
    assert public.startswith(server.address)
    phone.goto(public)
    check_page(phone)
    sign_up(phone, "Ada Byron", "ada@example.org")

    # The rest come from a list.
    go_to(page, "People")
    check_page(page)
    import_list(page, tmp_path)
    go_to(page, "People")
    check_page(page)
    page.get_by_role("link", name="Guest Number11").click()
    check_page(page)
    go_to(page, "People")
    page.get_by_text("More", exact=True).click()
    with page.expect_download() as export:
        page.get_by_role("link", name="Download as CSV").click()
    assert export.value.path().read_text("utf-8-sig").count("\n") == 14

    # One button, and everybody who came in either way has their rounds.
    publish_rounds(page)
    mail = server.wait_for_mail("guest07@example.org")
    phone.goto(next(link for link in links_in(mail) if "/me/" in link))
    expect(phone.get_by_role("heading", name="Your rounds")).to_be_visible()
    for place in ("Overview", "Day", "After"):
        go_to(page, place)
        check_page(page)


def test_mistakes_in_a_new_event_are_named(server: Server, page: Page) -> None:
    set_up_owner(page, server.set_up_link())
    page.goto(f"{server.address}/organise/events/new")
    page.get_by_label("Title").fill("Winter breakfast")
    page.get_by_role("button", name="Create the event").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("Winter breakfast")
    check_page(page)


def test_a_list_that_is_none_is_refused_in_a_sentence(server: Server, page: Page) -> None:
    set_up_owner(page, server.set_up_link())
    page.goto(f"{server.address}/organise/events/new")
    create_event(page)
    page.goto(f"{server.address}/organise/events/1/people/import")
    picture = {"name": "a.csv", "mimeType": "text/csv", "buffer": bytes(range(256))}
    page.get_by_label("The list").set_input_files(picture)
    page.get_by_role("button", name="Check the list").click()
    check_page(page)
