"""The organiser's laptop, the big screen and a lost network, at once."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from scheduler.domain.morning.clock import Phase
from scheduler.models import Event, db
from scheduler.services.planning.rounds.clock import Press, press
from tests.browser.checks import check_page, console_of
from tests.browser.conftest import OpenPage
from tests.browser.data import breakfast_on_screen, rows
from tests.browser.server import Server
from tests.browser.steps import sign_in


@pytest.fixture
def morning(server: Server) -> tuple[int, str]:
    """The event's id and its screen: thirty people in two rounds at six tables, in 20 minutes."""
    return breakfast_on_screen(server, ahead=timedelta(minutes=20))


def end_round_while_the_screen_has_no_network(screen: Page, page: Page) -> None:
    """The screen counts on, says so, and is right again afterwards."""
    clock = screen.locator("[data-clock-left]")
    screen.context.set_offline(True)
    expect(screen.get_by_text("No connection")).to_be_visible()
    before = clock.inner_text()
    expect(clock).not_to_have_text(before)
    end = page.get_by_role("button", name="End round 1 now")
    page.context.set_offline(True)
    expect(end).to_be_disabled()
    page.context.set_offline(False)
    expect(end).to_be_enabled()
    console_of(page).complaints.clear()
    end.click()
    screen.context.set_offline(False)


@pytest.mark.own_server(PROCESSES="2")
def test_the_screen_follows_the_organiser(
    server: Server, morning: tuple[int, str], page: Page, open_page: OpenPage
) -> None:
    event_id, address = morning
    screen = open_page(viewport={"width": 1366, "height": 768})
    screen.goto(address)
    check_page(screen)
    word = screen.get_by_role("heading", level=1)
    expect(word).to_have_text("Welcome")
    # Thirty names are two pages; one is shown at a time.
    expect(screen.locator(".names-page:visible li")).to_have_count(18)

    sign_in(page, server.address)
    page.goto(f"{server.address}/organise/events/{event_id}/day")
    check_page(page)
    page.get_by_role("button", name="Start round 1").click()
    expect(word).to_have_text("Talk")
    check_page(screen)
    check_page(page)

    end_round_while_the_screen_has_no_network(screen, page)
    expect(word).to_have_text("Move")
    expect(screen.get_by_text("Not listed? Stay where you are.")).to_be_visible()
    console_of(screen).complaints.clear()  # The requests that could not get through.
    check_page(screen)

    # A second page of the organiser follows without a reload.
    second = open_page()
    sign_in(second, server.address)
    second.goto(f"{server.address}/organise/events/{event_id}/day")
    page.get_by_role("button", name="Pause").click()
    expect(second.get_by_role("heading", name="Paused: round 2 of 2")).to_be_visible()
    expect(word).to_have_text("Paused")


TONES = """
  window.tones = 0;
  const audio = AudioContext.prototype;
  const make = audio.createOscillator;
  audio.createOscillator = function () { window.tones += 1; return make.call(this); };
"""


def test_a_screen_that_slept_is_right_and_rings_for_no_round_that_is_over(
    server: Server, morning: tuple[int, str], page: Page
) -> None:
    event_id, address = morning
    page.add_init_script(TONES)
    page.clock.install()
    page.goto(address)
    word = page.get_by_role("heading", level=1)
    page.locator("[data-sound]").click()
    expect(page.get_by_role("button", name="Test the sounds")).to_be_attached()
    assert page.evaluate("window.tones") == 1  # It says that there is sound.

    def next_part(phase: Phase, number: int) -> None:
        event = db.session.get_one(Event, event_id)
        assert press(event, Press.NEXT, (phase, number), datetime.now(UTC))

    with rows(server):
        next_part(Phase.BEFORE, 1)
    expect(word).to_have_text("Talk")

    # The lid is closed for half an hour. The room goes on, and the laptop wakes before its network.
    page.context.set_offline(True)
    with rows(server):
        next_part(Phase.TALK, 1)
    page.clock.fast_forward("30:00")
    expect(page.get_by_text("No connection")).to_be_visible()
    expect(page.locator("[data-clock-left]").first).to_have_text("0:00")
    page.context.set_offline(False)
    expect(word).to_have_text("Move")
    assert page.evaluate("window.tones") == 1
    assert "flash" not in (page.locator("#screen").get_attribute("class") or "")
    console_of(page).complaints.clear()  # The requests that could not get through.
