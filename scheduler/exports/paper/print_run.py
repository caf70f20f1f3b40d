"""One PDF of several papers. Raises DocumentFailed when the renderer fails."""

from collections.abc import Sequence
from typing import Any, Final

from scheduler.exports.paper.glyphs import printable
from scheduler.exports.paper.typst_render import render

TEMPLATE: Final = "print.typ"
PREVIEW_DOTS: Final = 50.0
"""Dots to the inch of a preview."""


def print_pdf(title: str, parts: Sequence[dict[str, Any]]) -> bytes:
    """The parts in their order, each on pages of its own; ``title`` is the document's."""
    return render(TEMPLATE, {"title": printable(title), "parts": parts})


def preview_png(title: str, part: dict[str, Any]) -> bytes:
    """A small picture of the first page of a part."""
    return render(TEMPLATE, {"title": printable(title), "parts": [part]}, dots=PREVIEW_DOTS)
