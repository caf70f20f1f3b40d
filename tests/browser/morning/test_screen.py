"""The big screen by itself: the end of a break, other clocks, a lit display, sounds."""

import time
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

DRIFT = 0.5
"""Seconds by which two screens may differ."""


@pytest.fixture
def room(server: Server) -> tuple[int, str]:
    """The event's id and its screen: thirty people in two rounds; the first one runs."""
    event_id, address = breakfast_on_screen(server)
    with rows(server):
        press_of(event_id, Press.NEXT, Phase.BEFORE, 1)
    return event_id, address


def press_of(event_id: int, what: Press, phase: Phase, number: int, minutes: int = 0) -> None:
    event = db.session.get_one(Event, event_id)
    assert press(event, what, (phase, number), datetime.now(UTC), minutes)


def test_the_end_of_a_break_calls_to_the_tables_without_a_network(
    server: Server, room: tuple[int, str], page: Page
) -> None:
    event_id, address = room
    with rows(server):
        press_of(event_id, Press.NEXT, Phase.TALK, 1)
        press_of(event_id, Press.BREAK, Phase.MOVE, 2, minutes=10)
    page.clock.install()
    page.goto(address)
    word = page.get_by_role("heading", level=1)
    expect(word).to_have_text("Break")
    expect(page.get_by_role("img", name="The room, with 6 tables")).to_be_visible()
    check_page(page)
    page.context.set_offline(True)
    page.clock.fast_forward("07:50")
    expect(page.locator(".break-clock")).to_be_visible()
    page.clock.fast_forward("00:20")
    expect(word).to_have_text("Move")
    expect(page.locator(".names-page:visible li")).to_have_count(18)
    expect(page.get_by_text("Everybody sits down now.")).to_be_visible()
    page.clock.fast_forward("02:00")
    expect(page.get_by_text("Round 2 starts in a moment.")).to_be_visible()
    page.context.set_offline(False)
    with rows(server):
        press_of(event_id, Press.NEXT, Phase.BREAK, 2)
    expect(word).to_have_text("Talk")
    console_of(page).complaints.clear()  # The requests that could not get through.


def turned(screens: dict[str, Page], seconds: float) -> dict[str, dict[str, float]]:
    """For each screen the moment at which each text of the countdown was first seen."""
    seen: dict[str, dict[str, float]] = {name: {} for name in screens}
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for name, page in screens.items():
            text = page.evaluate("document.querySelector('[data-clock-left]').textContent")
            seen[name].setdefault(text, time.monotonic())
    return seen


