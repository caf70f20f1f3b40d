"""QR codes: the right code, sizes a page can use, refusals."""

import re
import struct
import xml.etree.ElementTree as ET

import pytest
import segno

from scheduler.errors import InvalidInput
from scheduler.exports.paper.qr import qr_png, qr_svg

LINK = "https://example.org/e/winter-breakfast"


def test_an_svg_is_one_element_without_style_or_script() -> None:
    svg = qr_svg(LINK)
    root = ET.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert re.findall(r"style=|<script|<style", svg) == []
    modules = segno.make(LINK, error="m", micro=False).symbol_size(border=4)[0]
    assert root.attrib["viewBox"] == f"0 0 {modules} {modules}"
    assert "width" not in root.attrib


def test_a_title_is_escaped_and_named() -> None:
    root = ET.fromstring(qr_svg(LINK, title="Sign-up & <more>"))
    assert [e.text for e in root.iter("{http://www.w3.org/2000/svg}title")] == ["Sign-up & <more>"]


def test_a_png_has_the_stated_pixels() -> None:
    png = qr_png(LINK, module_pixels=5)
    modules = segno.make(LINK, error="m", micro=False).symbol_size(border=4)[0]
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (modules * 5, modules * 5)


def test_different_links_give_different_codes() -> None:
    assert qr_svg(LINK) != qr_svg(LINK + "x")
    assert qr_svg(LINK) == qr_svg(LINK)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is no text to put in the QR code."),
        ("x" * 5000, "5000 characters are too many for a QR code; use a shorter link."),
    ],
)
def test_what_no_code_can_hold_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        qr_svg(text)
    assert refusal.value.sentence == sentence
