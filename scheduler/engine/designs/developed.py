"""Seatings of whole rooms grown from a few base rounds by a cyclic group (D7).

Twelve people of each of three sectors at tables of six: sitting in fixed couples all morning
they would solve Euler's 36 officers, and Tarry (1900) showed that nobody can. Without fixed
couples six rounds do let all 432 cross-sector pairs meet once. Found by annealing over
seatings with a symmetry of order three: the group turns people in threes (all of the first
and third sector, six of the second), and its action makes three rounds of each base round,
so that two rounds are searched instead of six. Of thirty symmetries drawn at random one
had this seating, after two minutes. Verified like every design.
"""

from dataclasses import dataclass

import numpy as np

from scheduler.engine.designs.verify import Seating


@dataclass(frozen=True, slots=True)
class Developed:
    """The first ``moving[s]`` people of sector s turn in cycles of ``modulus``.

    ``base_rounds``: the table of each person as a digit, sectors separated by spaces.
    """

    modulus: int
    moving: tuple[int, ...]
    base_rounds: tuple[str, ...]

    def expand(self) -> Seating:
        """Return tables [rounds, people], people sector by sector."""
        sizes = [len(sector) for sector in self.base_rounds[0].split()]
        starts = np.cumsum([0, *sizes])
        before = np.arange(starts[-1])
        for start, moving in zip(starts, self.moving, strict=False):
            place = np.arange(moving)
            turned = place - place % self.modulus + (place - 1) % self.modulus
            before[start : start + moving] = start + turned
        rounds = [
            np.array([int(digit) for digit in text.replace(" ", "")]) for text in self.base_rounds
        ]
        for _ in range(self.modulus - 1):
            rounds += [row[before] for row in rounds[-len(self.base_rounds) :]]
        return np.array(rounds, dtype=np.int64)


DEVELOPED: dict[tuple[tuple[int, ...], int], Developed] = {
    ((12, 12, 12), 6): Developed(
        modulus=3,
        moving=(12, 6, 12),
        base_rounds=(
            "235445102031 413134505220 150432432501",
            "002412135435 031310525442 401253253014",
        ),
    ),
}
"""By sector sizes and tables."""
