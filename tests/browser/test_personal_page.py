"""The personal page stays open through the morning, with and without a connection."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from scheduler.models import Attendee, Seat, db
from tests.browser.checks import check_page
from tests.browser.data import breakfast, rows
from tests.browser.server import Server
from tests.builders import make_plan

TABLES = (3, 1, 4, 2)


def published(server: Server, starts: datetime) -> str:
    """A breakfast whose four rounds are published; the token of somebody who sits at TABLES."""
    event = breakfast(server, people=2, starts_at=starts, ends_at=starts + timedelta(hours=2))
    with rows(server):
        people = db.session.query(Attendee).filter_by(event_id=event.id).all()
        seating = [{table: people} for table in TABLES]
        make_plan(event, seating, created_at=starts, published_at=starts)
        return people[0].token


def cards(page: Page) -> list[str]:
    """The large cards: label, round and table of each."""
    return [
        f"{card.locator('.round-label').inner_text()}: {card.locator('.at-table').inner_text()}"
        for card in page.locator("#current .round").all()
    ]


def test_now_and_next_follow_the_clock_even_without_a_connection(
    server: Server, phone: Page
) -> None:
    # Rounds begin 15 minutes after the start, each of 8 minutes and 2 to move.
    now = datetime.now(UTC).replace(microsecond=0)
    token = published(server, now - timedelta(minutes=16))
    phone.clock.install(time=now)
    phone.goto(f"{server.address}/me/{token}/")
    expect(phone.locator("#current .leads")).to_contain_text("Table 3")
    assert cards(phone) == ["Now: Table 3", "Next: Table 1"]
    check_page(phone)

    phone.context.set_offline(True)
    expect(phone.get_by_text("No connection: this is how it stood at")).to_be_visible()
    phone.clock.fast_forward("08:00")
    expect(phone.locator("#current .round-label").first).to_have_text("Move now")
    expect(phone.locator("#current .leads .round-left")).to_have_text(re.compile(r"[01]:\d\d left"))
    assert cards(phone) == ["Move now: Table 1", "Next: Table 4"]
    phone.clock.fast_forward("03:00")
    expect(phone.locator("#current .leads")).to_contain_text("Table 1")
    assert cards(phone) == ["Now: Table 1", "Next: Table 4"]
    phone.get_by_text("Rounds that are over").click()
    expect(phone.locator("#before .round")).to_have_count(1)
    phone.clock.fast_forward("31:00")
    expect(phone.locator("#before .round")).to_have_count(4)
    assert cards(phone) == []


def test_a_new_plan_reaches_a_page_that_is_open(server: Server, phone: Page) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    token = published(server, now - timedelta(minutes=16))
    phone.clock.install(time=now)
    phone.goto(f"{server.address}/me/{token}/")
    expect(phone.locator("#current .leads")).to_contain_text("Table 3")
    with rows(server):
        for seat in db.session.query(Seat).filter_by(round=1):
            seat.table = 9
        db.session.commit()
    phone.clock.fast_forward("01:01")
    expect(phone.locator("#current .leads")).to_contain_text("Table 9")


def test_it_prints_as_a_card_for_the_pocket(server: Server, page: Page) -> None:
    token = published(server, datetime.now(UTC).replace(microsecond=0) + timedelta(days=1))
    page.goto(f"{server.address}/me/{token}/")
    card = PdfReader(BytesIO(page.pdf(format="A6")))
    text = " ".join(sheet.extract_text() for sheet in card.pages)
    assert len(card.pages) == 1
    assert [f"Round {number}" in text for number in range(1, 5)] == [True] * 4
    screen_only = (
        "I am coming",
        "Add to calendar",
        "subscribe",
        "Change my details",
        "After that",
    )
    assert [words for words in screen_only if words in text] == []
