"""When a phone on a slow network has painted a page, and whether anything on it moves."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from flask_security.utils import hash_password
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from sqlalchemy import select

from benchmarks.web.figures import Figure
from benchmarks.web.product import Product, breakfast, rows
from scheduler.models import Event, User, db
from tests.browser.conftest import FLAGS, find_chromium
from tests.browser.steps import OWNER, PASSWORD, sign_in
from tests.builders import SECTORS, make_people, make_plan

NETWORK: Final = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
"""What is called a slow 4G network: milliseconds for each answer, and bytes a second."""
SLOWER: Final = 4
"""How many times slower the phone's processor is than this machine's."""
LOOKS: Final = 7
WINDOW: Final = {"width": 390, "height": 844}
_WATCH: Final = """
window.painted = 0; window.moved = 0;
new PerformanceObserver(list => { for (const one of list.getEntries()) painted = one.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => { for (const one of list.getEntries()) moved += one.value; })
  .observe({type: "layout-shift", buffered: true});
"""


@dataclass(frozen=True, slots=True)
class Look:
    """One visit with an empty cache: when the largest thing was painted, how much moved since."""

    painted: float
    moved: float


def paint(running: Product) -> list[Figure]:
    """The public page and the rounds of sixty people, each looked at several times."""
    event_id, slug = _seated(running)
    address = f"http://127.0.0.1:{running.port}"
    with _browser() as browser:
        page = browser.new_page()
        sign_in(page, address)
        state = page.context.storage_state()
        page.context.close()
        figures = []
        for what, path in (
            ("the public page", f"/e/{slug}/"),
            ("the rounds of 60 people", f"/organise/events/{event_id}/rounds"),
        ):
            looks = [
                _look(
                    browser.new_context(
                        viewport=WINDOW,  # type: ignore[arg-type]
                        device_scale_factor=2,
                        is_mobile=True,
                        storage_state=state,
                        bypass_csp=True,
                    ),
                    address + path,
                )
                for _ in range(LOOKS)
            ]
            figures.append(_figure(what, looks))
    return figures


def _seated(running: Product) -> tuple[int, str]:
    """A breakfast of sixty people with published rounds, and a password for its owner."""
    event_id = breakfast(running.instance, 60).id
    with rows(running.instance):
        event = db.session.get_one(Event, event_id)
        people = make_people(event, [f"Guest Number{n:02}" for n in range(60)], SECTORS)
        make_plan(event, [{table: people[table - 1 :: 12] for table in range(1, 13)}])
        owner = db.session.scalars(select(User).where(User.email == OWNER)).one()
        owner.password = hash_password(PASSWORD)
        db.session.commit()
        return event_id, event.slug


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


def _look(context: BrowserContext, address: str) -> Look:
    page = context.new_page()
    page.add_init_script(_WATCH)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="networkidle")
    page.wait_for_function("painted > 0")
    found = Look(page.evaluate("painted"), page.evaluate("moved"))
    context.close()
    return found


def _figure(what: str, looks: list[Look]) -> Figure:
    times = [look.painted for look in looks]
    moved = max(look.moved for look in looks)
    return Figure(
        f"{what} on a slow phone, first visit: largest paint, and layout shift",
        f"median {statistics.median(times):.0f} ms of {LOOKS}, quickest {min(times):.0f} ms; "
        f"moved {moved:.3f}",
        "under 1000 ms; 0",
    )
