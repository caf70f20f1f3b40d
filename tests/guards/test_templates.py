import re

from tests.guards.files import ROOT, our_files

INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)|<style\b|\sstyle=|\son[a-z]+=[\"']|\shx-on|javascript:|\|\s*safe\b",
    re.IGNORECASE,
)
# The event's QR code, drawn by our own code from an address of our own.
DRAWN_HERE = "{{ qr | safe }}"
ELSEWHERE = re.compile(r"(?:src|href|action)=[\"']https?://|@import\s+url\(|url\([\"']?https?:")


def test_pages_hold_no_script_style_or_unescaped_text() -> None:
    """Mails are read where no style sheet reaches: theirs is in the mail."""
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in our_files(".html")
        if "mail" not in path.parts
        for hit in INLINE.finditer(path.read_text().replace(DRAWN_HERE, ""))
    ]
    assert found == []


def test_nothing_is_fetched_from_elsewhere() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in our_files(".html", ".css", ".js")
        for hit in ELSEWHERE.finditer(path.read_text())
    ]
    assert found == []
