"""Seatings of whole rooms grown from a few base rounds by a cyclic group (D7).

A permutation of the people of order m makes m rounds of each base round: in the next one
everybody sits where the person before them in their cycle sat. Pairs that the permutation
carries into one another meet equally often, so an annealing over the base rounds that counts
each orbit of pairs once searches m times fewer seats.

Twelve people of each of three sectors at tables of six: sitting in fixed couples all morning
they would solve Euler's 36 officers, and Tarry (1900) showed that nobody can. Without fixed
couples six rounds do let all 432 cross-sector pairs meet once. Thirty symmetries of order 2,
3 and 6 were drawn at random and annealed four seconds each; one of order three had it.

Ten people of each of three sectors at tables of five: 282 of at most 288 pairs in six rounds,
with the sectors turned into one another by a permutation of order six. Ten runs of six
seconds all ended at 282, and other symmetries below it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.engine.designs.verify import SeatingArray


@dataclass(frozen=True, slots=True)
class Developed:
    """``cycles``: who turns into whom, people without one stay; all of length ``order``.

    ``base_rounds``: the table of each person as a digit, sectors separated by spaces.
    """

    order: int
    cycles: tuple[tuple[int, ...], ...]
    base_rounds: tuple[str, ...]

    def expand(self) -> SeatingArray:
        """Return tables [rounds, people], people sector by sector."""
        digits = [text.replace(" ", "") for text in self.base_rounds]
        rounds = [np.array([int(table) for table in text]) for text in digits]
        before = np.arange(len(digits[0]))
        for cycle in self.cycles:
            before[list(cycle)] = np.roll(cycle, 1)
        for _ in range(self.order - 1):
            rounds += [row[before] for row in rounds[-len(digits) :]]
        return np.array(rounds, dtype=np.int64)


def _threes(*starts: int) -> tuple[tuple[int, ...], ...]:
    return tuple((start, start + 1, start + 2) for start in starts)


DEVELOPED: dict[tuple[tuple[int, ...], int], Developed] = {
    ((12, 12, 12), 6): Developed(
        order=3,
        cycles=_threes(0, 3, 6, 9, 12, 15, 24, 27, 30, 33),
        base_rounds=(
            "235445102031 413134505220 150432432501",
            "002412135435 031310525442 401253253014",
        ),
    ),
}
"""Designs, by sector sizes and tables."""

_NEARLY: dict[tuple[tuple[int, ...], int], Developed] = {
    ((10, 10, 10), 6): Developed(
        order=6,
        cycles=tuple((i, i + 10, i + 20, i + 1, i + 11, i + 21) for i in range(0, 10, 2)),
        base_rounds=("2453311204 2550543041 5101343220",),
    ),
}
"""The best seatings known where no design is known, by sector sizes and tables."""


def nearly(sector_sizes: Sequence[int], tables: int, rounds: int) -> SeatingArray | None:
    """Return a seating with few repeats where :func:`.build.design` knows no design.

    Tables [rounds, people] with exactly the rounds asked for, people standing sector by
    sector, to start a search from; None where nothing is kept.
    """
    sizes = tuple(size for size in sector_sizes if size)
    if (sizes, tables) not in _NEARLY:
        return None
    seating = _NEARLY[sizes, tables].expand()
    return seating if len(seating) == rounds else None
