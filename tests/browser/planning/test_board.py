"""The seating board by keyboard, beside a second organiser, and by dragging on a phone."""

import re

from playwright.sync_api import Page, expect

from scheduler.models import Attendee, Event, db
from scheduler.services.planning.board.history import rescore
from scheduler.services.planning.board.state import board_draft
from tests.browser.checks import check_page
from tests.browser.data import breakfast, rows
from tests.browser.server import Server
from tests.browser.steps import sign_in
from tests.builders import NOW, make_plan

PEOPLE, TABLES = 12, 3


def draft(server: Server) -> str:
    """The board of a draft of twelve people at three tables, the same in each of two rounds."""
    event_id = breakfast(server, people=PEOPLE, table_size=4, rounds=2).id
    with rows(server):
        event = db.session.get_one(Event, event_id)
        people = list(db.session.scalars(db.select(Attendee).order_by(Attendee.id)))
        tables = {t: people[(t - 1) * 4 : t * 4] for t in range(1, TABLES + 1)}
        plan = make_plan(event, [tables, tables], "draft")
        rescore(board_draft(event, plan, NOW))
        db.session.commit()
    return f"{server.address}/organise/events/{event_id}/rounds/plans/1/board"


def seat(page: Page, name: str, table: int) -> None:
    """Wait until somebody is seen at the table."""
    expect(page.locator(f".room-table[data-place='{table}'] [data-name='{name}']")).to_have_count(1)


def swap_by_keyboard(page: Page) -> str:
    """Lift the first person, go to a neighbour's table, see, drop; returns who changed places."""
    page.locator("[data-name='Guest Number00']").first.focus()
    page.keyboard.press("Space")
    said = page.locator("#board-said")
    expect(said).to_have_text("Guest Number00 lifted. Choose a seat.")
    page.keyboard.press("ArrowRight")
    while page.locator(":focus").evaluate("e => e.closest('[data-place]').dataset.place") == "1":
        page.keyboard.press("ArrowRight")
    other = page.locator(":focus").get_attribute("data-name") or ""
    expect(said).to_have_text(re.compile(rf"becomes \d+. Changes places with {other}."))
    page.keyboard.press("Space")
    expect(page.get_by_role("status").filter(has_text="Guest Number00 to table 2")).to_have_count(2)
    seat(page, "Guest Number00", 2)
    seat(page, other, 1)
    check_page(page)
    return other


def drag_to_the_second_table(phone: Page, other: str) -> None:
    """Move somebody with a finger, by the small picture of the room."""
    small = phone.locator(".room-small [data-place='2']")
    grip = phone.locator(f".board-person[data-name='{other}'] .grip")
    start, end = grip.bounding_box(), small.bounding_box()
    assert start is not None
    assert end is not None
    phone.mouse.move(start["x"] + 10, start["y"] + 10)
    phone.mouse.down()
    phone.mouse.move(start["x"] + 20, start["y"] - 10, steps=3)
    expect(phone.locator(".pill").first).to_be_attached()
    phone.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=3)
    expect(phone.locator("#board-tip")).to_contain_text("becomes")
    phone.mouse.up()
    expect(phone.locator(".edits li").first).to_contain_text(f"{other} to table 2")
    check_page(phone)


def test_by_keyboard_and_on_a_phone_beside_one_another(
    server: Server, page: Page, phone: Page
) -> None:
    board = draft(server)
    sign_in(page, server.address)
    page.goto(f"{board}?round=2")
    check_page(page)
    sign_in(phone, server.address)
    phone.goto(f"{board}?round=2")

    other = swap_by_keyboard(page)
    # The other organiser sees it without doing anything.
    expect(phone.locator(".edits li").first).to_contain_text("Guest Number00 to table 2")
    drag_to_the_second_table(phone, other)
    seat(page, other, 2)

    # What was done stands after the page is loaded again, and so does the way back.
    page.reload()
    page.get_by_role("button", name="Undo").click()
    seat(page, other, 1)
    page.reload()
    page.get_by_role("button", name="Redo").click()
    seat(page, other, 2)
