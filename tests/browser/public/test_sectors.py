"""The sectors of a sign-up form: cards while they are few, rows from five on."""

from playwright.sync_api import Page, expect

from scheduler.models import Sector, db
from tests.browser.checks import check_page
from tests.browser.data import breakfast, rows
from tests.browser.server import Server

MORE = ("Academic", "Health", "Faith", "Culture", "Sport", "Housing", "Justice", "Media")


def test_many_sectors_are_rows_and_the_chosen_one_shows_its_examples(
    server: Server, phone: Page
) -> None:
    event = breakfast(server, people=1)
    phone.goto(f"{server.address}/e/{event.slug}")
    few = phone.locator(".sector-choice .choice .hint:visible").count()
    with rows(server):
        for style, name in enumerate(MORE, start=4):
            more = Sector(name=name, examples=f"those of {name}", style=style, position=style)
            more.event_id = event.id
            db.session.add(more)
        db.session.commit()
    phone.reload()
    check_page(phone)
    choices = phone.locator(".sector-choice .choice")
    heights = {round(box["height"]) for one in choices.all() if (box := one.bounding_box())}
    assert (few, choices.count(), heights) == (1, 12, {44})
    hints = phone.locator(".sector-choice .hint:visible")
    expect(hints).to_have_count(0)
    phone.get_by_label("Health").check()
    expect(hints).to_have_text(["those of Health"])
    check_page(phone)
