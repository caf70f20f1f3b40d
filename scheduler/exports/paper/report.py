"""The impact report as PDF: the same figures and drawings as on the page."""

from dataclasses import asdict
from typing import Any, Final

from scheduler.domain.afterwards.story import Story
from scheduler.domain.events.sectors import style_of
from scheduler.domain.paper.sheet_data import Shape
from scheduler.domain.words.impact_report import ReportPage
from scheduler.exports.charts.report import drawings_of
from scheduler.exports.paper.glyphs import printable
from scheduler.exports.paper.typst_render import render

TEMPLATE: Final = "report.typ"


Logo = tuple[bytes, str]
"""A picture as WebP, and what is seen on it."""


def report_pdf(story: Story, page: ReportPage, logo: Logo | None = None) -> bytes:
    """A4, black on white with the sectors' shapes. Raises DocumentFailed when it cannot be made."""
    return render(TEMPLATE, report_data(story, page, logo))


def report_data(story: Story, page: ReportPage, logo: Logo | None = None) -> dict[str, Any]:
    """What ``report.typ`` reads: the page with printable texts, its drawings, the shapes, and the
    logo as a list of its bytes."""
    drawn, growth = drawings_of(story, page, printable)
    data: dict[str, Any] = _printable(asdict(page) | {"growth": ""})
    return data | {
        "when": "",
        "version": "",
        "map": drawn,
        "growth": growth,
        "logo": list(logo[0]) if logo else [],
        "logo_words": printable(logo[1]) if logo else "",
        "shapes": {
            printable(sector): style_of(style).shape or Shape.DISC.value
            for sector, style in story.styles.items()
        },
    }


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value) if value else ""
    if isinstance(value, dict):
        return {key: _printable(part) for key, part in value.items()}
    return [_printable(part) for part in value] if isinstance(value, list | tuple) else value
