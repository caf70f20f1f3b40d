"""An organiser assigns, stops, publishes and prints; the worker is killed in the middle."""

import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from scheduler.models import Attendee, Event, Job, db
from tests.browser.checks import check_page
from tests.browser.data import breakfast, rows
from tests.browser.server import Server, links_in
from tests.browser.steps import sign_in
from tests.processes import until

SCORE = re.compile(r"^\d+ new links between sectors, (the most possible|of at most \d+)$")
# A hundred people at ten tables for ten rounds: almost all who could meet would have to, so that
# the search goes on until the clock or somebody ends it.
HARD = {"people": 30, "table_size": 5, "rounds": 6}
"""Ten of each sector: nobody knows how near to its ceiling such a morning can come."""


def open_rounds(page: Page, server: Server, event: Event) -> None:
    """Sign in and go to the event's rounds by the links of the page."""
    sign_in(page, server.address)
    page.goto(f"{server.address}/organise/events/{event.id}/rounds")


def assign(page: Page) -> None:
    page.get_by_role("button", name="Assign the rounds").click()


@pytest.fixture
def event(server: Server) -> Event:
    """Twelve people of three sectors at tables of four: proven best in a moment."""
    return breakfast(server, people=12, table_size=4, rounds=3)


def test_from_assigning_to_paper(server: Server, event: Event, page: Page, phone: Page) -> None:
    open_rounds(page, server, event)
    check_page(page)
    assign(page)
    expect(page.get_by_role("heading", name=SCORE)).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Publish these rounds").click()
    check_page(page)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Plan 1, published")).to_be_visible()
    check_page(page)

    # Each attendee is told, and their own page shows where and with whom.
    mail = server.wait_for_mail("guest.number00@example.org")
    phone.goto(next(link for link in links_in(mail) if "/me/" in link))
    expect(phone.get_by_role("heading", name="Your rounds")).to_be_visible()
    expect(phone.get_by_text(re.compile(r"^Table \d$")).first).to_be_visible()
    expect(phone.get_by_text("Guest Number", exact=False).nth(1)).to_be_visible()
    check_page(phone)
    with phone.expect_download() as download:
        phone.get_by_text("Add to calendar").click()
        phone.get_by_role("link", name="Every round", exact=True).click()
    calendar = download.value.path().read_text()
    assert calendar.count("BEGIN:VEVENT") == 4

    page.get_by_role("link", name="Print the sheets").click()
    check_page(page)
    event, plan = re.findall(r"events/(\d+)/print[?]plan=(\d+)", page.url)[0]
    print_from_the_browser(page)
    link = f"/organise/events/{event}/rounds/plans/{plan}/sheets/all.pdf"
    paper = page.request.get(server.address + link)
    assert (paper.status, paper.headers["content-type"]) == (200, "application/pdf")
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(paper.body())).pages)
    with rows(server):
        names = set(db.session.scalars(db.select(Attendee.name)))
    assert {name for name in names if name not in text} == set()


def print_from_the_browser(page: Page) -> None:
    """Look at the pages that a browser prints: each leaf says above whose it is."""
    buttons = page.get_by_role("button", name="Print from the browser")
    assert buttons.count() == 3
    for index in range(3):
        buttons.nth(index).click()
        expect(page).to_have_url(re.compile("/print/"))
        check_page(page)
        name = page.locator(".top strong").first.inner_text()
        leaves = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        assert [name in " ".join(leaf.extract_text().split()) for leaf in leaves] == [True] * len(
            leaves
        )
        page.go_back()


@pytest.fixture
def hard_event(server: Server) -> Event:
    """A breakfast that keeps the engine searching."""
    return breakfast(server, **HARD)


@pytest.mark.own_server(PLAN_SECONDS="600")
def test_stopping_keeps_the_best_so_far(server: Server, hard_event: Event, page: Page) -> None:
    open_rounds(page, server, hard_event)
    assign(page)
    expect(page.get_by_text("possible links between sectors so far")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Stop and keep the best so far").click()
    expect(page.get_by_role("heading", name=SCORE)).to_be_visible()
    check_page(page)


def job_state(server: Server) -> str | None:
    with rows(server):
        return db.session.scalar(db.select(Job.state))


@pytest.mark.own_server(PLAN_SECONDS="5")
def test_a_plan_outlives_its_worker(server: Server, hard_event: Event, page: Page) -> None:
    open_rounds(page, server, hard_event)
    assign(page)
    until(lambda: job_state(server) == "running", "the worker has begun")
    server.kill_worker()
    # The rest is up to the product: the death is noticed, the work begun again and finished.
    expect(page.get_by_role("heading", name=SCORE)).to_be_visible()
