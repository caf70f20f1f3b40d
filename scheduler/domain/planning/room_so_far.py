"""The room while people sign up: seats taken by sector, nobody named, nobody placed yet."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from scheduler.domain.planning.round_table import Mark, RoundTable, Sitter, draw

NOBODY: Final[Mapping[str, int]] = MappingProxyType({})
MOST_TABLES: Final = 60
"""More tables than this make no picture that anybody reads."""

YOURS: Final = Sitter("", "", 0, you=True, marks=frozenset({Mark.FOLLOWED}))
"""The free seat that waits for whoever reads the page."""


def room_so_far(
    counts: Sequence[tuple[str, int, int]],
    tables: int,
    places: int,
    size: int,
    *,
    yours: bool = False,
    away: Mapping[str, int] = NOBODY,
) -> tuple[RoundTable, ...]:
    """Draw the tables with one shape for each place taken, sectors spread evenly, and a ring for
    each that is free.

    ``counts``: name, style and number of each sector. ``yours`` marks one free seat; of
    each sector so many as ``away`` says did not come, and are drawn empty. Empty where there is no
    table, or more than a picture shows.
    """
    if not 0 < tables <= MOST_TABLES:
        return ()
    seats: list[list[Sitter | None]] = [[] for _ in range(tables)]
    taken = _spread(counts, away)
    wanted = max(places, len(taken))
    sitters: list[Sitter | None] = [*taken, *([None] * (wanted - len(taken)))]
    if yours and len(taken) < wanted:
        sitters[len(taken)] = YOURS
    for index, sitter in enumerate(sitters):
        seats[index % tables].append(sitter)
    return tuple(
        draw(number, table, size, rings=True) for number, table in enumerate(seats, start=1)
    )


def _spread(counts: Sequence[tuple[str, int, int]], away: Mapping[str, int]) -> list[Sitter]:
    """One sitter for each place taken, each sector as evenly along the list as it goes."""
    places = [
        (
            (index + 0.5) / number,
            order,
            Sitter("", name, style, marks=_marks(index, number, away, name)),
        )
        for order, (name, style, number) in enumerate(counts)
        for index in range(number)
    ]
    return [sitter for _, _, sitter in sorted(places, key=lambda place: place[:2])]


def _marks(index: int, number: int, away: Mapping[str, int], sector: str) -> frozenset[Mark]:
    """Those who did not come, spread as evenly along the sector as the others."""
    missing = min(away.get(sector, 0), number)
    # As many steps of this product are passed as people are missing.
    is_away = (index + 1) * missing // number > index * missing // number
    return frozenset({Mark.ABSENT}) if is_away else frozenset()
