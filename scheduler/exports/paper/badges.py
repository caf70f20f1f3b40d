"""Badges on sheets of labels, as parts of a print."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from scheduler.domain.events.sectors import style_of
from scheduler.domain.languages import gettext, speaking
from scheduler.domain.paper.badges import Badge
from scheduler.domain.paper.labels import LabelFormat, Placing
from scheduler.domain.paper.sheet_data import sector_words
from scheduler.domain.people.names import called_and_rest
from scheduler.domain.words.zones import day_in_year
from scheduler.exports.paper.glyphs import printable
from scheduler.exports.paper.qr import qr_png

Part = dict[str, Any]
_MASK = 3
"""Any mask reads as well on paper."""


def badges_part(placing: Placing, badges: Sequence[Badge], title: str, starts: datetime) -> Part:
    """The badges on their sheets; where backs are wanted each sheet is followed by its back.

    ``starts``: in the event's zone.
    """
    sheets = []
    for sheet in placing.sheets(len(badges)):
        for back in (False, True) if placing.backs else (False,):
            sheets.append([[label, placing.spot(place, back)] for label, place in sheet])
    return {
        "kind": "badges",
        "title": printable(title),
        "format": format_data(placing.format),
        "right": placing.right,
        "down": placing.down,
        "badges": [_with_own_words(badge, starts) for badge in badges],
        "sheets": sheets,
    }


def _with_own_words(badge: Badge, starts: datetime) -> dict[str, Any]:
    with speaking(badge.language):
        called = gettext("No. %(number)s", number=badge.number)
        return badge_data(badge) | {
            "when": printable(day_in_year(starts)),
            "called-number": called,
            "tables": list(badge.tables),
            "tables-words": gettext("My tables") if badge.tables else "",
        }


def calibration_part(placing: Placing) -> Part:
    """A page with the outline of every label, and rulers to measure the print."""
    right, down = (f"{shift:g}" for shift in (placing.right, placing.down))
    return {
        "kind": "calibration",
        "heading": gettext("Calibration: %(format)s", format=placing.format.name),
        "told": gettext(
            "Print this page at 100%%, never “fit to page”. Both rulers are 100 mm long: measure "
            "them. Then hold the page and a sheet of labels against a window. If the outlines lie "
            "too far left, enter by how many millimetres as the shift to the right; if too high, "
            "as the shift down. This page is shifted by %(right)s mm to the right and %(down)s mm "
            "down.",
            right=right,
            down=down,
        ),
        "format": format_data(placing.format),
        "right": placing.right,
        "down": placing.down,
        "spots": [placing.spot(place) for place in range(placing.format.each)],
    }


def badge_texts(badges: Iterable[Badge]) -> Iterable[tuple[str, str]]:
    """Every text of the badges that somebody wrote, after whose it is."""
    for badge in badges:
        yield f"{badge.name} (no. {badge.number})", badge.name
        yield f"the organisation of {badge.name}", badge.organisation


def code_words(whose: str) -> str:
    """What a picture of a code is, for whoever hears it read."""
    return gettext("The code of %(what)s", what=whose)


def code_of(link: str) -> list[int]:
    """The bytes of a code's picture, one pixel to a module."""
    return list(qr_png(link, 1, _MASK))


def format_data(format_: LabelFormat) -> dict[str, Any]:
    """A format as templates read it."""
    return {key.replace("_", "-"): value for key, value in asdict(format_).items()}


def badge_data(badge: Badge) -> dict[str, Any]:
    """A badge as templates read it, in the language spoken."""
    called, rest = called_and_rest(badge.name)
    return {
        "name": printable(badge.name),
        "called": printable(called),
        "rest": printable(rest) if rest else "",
        "organisation": printable(badge.organisation) if badge.organisation else "",
        "sector": printable(sector_words(badge.sector)),
        "shape": badge.shape.value,
        "colour": style_of(badge.style).colour,
        "mark": printable(badge.mark) if badge.mark else "",
        "number": badge.number,
        "code": code_of(badge.link) if badge.link else [],
        "code-words": code_words(printable(badge.name)),
    }
