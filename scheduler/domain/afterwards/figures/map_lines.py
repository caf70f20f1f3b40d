"""What the map of organisations draws: every line, the strong ones alone, or them in bundles.

A map is there to be read. Among many organisations hundreds of lines are one grey disc, so that
less is drawn, or the lines of two sectors run together, and the table beneath says the rest.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from scheduler.domain.afterwards.figures.impact import Line

MOST_WITH_THIN_LINES: Final = 40
"""With more organisations no thin lines are drawn."""
MOST_LINES: Final = 120
"""More lines among so many organisations run together between their sectors."""
MOST_BUNDLED: Final = 600
"""Of more lines a band alone is drawn."""


class MapKind(StrEnum):
    """How who sat with whom is drawn."""

    ALL = "all"
    STRONG = "strong"
    BUNDLES = "bundles"
    BANDS = "bands"


def map_kind(organisations: int, lines: Sequence[Line]) -> MapKind:
    """How the lines between so many organisations can be drawn and read."""
    if organisations <= MOST_WITH_THIN_LINES:
        return MapKind.ALL
    strong = sum(line.strong for line in lines)
    if 0 < strong <= MOST_LINES:
        return MapKind.STRONG
    return MapKind.BUNDLES if len(lines) <= MOST_BUNDLED else MapKind.BANDS
