"""`make pictures`: walks through the demonstration and writes the pictures that the docs show.

Each page is taken at 1280 and 390 px, light and dark, as ``<page>/<width>-<scheme>.png``, at its
moment of `scenes.py`; the host sheet as ``sheet.png``. The people, the plan and the sheets are
always the same; dates are near.
"""

import io
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, cast

import typst
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from scheduler.domain.states import PlanState
from scheduler.exports.paper.print_run import TEMPLATE
from scheduler.exports.paper.sheets import sheet_parts
from scheduler.exports.paper.typst_render import FONTS, TEMPLATES
from scheduler.models import Event, Plan, db
from scheduler.services.paper.sheets import sheets_for
from tests.browser.conftest import FLAGS, find_chromium
from tests.browser.data import rows
from tests.browser.look.scenes import MOMENTS
from tests.browser.server import Server
from tests.browser.steps import sign_in
from tests.processes import ROOT

WINDOWS: Final = ((1280, 800), (390, 844))
SCHEMES: Final = ("light", "dark")
COLOURS: Final = 192
"""A page has few: as many are kept, and a picture has a third of its size."""
EMAIL: Final = "demo@example.org"


def main(folder: Path) -> None:
    """Write every picture into ``folder``, instead of those that are there."""
    with tempfile.TemporaryDirectory() as instance, sync_playwright() as playwright:
        server = Server(Path(instance), {"RATE_LIMITS": "off"})
        password = _load(server)
        server.start()
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        try:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            sign_in(page, server.address, EMAIL, password)
            _publish(page, server)
            state = page.context.storage_state()
            sheet = _sheet(server)
            folder.mkdir(parents=True, exist_ok=True)
            for old in folder.rglob("*.png"):
                old.unlink()
            _save(sheet, folder / "sheet.png")
            for moment in MOMENTS:
                with rows(server):
                    paths = moment(db.session.get_one(Event, 1))
                for name, path in paths.items():
                    signed_in = state if path.startswith("/organise") else None
                    _take(browser, signed_in, server.address + path, folder / name)
        finally:
            browser.close()
            server.stop()


def _load(server: Server) -> str:
    """Load the demonstration; returns the password of its organiser."""
    server.instance.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "flask", "demo"],
        cwd=ROOT,
        env=server.environ,
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r"with the password (\S+)", done.stdout)
    assert found, done.stdout
    return found.group(1)


def _publish(page: Page, server: Server) -> None:
    """Assign the rounds and publish them, as an organiser does."""
    page.goto(f"{server.address}/organise/events/1/rounds")
    page.get_by_role("button", name="Assign the rounds").click()
    page.get_by_role("link", name="Publish these rounds").click(timeout=120_000)
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Plan 1, published").wait_for()


def _sheet(server: Server) -> bytes:
    """The first host sheet of the published rounds."""
    with rows(server):
        event = db.session.get_one(Event, 1)
        plan = db.session.scalars(db.select(Plan).filter_by(state=PlanState.PUBLISHED)).one()
        data = sheets_for(event, plan, plan.created_at)
        parts = {"title": data.title, "parts": sheet_parts(data, ("hosts",))}
        images = typst.compile(
            str(TEMPLATES / TEMPLATE),
            root=str(TEMPLATES),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(parts)},
            format="png",
            ppi=80,
        )
    return cast(list[bytes], images)[0]


def _take(browser: Browser, state: object, address: str, name: Path) -> None:
    name.mkdir(parents=True, exist_ok=True)
    for width, height in WINDOWS:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            storage_state=state,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/London",
        )
        page = context.new_page()
        # The first picture has the fonts too.
        page.goto(address)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.goto(address)
            page.evaluate("document.fonts.ready")
            _save(page.screenshot(), name / f"{width}-{scheme}.png")
        context.close()


def _save(png: bytes, path: Path) -> None:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    # The commonest colours stay exactly as they are; the edges of letters take the nearest.
    counted = image.getcolors(image.width * image.height) or []
    commonest = sorted(counted, key=lambda one: one[0], reverse=True)[:COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in commonest for part in cast(tuple[int, ...], colour)])
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
