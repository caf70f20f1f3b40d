"""The impact report as PDF: the same figures and drawings as on the page."""

from dataclasses import asdict
from typing import Any, Final

from scheduler.domain.afterwards.story import Story
from scheduler.domain.events.sectors import style_of
from scheduler.domain.languages import gettext, ngettext, spoken
from scheduler.domain.paper.sheet_data import Shape
from scheduler.domain.words.impact_report import ReportPage
from scheduler.exports.charts.report import drawings_of
from scheduler.exports.paper.glyphs import printable
from scheduler.exports.paper.seated.words import page_words
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
        "language": spoken().tag,
        "fixed": {key: printable(words) for key, words in _fixed(page).items()},
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


def _fixed(page: ReportPage) -> dict[str, str]:
    """The words of the template, in the language spoken."""
    own = {
        "questions": gettext("Questions: %(contact)s", contact=page.contact),
        "spans": gettext(
            "Organisations of other sectors that each had met before, and has met by now."
        ),
        "before-to-now": gettext("%(first)s to %(last)s", first="{first}", last="{last}"),
        "left": gettext("How many organisations of other sectors had no link to a sector."),
        "unconnected": gettext("Unconnected") if page.planned else gettext("Still unconnected"),
        "link": gettext(
            "A link is two people of different sectors who sat at one table. It counts once, the "
            "first time they meet."
        ),
        "larger": gettext("The larger the shape, the more people."),
        "numbers": gettext("The numbers are those of the table at the end."),
        "people": gettext("People"),
        "fewest": gettext("Fewest"),
        "hosts": gettext("Hosts"),
        "speakers": gettext("Speakers"),
        "number": gettext("No"),
        "organisation": gettext("Organisation"),
        "sector": gettext("Sector"),
        "first": gettext("For the first time"),
        "who": gettext("Who"),
        "what": gettext("What"),
        "state": gettext("State"),
    }
    return page_words() | _headings(page) | own


def _headings(page: ReportPage) -> dict[str, str]:
    projects = len(page.projects)
    return {
        "fewest-links": gettext("Those with the fewest links before"),
        "grew": gettext("What grew out of it"),
        "projects": ngettext(
            "%(number)s project: %(states)s.",
            "%(number)s projects: %(states)s.",
            projects,
            states=page.grown,
        ),
        "means": gettext("Area and funding"),
        "alike": gettext("Did everybody gain alike?"),
        "by-sector": gettext("By sector"),
        "by-sent": gettext("By how many their organisation sent"),
        "few-by-sector": gettext("By sector too few people came to show it."),
        "few-by-sent": gettext(
            "By how many their organisation sent too few people came to show it."
        ),
        "said": gettext("What people said"),
        "as-table": gettext("The map as a table"),
    }


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value) if value else ""
    if isinstance(value, dict):
        return {key: _printable(part) for key, part in value.items()}
    return [_printable(part) for part in value] if isinstance(value, list | tuple) else value
