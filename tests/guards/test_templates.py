"""Templates: no script, nothing from elsewhere, and the words that people read."""

import re
from html import unescape
from pathlib import Path

import pytest
from jinja2 import Environment

from tests.guards.files import ROOT, our_files

INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)|<style\b|\sstyle=|\son[a-z]+=[\"']|\shx-on|javascript:|\|\s*safe\b",
    re.IGNORECASE,
)
# The event's QR code, drawn by our own code from an address of our own.
DRAWN_HERE = "{{ qr | safe }}"
ELSEWHERE = re.compile(r"(?:src|href|action)=[\"']https?://|@import\s+url\(|url\([\"']?https?:")
TEMPLATES = ROOT / "templates"
MARKS = re.compile(r"<(script|style|code)\b.*?</\1>|<[^>]+>", re.DOTALL)
AVOIDED = {
    r"\b[Mm]ail(s|ed|ing|bag)?\b(?! server)": "email",
    r"!": "no exclamation mark",
    r"[Ss]pam box|unwanted mail|[Jj]unk mail": "junk or spam folder",
    r"\b[Cc]ross-sector pairs?\b": "links between sectors",
    r"\b[Oo]rganising body\b": "your organisation",
    r"\b(organization|organize|recognize|color|center)\b": "British spelling",
}


def test_pages_hold_no_script_style_or_unescaped_text() -> None:
    """Mails are read where no style sheet reaches: theirs is in the mail."""
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in our_files(".html")
        if "mail" not in path.parts
        for hit in INLINE.finditer(path.read_text().replace(DRAWN_HERE, ""))
    ]
    assert found == []


def test_no_call_block_asks_for_its_own_caller() -> None:
    """There it is undefined, and whatever the outer call brought is lost without a word."""
    block = re.compile(r"{%-? call\b.*?{%-? endcall", re.DOTALL)
    found = [
        str(path.relative_to(ROOT))
        for path in our_files(".html")
        for hit in block.finditer(path.read_text())
        if "caller" in hit.group()
    ]
    assert found == []


def test_nothing_is_fetched_from_elsewhere() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in our_files(".html", ".css", ".js")
        for hit in ELSEWHERE.finditer(path.read_text())
    ]
    assert found == []


def seen(path: Path) -> str:
    """What a person reads of a template: its text, and sentences in its code."""
    tokens = list(Environment(autoescape=True).lex(path.read_text(encoding="utf-8")))
    text = "".join(value for _, kind, value in tokens if kind == "data")
    sentences = [value[1:-1] for _, kind, value in tokens if kind == "string" and " " in value]
    return unescape(" ".join([MARKS.sub(" ", text), *sentences]))


@pytest.mark.parametrize("pattern", AVOIDED)
def test_no_template_uses_a_word_that_we_do_not_use(pattern: str) -> None:
    found = {
        str(path.relative_to(TEMPLATES)): hits
        for path in sorted(TEMPLATES.rglob("*.*"))
        if path.suffix in (".html", ".txt")
        and (hits := [m.group() for m in re.finditer(pattern, seen(path))])
    }
    assert found == {}, f"say: {AVOIDED[pattern]}"


def test_a_fragment_is_told_from_a_page_by_its_underscore() -> None:
    """A page extends another or is whole; all else has an underscore, or its folder has."""
    pages = [
        path
        for path in TEMPLATES.rglob("*.html")
        if not any(part.startswith("_") for part in path.relative_to(TEMPLATES).parts)
    ]
    whole = re.compile(r"{%-? *extends|<!doctype")
    assert [
        str(path.relative_to(ROOT)) for path in pages if not whole.search(path.read_text())
    ] == []
