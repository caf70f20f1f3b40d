"""The room while people sign up: seats taken by sector, nobody named, nobody placed yet."""

from collections.abc import Sequence
from typing import Final

from scheduler.domain.planning.round_table import Mark, RoundTable, Sitter, draw

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
) -> tuple[RoundTable, ...]:
    """Draw the tables with one shape for each place taken, sectors spread evenly.

    ``counts``: name, style and number of each sector. ``yours`` marks one free seat. Empty where
    there is no table, or more than a picture shows.
    """
    if not 0 < tables <= MOST_TABLES:
        return ()
    seats: list[list[Sitter | None]] = [[] for _ in range(tables)]
    taken = _spread(counts)
    wanted = max(places, len(taken))
    sitters: list[Sitter | None] = [*taken, *([None] * (wanted - len(taken)))]
    if yours and len(taken) < wanted:
        sitters[len(taken)] = YOURS
    for index, sitter in enumerate(sitters):
        seats[index % tables].append(sitter)
    return tuple(draw(number, table, size) for number, table in enumerate(seats, start=1))


def _spread(counts: Sequence[tuple[str, int, int]]) -> list[Sitter]:
    """One sitter for each place taken, each sector as evenly along the list as it goes."""
    places = [
        ((index + 0.5) / number, order, Sitter("", name, style))
        for order, (name, style, number) in enumerate(counts)
        for index in range(number)
    ]
    return [sitter for _, _, sitter in sorted(places, key=lambda place: place[:2])]
