"""The sectors of a sign-up form: cards while they are few, rows from five on."""

from playwright.sync_api import Page, expect

from scheduler.models import Sector, db
from tests.browser.checks import check_page
from tests.browser.conftest import OpenPage
from tests.browser.data import breakfast, rows
from tests.browser.server import Server

MORE = ("Academic", "Health", "Faith", "Culture", "Sport", "Housing", "Justice", "Media")


def test_a_card_is_the_control_and_the_readers_own_colours_rule_its_shape(
    server: Server, open_page: OpenPage
) -> None:
    event = breakfast(server, people=1)
    page = open_page(forced_colors="active", color_scheme="dark")
    page.goto(f"{server.address}/e/{event.slug}")
    cards = page.locator(".sector-choice .choice")
    box = cards.first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] - 12, box["y"] + box["height"] - 12)
    expect(cards.first.get_by_role("radio")).to_be_checked()
    drawn = cards.locator(".sector").evaluate_all(
        "found => found.map(one => getComputedStyle(one, '::before').backgroundColor)"
    )
    # Shapes are in the colour of words; a letter that stands for none has no ground.
    assert drawn == ["rgb(255, 255, 255)"] * (len(drawn) - 1) + ["rgba(0, 0, 0, 0)"]


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
