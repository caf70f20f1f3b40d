"""What the map of organisations draws: every line, the strong ones alone, or bands between sectors.

A map is there to be read. Among many organisations hundreds of lines are one grey disc, so that
less is drawn, and the table beneath says the rest.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from scheduler.domain.afterwards.figures.impact import Line

MOST_WITH_THIN_LINES: Final = 40
"""With more organisations no thin lines are drawn."""
MOST_LINES: Final = 120
"""More lines among so many organisations are told as bands between their sectors."""


class MapKind(StrEnum):
    """How who sat with whom is drawn."""

    ALL = "all"
    STRONG = "strong"
    BANDS = "bands"


def map_kind(organisations: int, lines: Sequence[Line]) -> MapKind:
    """How the lines between so many organisations can be drawn and read."""
    if organisations <= MOST_WITH_THIN_LINES:
        return MapKind.ALL
    strong = sum(line.strong for line in lines)
    return MapKind.STRONG if 0 < strong <= MOST_LINES else MapKind.BANDS
