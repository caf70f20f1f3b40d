"""The desk's camera: a badge in front of it is found and let in; without one the desk says why."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Browser, Page, expect

from scheduler.models import Attendance, Attendee, Event, db
from scheduler.services.morning.desk_links import make_link
from scheduler.services.planning.rounds.clock import make_ready
from tests.browser.checks import check_page, console_of
from tests.browser.conftest import FLAGS, WAIT_MS, OpenPage, find_chromium
from tests.browser.data import breakfast, rows
from tests.browser.morning.test_desk import KEPT, SCANNER
from tests.browser.server import Server
from tests.builders import make_plan

WIDE, HIGH = 640, 480
GREY = 128
SHOWN = 8
"""Pixels to a module: the badge is held before the camera, not into it."""


def film_of(text: str) -> bytes:
    """A film for a camera that is none: the code, black on a white badge, on grey."""
    code = [[bool(module) for module in row] for row in segno.make(text, error="m").matrix]
    border = 4
    size = (len(code) + 2 * border) * SHOWN
    left, top = (WIDE - size) // 2 + 40, (HIGH - size) // 2 + 10
    assert top >= 0
    brightness = bytearray([GREY]) * (WIDE * HIGH)
    for y in range(size):
        for x in range(size):
            row, column = y // SHOWN - border, x // SHOWN - border
            inside = 0 <= row < len(code) and 0 <= column < len(code)
            dark = inside and code[row][column]
            brightness[(top + y) * WIDE + left + x] = 20 if dark else 230
    colours = bytes([GREY]) * (WIDE * HIGH // 2)
    head = f"YUV4MPEG2 W{WIDE} H{HIGH} F10:1 Ip A1:1 C420jpeg\n".encode()
    return head + (b"FRAME\n" + brightness + colours) * 3


@pytest.fixture
def desk(server: Server) -> str:
    """A volunteer's page for fifteen people at three tables."""
    event_id = breakfast(server, people=15, rounds=1).id
    with rows(server):
        event = db.session.get_one(Event, event_id)
        people = list(db.session.query(Attendee).order_by(Attendee.id))
        make_plan(event, [{table + 1: people[5 * table : 5 * table + 5] for table in range(3)}])
        make_ready(event, False, datetime.now(UTC))
        token = make_link(event, "Jean at the door").token
    return f"{server.address}/desk/{token}/"


@pytest.fixture
def camera(server: Server, desk: str, tmp_path: Path, chromium: Browser) -> Iterator[Page]:
    """The desk on a phone before whose camera somebody holds the badge of Guest Number07."""
    with rows(server):
        token = db.session.query(Attendee).filter_by(name="Guest Number07").one().token
    film = tmp_path / "badge.y4m"
    film.write_bytes(film_of(f"{server.address}/me/{token}"))
    flags = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    flags.append(f"--use-file-for-fake-video-capture={film}")
    browser = chromium.browser_type.launch(executable_path=find_chromium(), args=[*FLAGS, *flags])
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.set_default_timeout(WAIT_MS)
    page.goto(desk)
    yield page
    browser.close()


def test_a_badge_before_the_camera_is_let_in(server: Server, camera: Page) -> None:
    camera.get_by_role("button", name="Scan a badge").click()
    expect(camera.get_by_text("Guest Number07 is here. Table 2")).to_be_visible()
    expect(camera.locator("#desk-camera")).to_be_hidden()
    with rows(server):
        here = db.session.query(Attendance).one()
        assert db.session.get_one(Attendee, here.attendee_id).name == "Guest Number07"


def test_a_badge_is_let_in_at_a_desk_loaded_without_a_network(
    server: Server, desk: str, phone: Page
) -> None:
    with rows(server):
        person = db.session.query(Attendee).filter_by(name="Guest Number07").one()
        token, number = person.token, person.id
    phone.goto(desk)
    phone.get_by_text("If the network goes").click()
    expect(phone.locator("[data-offline=kept]")).to_contain_text("keeps 15 names")
    # The list gives away no link.
    kept = phone.evaluate("JSON.stringify({ ...sessionStorage })")
    assert ("mark" in kept, token in kept) == (True, False)
    phone.wait_for_function(KEPT)

    phone.context.set_offline(True)
    phone.add_init_script(SCANNER)
    phone.reload()
    told, found = phone.locator("[data-offline=told]"), phone.locator("#desk-found")
    phone.evaluate("badge => { window.badge = badge; }", f"https://example.org/me/{token}")
    phone.get_by_role("button", name="Scan a badge").click()
    expect(told).to_contain_text("Guest Number07 is here. Table 2")
    expect(phone.locator("#desk-camera")).to_be_hidden()
    # Once more; of somebody else; and the number on a badge.
    search = phone.get_by_role("searchbox")
    for code, words in (
        (f"https://example.org/me/{token}", "Here; waits to be sent."),
        ("https://example.org/me/of-another-event", "belongs to nobody in the list of this tab"),
        (str(number), "Here; waits to be sent."),
    ):
        search.fill(code)
        expect(found).to_contain_text(words)
    check_page(phone, answered=False)

    phone.context.set_offline(False)
    expect(phone.locator("#desk-arrived")).to_contain_text("1 of 15")
    console_of(phone).complaints.clear()  # The requests that could not get through.


REFUSES = """
  navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", "%s"); };
"""


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (REFUSES % "NotAllowedError", "The camera is not allowed here"),
        (REFUSES % "NotReadableError", "The camera cannot be used now"),
        ("", "There is no camera on this device"),
        (
            "Object.defineProperty(navigator, 'mediaDevices', { value: undefined });",
            "unless its address begins with https",
        ),
    ],
)
def test_without_a_picture_the_desk_says_why(
    desk: str, open_page: OpenPage, script: str, words: str
) -> None:
    page = open_page()
    page.add_init_script(script)
    page.goto(desk)
    page.get_by_role("button", name="Scan a badge").click()
    expect(page.locator("#desk-camera .notice:visible")).to_contain_text(words)
    expect(page.locator("#desk-camera video")).to_be_hidden()
    expect(page.get_by_role("searchbox")).to_be_focused()
    check_page(page)


TORCH = """
  window.wanted = [];
  const track = MediaStreamTrack.prototype;
  track.getCapabilities = () => ({ torch: %s });
  track.applyConstraints = async ({ advanced }) => { window.wanted.push(advanced[0].torch); };
  const picture = () => document.createElement("canvas").captureStream();
  navigator.mediaDevices.getUserMedia = async () => picture();
  HTMLMediaElement.prototype.play = async () => {};
"""


@pytest.mark.parametrize("able", [True, False])
def test_the_light_is_offered_where_the_camera_has_one(desk: str, page: Page, able: bool) -> None:
    page.add_init_script(TORCH % str(able).lower())
    page.goto(desk)
    page.get_by_role("button", name="Scan a badge").click()
    expect(page.get_by_role("button", name="Stop the camera")).to_be_visible()
    light = page.get_by_role("button", name="Light")
    expect(light).to_have_count(int(able))
    if able:
        light.click()
        light.click()
        assert page.evaluate("window.wanted") == [True, False]
    page.get_by_role("button", name="Stop the camera").click()
    expect(page.get_by_role("button", name="Scan a badge")).to_be_visible()
