"""Events of every kind and size: what a page holds widens none and hides nothing from anybody."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from scheduler.models import Attendee, Event, Sector, db
from scheduler.services.afterwards.survey import begin_survey
from tests.browser.checks import check_page, console_of
from tests.browser.data import IDS, owner, rows
from tests.browser.server import Server
from tests.browser.steps import sign_in
from tests.builders import SECTORS, make_attendee, make_event, make_people, make_plan

SIXTY = "Wolfeschlegelsteinhausenbergerdorff Featherstonehaugh-Smythe"
UNBROKEN = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochau"
NAMES = (SIXTY, UNBROKEN, "O", "محمد عبد الرحمن بن عبد العزيز", "יעל כהן", "王小明", "Ọlájùmọ̀kẹ́ Ng")
# Besides the widths that every page is looked at: a phone in landscape, and a desk's page at 200%
# and at 400%, which leave as much room as these.
WINDOWS = ((320, 568), (390, 844), (844, 390), (640, 400), (320, 200), (1280, 800))
ORGANISER_PAGES = ("", "people", "rounds", "day", "after", "outbox", "rules", "sectors", "agenda")
Make = Callable[[int], Event]


def soon(body_id: int, days: int = 14, **changes: Any) -> Event:
    starts = datetime.now(UTC).replace(microsecond=0) + timedelta(days=days)
    times = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    return make_event(body_id, id=next(IDS), **times, **changes)


def seated(event: Event, people: list[Attendee], tables: int, rounds: int = 2) -> Event:
    """Publish a plan in which everybody moves on by one table."""
    seating: list[dict[int | None, list[Attendee]]] = []
    for number in range(rounds):
        there: dict[int | None, list[Attendee]] = {t: [] for t in range(1, tables + 1)}
        for place, person in enumerate(people):
            there[(place + number) % tables + 1].append(person)
        seating.append(there)
    make_plan(event, seating)
    return event


def empty(body_id: int) -> Event:
    return soon(body_id)


def alone(body_id: int) -> Event:
    event = soon(body_id, capacity=1, title="A" * 60 + " " + UNBROKEN * 2)
    make_people(event, [SIXTY])
    return event


def odd_names(body_id: int) -> Event:
    """Long, short and right-to-left names, and organisations to match, at two tables."""
    event = soon(body_id, place=UNBROKEN * 3, rounds=2)
    people = [
        make_attendee(event, name, SECTORS[place % 3], email=f"p{place}@example.org",
                      email_key=f"p{place}", organisation=(UNBROKEN + name)[:100])
        for place, name in enumerate(NAMES)
    ]  # fmt: skip
    return seated(event, people, tables=2)


def many(body_id: int) -> Event:
    """500 people of six sectors at 60 tables."""
    event = soon(body_id, capacity=500, table_count=60, table_size=9, rounds=2)
    for place in range(4, 7):
        event.sectors.append(Sector(name=f"Sector {place}", style=place, position=place))
    db.session.commit()
    names = [sector.name for sector in event.sectors]
    people = make_people(event, [f"Guest Number{n:03}" for n in range(500)], names)
    return seated(event, people, tables=60)


def full_and_waiting(body_id: int) -> Event:
    """Full, with twelve sectors of long names."""
    event = soon(body_id, capacity=3)
    for place in range(4, 13):
        name = f"Sector {place} of communities, neighbourhoods and places"
        event.sectors.append(Sector(name=name, style=place, position=place))
    db.session.commit()
    make_people(event, ["Ann One", "Bo Two", "Cy Three"])
    make_attendee(event, "Di Four", state="waiting", waiting_since=datetime.now(UTC))
    return event


def not_open_yet(body_id: int) -> Event:
    return soon(body_id, signup_opens_at=datetime.now(UTC) + timedelta(days=2))


def called_off(body_id: int) -> Event:
    event = soon(body_id, called_off_at=datetime.now(UTC), called_off_words="Snow. " * 40)
    make_people(event, ["Ann One"])
    return event


def finished(body_id: int) -> Event:
    event = soon(body_id, days=-14)
    begin_survey(event)
    return seated(event, make_people(event, [f"Guest {n}" for n in range(12)]), tables=3)


STATES = (
    empty, alone, odd_names, many, full_and_waiting, not_open_yet, called_off, finished,
)  # fmt: skip


def pages_of(event: Event) -> list[str]:
    pages = [f"/organise/events/{event.id}/{page}" for page in ORGANISER_PAGES]
    pages += [f"/e/{event.slug}/", "/organise/"]
    somebody = db.session.scalars(
        db.select(Attendee).filter_by(event_id=event.id).order_by(Attendee.id)
    ).first()
    if somebody:
        pages += [f"/me/{somebody.token}/", f"/me/{somebody.token}/cancel"]
        pages.append(f"/organise/events/{event.id}/people/{somebody.id}")
        if event.ends_at < datetime.now(UTC):
            pages += [f"/me/{somebody.token}/{page}" for page in ("met", "survey")]
    return pages


@pytest.mark.parametrize("make", STATES, ids=lambda make: make.__name__)
def test_no_state_of_an_event_breaks_a_page(server: Server, page: Page, make: Make) -> None:
    with rows(server):
        pages = pages_of(make(owner().memberships[0].body_id))
    sign_in(page, server.address)
    problems = []
    for path in pages:
        answer = page.goto(server.address + path)
        assert answer is not None
        assert answer.status == 200, path
        try:
            check_page(page)
        except AssertionError as error:
            problems.append(str(error))
            console_of(page).complaints.clear()
        problems += [f"{path}: {problem}" for problem in shown_otherwise(page)]
    assert problems == []


def shown_otherwise(page: Page) -> Iterator[str]:
    """What is wrong in other windows, with the reader's own colours, without motion, on paper."""
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        if over := too_wide(page):
            yield f"{over} px too wide in {width} x {height}"
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    if over := too_wide(page):
        yield f"{over} px too wide in forced colours"
    if moving := page.evaluate("() => document.getAnimations().length"):
        yield f"{moving} things move although the reader asked for none"
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print", forced_colors="none")
    if over := too_wide(page):
        yield f"{over} px too wide on paper"
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 800})


def too_wide(page: Page) -> int:
    over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return max(0, page.evaluate(f"() => {over}"))