def test_two_screens_agree_whatever_their_own_clocks_say(
    room: tuple[int, str], page: Page, open_page: OpenPage
) -> None:
    _event_id, address = room
    slow, fast = open_page(), open_page()
    slow.clock.install(time=datetime.now(UTC) - timedelta(minutes=7))
    fast.clock.install(time=datetime.now(UTC) + timedelta(hours=3, seconds=20))
    screens = {"right": page, "slow": slow, "fast": fast}
    for each in screens.values():
        each.goto(address)
        expect(each.get_by_role("heading", level=1)).to_have_text("Talk")
    turned(screens, 3)  # Each has asked for the time.
    seen = turned(screens, 5)
    both = set.intersection(*(set(texts) for texts in seen.values()))
    assert len(both) >= 4
    # The first text was there already when it was first looked for.
    first = {min(texts, key=lambda text: texts[text]) for texts in seen.values()}
    apart = [
        max(texts[text] for texts in seen.values()) - min(texts[text] for texts in seen.values())
        for text in both - first
    ]
    assert sorted(apart)[len(apart) // 2] < DRIFT, apart


WAKE_LOCK = """
  window.asked = 0;
  window.locks = [];
  const give = async () => {
    window.asked += 1;
    if (window.refuses) throw new DOMException("", "NotAllowedError");
    const lock = Object.assign(new EventTarget(), { released: false });
    window.locks.push(lock);
    return lock;
  };
  Object.defineProperty(navigator, "wakeLock", { value: { request: give }, configurable: true });
  window.hide = (hidden) => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    if (hidden) {
      for (const lock of window.locks) {
        lock.released = true;
        lock.dispatchEvent(new Event("release"));
      }
    }
    document.dispatchEvent(new Event("visibilitychange"));
  };
"""
ASLEEP = "cannot keep the display on"


def test_the_display_is_kept_on_and_again_after_the_page_was_hidden(
    room: tuple[int, str], page: Page
) -> None:
    page.add_init_script(WAKE_LOCK)
    page.goto(room[1])
    page.wait_for_function("window.asked === 1")
    expect(page.get_by_text(ASLEEP)).to_be_hidden()
    page.evaluate("window.hide(true)")
    assert page.evaluate("window.asked") == 1
    page.evaluate("window.hide(false)")
    page.wait_for_function("window.asked === 2")
    # What is held already is not asked for anew.
    page.evaluate("window.hide(false)")
    assert page.evaluate("window.asked") == 2


@pytest.mark.parametrize(
    "script",
    [
        WAKE_LOCK + "window.refuses = true;",
        "Object.defineProperty(navigator, 'wakeLock', { value: undefined });",
    ],
    ids=["refused", "unknown"],
)
def test_where_the_display_may_go_dark_the_screen_says_so(
    room: tuple[int, str], page: Page, script: str
) -> None:
    page.add_init_script(script)
    page.goto(room[1])
    expect(page.get_by_text(ASLEEP)).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Tap to allow sound").click()
    expect(page.get_by_role("button", name="Test the sounds")).to_be_visible()
    # It stays until somebody has read it.
    expect(page.get_by_text(ASLEEP)).to_be_visible()
    page.get_by_role("button", name="Hide this").click()
    expect(page.locator("[data-setting-up]")).to_have_count(0)


TUNES = """
  window.heard = [];
  const make = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function () {
    const tone = make.call(this);
    const start = tone.start;
    tone.start = function (at) {
      window.heard.push(Math.round(tone.frequency.value));
      start.call(this, at);
    };
    return tone;
  };
"""


def test_sound_is_asked_for_and_all_three_can_be_tried(room: tuple[int, str], page: Page) -> None:
    page.add_init_script(WAKE_LOCK)
    page.add_init_script(TUNES)
    page.goto(room[1])
    allow = page.get_by_role("button", name="Tap to allow sound")
    expect(allow).to_be_visible()
    # What asks for it covers nothing of the room's screen.
    edge = page.locator("#screen").bounding_box()
    bar = page.locator(".screen-tools").bounding_box()
    assert edge
    assert bar
    assert edge["y"] + edge["height"] <= bar["y"] + 1
    allow.click()
    expect(page.get_by_text("A bell at one minute")).to_be_visible()
    expect(page.locator("[data-setting-up]")).to_have_count(0)
    assert page.evaluate("window.heard") == [523]
    page.get_by_role("button", name="Test the sounds").click()
    for words in ("Half-way", "One minute left", "The end", "Test the sounds"):
        expect(page.locator("[data-sound]")).to_have_text(words)
    assert page.evaluate("window.heard") == [523, 523, 659, 659, 784, 659, 523]


def test_what_is_heard_in_a_round_stands_there_too(room: tuple[int, str], page: Page) -> None:
    page.add_init_script(TUNES)
    page.clock.install()
    page.goto(room[1])
    caption = page.locator(".caption")
    page.get_by_role("button", name="Tap to allow sound").click()
    expect(caption).to_have_text("A bell at one minute")
    page.context.set_offline(True)
    page.clock.fast_forward("04:05")
    expect(caption).to_have_text("Half of the time is over.")
    page.clock.fast_forward("02:57")
    expect(caption).to_have_text("One minute left.")
    page.context.set_offline(False)
    expect(page.get_by_text("No connection")).to_be_hidden()
    console_of(page).complaints.clear()  # The requests that could not get through.
    check_page(page)


FLASH = """() => {
  const screen = document.getElementById("screen");
  screen.classList.add("flash");
  const { animationName, animationDuration, animationIterationCount } = getComputedStyle(screen);
  return [animationName, animationDuration, animationIterationCount];
}"""


def test_the_end_flashes_once_a_second_and_not_for_those_who_want_no_motion(
    room: tuple[int, str], page: Page
) -> None:
    page.goto(room[1])
    assert page.evaluate(FLASH) == ["end-of-round", "1s", "2"]
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(FLASH)[0] == "none"
