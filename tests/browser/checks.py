"""What must be true of every page: accessible in light and dark, quiet, and never too wide."""

from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Response

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
WIDTHS = (320, 390, 1280)
# Rules of WCAG 2.2 A and AA and axe's good practices; all of them.
RUN_AXE = """async () => {
    const found = await axe.run(document, {resultTypes: ["violations"]});
    return found.violations.map(v => `${v.id} (${v.impact}): ` + v.nodes.map(
        n => n.target.join(" ") + " — " + n.failureSummary).join(" | "));
}"""


# Times such as 08:30 of which a part stands on another line.
BROKEN_CLOCKS = """() => {
    const broken = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        for (const found of texts.currentNode.data.matchAll(/\\d{1,2}:\\d{2}/g)) {
            const range = document.createRange();
            range.setStart(texts.currentNode, found.index);
            range.setEnd(texts.currentNode, found.index + found[0].length);
            const lines = new Set(Array.from(range.getClientRects(), box => Math.round(box.top)));
            if (lines.size > 1) broken.push(found[0]);
        }
    }
    return broken;
}"""


class Console:
    """Collects what a page complains of."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self._refused: set[str] = set()
        page.on("response", self._saw_response)
        page.on("console", self._saw_message)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))

    def _saw_response(self, response: Response) -> None:
        # A page shown with status 400 or 404 is an answer; Chromium still logs it as an error.
        if response.request.is_navigation_request() and response.status >= 400:
            self._refused.add(response.url)

    def _saw_message(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        if "status of 4" in message.text and message.location["url"] in self._refused:
            return
        self.complaints.append(f"{message.location['url']}: {message.text}")


def check_page(page: Page, *, answered: bool = True) -> None:
    """Assert that the page as it stands now is accessible and fits every width, light and dark.

    Not ``answered``: there is no network, and what the page asks meanwhile is no complaint.
    """
    # An address is shown before the page's style has come; without it every colour is wrong.
    page.wait_for_load_state("load")
    problems = [
        f"{scheme}: {problem}" for scheme in ("light", "dark") for problem in _axe(page, scheme)
    ]
    problems += _too_wide(page)
    complaints = console_of(page).complaints
    problems += [one for one in complaints if answered or "net::ERR_" not in one]
    assert problems == [], page.url + "\n" + "\n".join(problems)


def watch(page: Page) -> Page:
    """Begin to collect the page's complaints, for `check_page` and the end of the test."""
    page.crosstalk_console = Console(page)
    return page


def console_of(page: Page) -> Console:
    """The complaints collected since `watch`."""
    return page.crosstalk_console


def _axe(page: Page, scheme: Any) -> list[str]:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(RUN_AXE)


def _too_wide(page: Page) -> list[str]:
    before = page.viewport_size
    assert before is not None
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": before["height"]})
        over = page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if over > 0:
            found.append(f"{over} px too wide at {width} px")
        if broken := page.evaluate(BROKEN_CLOCKS):
            found.append(f"times broken over two lines at {width} px: {', '.join(broken)}")
    page.set_viewport_size(before)
    return found
