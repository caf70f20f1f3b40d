"""The board of working groups: by keyboard and by mouse, beside a phone that follows."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Locator, Page, expect

from scheduler.models import Attendee, GroupProposal, WorkingGroup, WorkingGroupMember, db
from tests.browser.checks import check_page
from tests.browser.data import breakfast, rows
from tests.browser.server import Server
from tests.browser.steps import sign_in
from tests.builders import NOW

AREAS = ("Mental wellbeing", "Employability")


def groups(server: Server) -> str:
    """The board of a breakfast that is over: four people in each of two groups, one in none."""
    over = datetime.now(UTC) - timedelta(days=1)
    event = breakfast(server, people=9, starts_at=over - timedelta(hours=2), ends_at=over)
    with rows(server):
        people = list(db.session.scalars(db.select(Attendee).order_by(Attendee.id)))
        for place, person in enumerate(people):
            person.priorities = [AREAS[place // 4 % 2]]
        made = [
            WorkingGroup(
                area=area, number=1,
                members=[WorkingGroupMember(attendee_id=p.id) for p in people[n * 4 : n * 4 + 4]],
            )
            for n, area in enumerate(AREAS)
        ]  # fmt: skip
        db.session.add(
            GroupProposal(
                event_id=event.id, groups=made, smallest=3, largest=6, most=1,
                colleagues_apart=True, ceiling={"placed": 9}, limits=[], made_at=NOW,
            )
        )  # fmt: skip
        db.session.commit()
    return f"{server.address}/organise/events/{event.id}/after/groups"


def people_in(page: Page, place: str) -> Locator:
    return page.locator(f"[data-place='{place}'] .chip")


def lift_by_keyboard(page: Page) -> None:
    """Lift somebody, go on to the other group, see what it would do, drop."""
    page.locator("[data-name='Guest Number04']").focus()
    page.keyboard.press("Space")
    said = page.locator("#board-said")
    expect(said).to_have_text(re.compile("Guest Number04 lifted. Choose a group"))
    focused = page.locator(":focus")
    while focused.evaluate("e => !e.closest(\"[data-place='1-Mental wellbeing']\")"):
        page.keyboard.press("ArrowRight")
    while focused.evaluate("e => !e.matches('.place-head')"):
        page.keyboard.press("ArrowUp")
    expect(said).to_have_text(re.compile(r"becomes \d+\. Into Mental wellbeing, then of 5\."))
    page.keyboard.press("Space")
    expect(people_in(page, "1-Mental wellbeing")).to_have_count(5)


def drag_to_the_other_group(page: Page) -> None:
    """Carry somebody with the mouse onto the head of the other group."""
    start = page.locator("[data-name='Guest Number08']").bounding_box()
    end = page.locator("[data-place='1-Employability'] h2").bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 40, start["y"] + 15)
    page.mouse.down()
    page.mouse.move(start["x"] + 60, start["y"] + 5, steps=3)
    expect(page.locator(".pill").first).to_be_attached()
    page.mouse.move(end["x"] + 10, end["y"] + 5, steps=3)
    expect(page.locator("#board-tip")).to_contain_text("Into Employability, then of 4.")
    page.mouse.up()
    expect(page.locator(".edits li").first).to_contain_text("Guest Number08 into Employability")


def test_groups_are_changed_by_keyboard_and_mouse_and_a_phone_follows(
    server: Server, page: Page, phone: Page
) -> None:
    board = groups(server)
    for one in (page, phone):
        sign_in(one, server.address)
        one.goto(board)
    lift_by_keyboard(page)
    drag_to_the_other_group(page)
    expect(people_in(phone, "none")).to_have_count(0)

    # On a phone each person leads to the groups they could be in, and undo is there after a reload.
    phone.locator("[data-name='Guest Number00'] .to-move").click()
    check_page(phone)
    phone.locator("#move .places-to-go > li > button").last.click()
    expect(people_in(phone, "none")).to_have_count(1)
    expect(people_in(page, "none")).to_have_count(1)
    page.reload()
    page.get_by_role("button", name="Undo").click()
    expect(people_in(phone, "none")).to_have_count(0)
