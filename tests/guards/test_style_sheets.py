"""Style sheets hold no rule for what no page shows."""

import re

from scheduler.domain.events.sectors import SECTOR_STYLES, STYLES
from scheduler.domain.planning.sector_outline import outline
from tests.guards.files import ROOT, our_files

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SELECTORS = re.compile(r"([^{};]+)\{")
NAMED = re.compile(r"[.#](-?[a-zA-Z_][\w-]*)")
# A name whose end is a value, such as a sector's number.
BEGUN = re.compile(r"([\w-]+-)\{\{")
WORD = re.compile(r"[\w-]+")


def names_of(sheet: str) -> set[str]:
    """The classes and ids that a style sheet names in its selectors."""
    selectors = [s for s in SELECTORS.findall(COMMENT.sub("", sheet)) if "@" not in s]
    return {name for selector in selectors for name in NAMED.findall(selector)}


def test_names_are_found_in_selectors_alone() -> None:
    sheet = "/* .old {} */ .a.b > #c::before { color: #FFFFFF; } @media (width > 1.5rem) { .d {} }"
    assert names_of(sheet) == {"a", "b", "c", "d"}


def test_every_selector_is_used_by_a_page_a_script_or_a_drawing() -> None:
    pages = (ROOT / "templates", ROOT / "static", ROOT / "scheduler")
    used = {
        word
        for path in our_files(".html", ".js", ".py")
        if any(path.is_relative_to(folder) for folder in pages)
        for word in WORD.findall(path.read_text())
    }
    begun = tuple(word for path in our_files(".html") for word in BEGUN.findall(path.read_text()))
    dead = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in our_files(".css")
        for name in sorted(names_of(path.read_text()) - used)
        if not name.startswith(begun)
    }
    assert dead == set()


def test_a_sectors_shape_beside_its_word_is_that_of_the_drawing() -> None:
    """A box of 40 by 40 around the outline, in hundredths of it; the disc is one of 31."""
    sheet = (ROOT / "static/css/parts.css").read_text()
    drawn = re.findall(r"\.sector-(\d+) \{[^}]* --outline: (\w+)\(([^)]*)\)", sheet)
    found = {int(style): (kind, points) for style, kind, points in drawn}
    assert found == {style: _outline_of(style) for style in STYLES}


def _outline_of(style: int) -> tuple[str, str]:
    path = outline(style, 1)
    if "a" in path:
        return "circle", "38.75%"
    corners = [corner.split(" ") for corner in path.strip("Mz").split("L")]
    return "polygon", ", ".join(f"{_hundredths(x)} {_hundredths(y)}" for x, y in corners)


def _hundredths(length: str) -> str:
    share = f"{round((float(length) / 20 + 1) * 50, 1):g}"
    return share if share == "0" else f"{share}%"


def test_the_pages_have_the_colours_of_emails_charts_and_paper() -> None:
    sheet = (ROOT / "static/css/tokens.css").read_text()
    found = re.findall(r"--sector-(\d+): (#\w+);", sheet)
    light = [(str(number), style.colour) for number, style in SECTOR_STYLES.items()]
    dark = [(str(number), style.dark) for number, style in SECTOR_STYLES.items()]
    assert found == light + dark


def test_every_value_that_a_style_sheet_reads_is_set_in_one() -> None:
    sheets = [COMMENT.sub("", path.read_text()) for path in our_files(".css")]
    given = {name for sheet in sheets for name in re.findall(r"(--[\w-]+)\s*:", sheet)}
    read = {name for sheet in sheets for name in re.findall(r"var\((--[\w-]+)", sheet)}
    assert read - given == set()
