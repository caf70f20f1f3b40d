"""An attendee with a phone: signing up, waiting, changing, cancelling; with and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from scheduler.models import Attendee, Event, db
from tests.browser.checks import check_page
from tests.browser.conftest import OpenPage
from tests.browser.data import breakfast, rows
from tests.browser.server import Server, links_in
from tests.browser.steps import fill_sign_up, sign_up


@pytest.fixture
def full_event(server: Server) -> Event:
    """A breakfast for two, of which one place is taken."""
    return breakfast(server, people=1, capacity=2)


def personal_link(server: Server, email: str) -> str:
    """The personal address in the first mail to that person."""
    return next(link for link in links_in(server.wait_for_mail(email)) if "/me/" in link)


def test_from_signing_up_to_cancelling(server: Server, full_event: Event, phone: Page) -> None:
    public = f"{server.address}/e/{full_event.slug}"
    phone.goto(public)
    check_page(phone)
    fill_sign_up(phone, "Ada Byron", "ada@example.org")
    phone.get_by_text("A little more, if you like").click()
    phone.get_by_label("Housing and homelessness").check()
    phone.get_by_role("button", name="Sign up").click()
    expect(phone.get_by_role("heading", name="You have a place")).to_be_visible()
    check_page(phone)

    # The event is full now: the next person waits.
    phone.goto(public)
    expect(phone.get_by_role("heading", name="Join the waiting list")).to_be_visible()
    check_page(phone)
    sign_up(phone, "Grace Hopper", "grace@example.org", "Private")
    expect(phone.get_by_role("heading", name="No place is free now")).to_be_visible()
    check_page(phone)

    # The first confirms, changes a detail, and then cannot come.
    phone.goto(personal_link(server, "ada@example.org"))
    check_page(phone)
    confirm_and_change(phone)
    phone.get_by_role("link", name="Cancel my place").click()
    check_page(phone)
    phone.get_by_role("button", name="Cancel my place").click()
    expect(phone.get_by_role("heading", name="is cancelled")).to_be_visible()
    check_page(phone)

    # The place goes to the one who waited, who is told by mail.
    assert "/me/" in " ".join(links_in(server.wait_for_mail("grace@example.org", number=2)))
    phone.goto(personal_link(server, "grace@example.org"))
    expect(phone.get_by_role("heading", name="you have a place")).to_be_visible()
    check_page(phone)


def confirm_and_change(phone: Page) -> None:
    """On one's own page: say that one comes, change the organisation, take the calendar entry."""
    phone.get_by_role("button", name="I am coming").click()
    expect(phone.get_by_text("You have told us that you are coming")).to_be_visible()
    phone.get_by_role("link", name="Change my details").click()
    check_page(phone)
    phone.get_by_label("Your organisation", exact=True).fill("Difference Engine Society")
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_text("Your details are saved.")).to_be_visible()
    with phone.expect_download() as download:
        phone.get_by_text("Add to calendar").click()
        phone.get_by_role("link", name="This event").click()
    assert download.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_mistakes_are_named_and_nothing_typed_is_lost(
    server: Server, full_event: Event, phone: Page
) -> None:
    phone.goto(f"{server.address}/e/{full_event.slug}")
    phone.get_by_label("Your name").fill("Ada Byron")
    phone.get_by_label("Your email address").fill("ada at example")
    phone.get_by_role("button", name="Sign up").click()
    summary = phone.get_by_role("alert")
    expect(summary.get_by_role("link")).to_have_count(3)
    # Whoever reads with the ears or the keyboard begins with what is to be mended.
    expect(summary).to_be_focused()
    expect(phone.get_by_label("Your email address")).to_have_attribute("aria-invalid", "true")
    expect(phone.get_by_label("Your name")).to_have_value("Ada Byron")
    check_page(phone)
    summary.get_by_role("link").first.press("Enter")
    sign_up(phone, "Ada Byron", "ada@example.org")


def test_everything_can_be_reached_by_keyboard(
    server: Server, full_event: Event, page: Page
) -> None:
    page.goto(f"{server.address}/e/{full_event.slug}")
    page.get_by_label("Your name").focus()
    for typed in ("Ada Byron", "Byron Trust"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("ada@example.org")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="You have a place")).to_be_visible()


def test_without_scripts_it_is_the_same(
    server: Server, full_event: Event, open_page: OpenPage
) -> None:
    plain = open_page(java_script_enabled=False, viewport={"width": 320, "height": 640})
    plain.goto(f"{server.address}/e/{full_event.slug}")
    sign_up(plain, "Ada Byron", "ada@example.org")
    expect(plain.get_by_role("heading", name="You have a place")).to_be_visible()
    plain.goto(personal_link(server, "ada@example.org"))
    plain.get_by_role("link", name="Cancel my place").click()
    plain.get_by_role("button", name="Cancel my place").click()
    expect(plain.get_by_role("heading", name="is cancelled")).to_be_visible()


def test_two_at_the_last_place(server: Server, full_event: Event, open_page: OpenPage) -> None:
    public = f"{server.address}/e/{full_event.slug}"
    people = [open_page(), open_page()]
    for number, visitor in enumerate(people):
        visitor.goto(public)
        fill_sign_up(visitor, f"Rival Number{number}", f"rival{number}@example.org")
    for visitor in people:
        visitor.get_by_role("button", name="Sign up").dispatch_event("click")
    for visitor in people:
        expect(visitor).to_have_url(re.compile(r"/thanks\?"))
    headings = sorted(visitor.locator("h1").inner_text() for visitor in people)
    assert headings == ["No place is free now", "You have a place"]
    with rows(server):
        states = sorted(db.session.scalars(db.select(Attendee.state)))
    assert states == ["placed", "placed", "waiting"]


def test_pressing_twice_is_one_entry(server: Server, page: Page) -> None:
    page.goto(f"{server.address}/e/{breakfast(server, people=1).slug}")
    fill_sign_up(page, "Ada Byron", "ada@example.org")
    page.get_by_role("button", name="Sign up").dblclick()
    expect(page.get_by_role("heading", name="You have a place")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", name="You have a place")).to_be_visible()
    with rows(server):
        names = list(db.session.scalars(db.select(Attendee.name)))
    assert names == ["Guest Number00", "Ada Byron"]


def test_a_lost_link_comes_by_mail(server: Server, full_event: Event, phone: Page) -> None:
    phone.goto(f"{server.address}/e/{full_event.slug}")
    phone.get_by_role("link", name="Get your personal link again").click()
    check_page(phone)
    phone.get_by_label("The email address").fill("guest.number00@example.org")
    phone.get_by_role("button", name="Send my link").click()
    expect(phone.get_by_role("status")).to_be_visible()
    phone.goto(personal_link(server, "guest.number00@example.org"))
    expect(phone.get_by_role("heading", name="Guest, you have a place")).to_be_visible()
