"""Golfer schedules grown from a few base rounds by a cyclic group (D4 of docs/engine.md).

The points are V copies of Z_m (point g of copy o is numbered o·m + g) and then some fixed
points. The group adds 1 to g in every copy and leaves the fixed points alone. Each base
round, shifted by 0, 1, …, m − 1, gives m rounds; each fixed block, shifted, gives the m
blocks of one round. Nobody meets twice when no two pairs inside the base rounds and fixed
blocks are shifts of one another: the pairs {(o, g), (p, h)} are told apart by (o, p, h − g)
(Bose 1939, "method of differences"; resolved as in Ray-Chaudhuri and Wilson 1971).

How these were found: randomised backtracking that fills the base rounds point by point and
refuses a difference already used; restarted after 10^4 to 10^6 steps. For 10-4-13 and
8-4-10 the base rounds were also asked to be fixed by a multiplier that permutes the copies,
which left few enough choices to search. All but the last took under a second. They are
verified when expanded.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Starter:
    """Base rounds as text: points by commas, blocks by spaces. ``modulus`` is m."""

    modulus: int
    base_rounds: tuple[str, ...]
    fixed_blocks: str = ""

    def expand(self, groups: int, size: int) -> NDArray[np.int64]:
        """Return tables [rounds, groups·size]."""
        moving = groups * size // self.modulus * self.modulus
        points = np.arange(groups * size)
        copy, g = points // self.modulus, points % self.modulus
        bases = [_seats(text) for text in self.base_rounds]
        rounds: list[NDArray[np.int64]] = []
        for shift in range(self.modulus):
            before = copy * self.modulus + (g - shift) % self.modulus
            rounds.extend(base[np.where(points < moving, before, points)] for base in bases)
        for block in self.fixed_blocks.split():
            start = np.array([int(point) % self.modulus for point in block.split(",")])
            rounds.append((g - start[copy]) % self.modulus)
        return np.array(rounds, dtype=np.int64)


def _seats(text: str) -> NDArray[np.int64]:
    """Return the table of each point in a round given as text."""
    blocks = [[int(point) for point in block.split(",")] for block in text.split()]
    table = np.empty(sum(map(len, blocks)), dtype=np.int64)
    for number, block in enumerate(blocks):
        table[block] = number
    return table


STARTERS: dict[tuple[int, int], Starter] = {
    # Kirkman's fifteen schoolgirls.
    (5, 3): Starter(7, ("14,11,3 13,7,1 12,9,2 10,8,6 5,4,0",)),
    # A nearly Kirkman triple system of 18 points.
    (6, 3): Starter(
        4,
        (
            "17,6,1 16,11,7 15,10,0 14,13,5 12,8,3 9,4,2",
            "17,13,10 16,12,0 15,9,1 14,7,4 11,8,5 6,3,2",
        ),
    ),
    # A 4-RGDD of type 3^8.
    (6, 4): Starter(7, ("23,16,12,3 22,19,10,5 21,15,7,4 20,18,17,1 14,11,9,8 13,6,2,0",)),
    (6, 5): Starter(
        6,
        ("29,14,7,3,1 28,18,10,8,5 27,25,22,15,0 26,20,12,9,2 24,23,17,13,11 21,19,16,6,4",),
    ),
    # A Kirkman triple system of 21 points.
    (7, 3): Starter(
        7,
        ("20,16,15 19,7,1 18,10,2 17,13,3 14,8,6 12,11,9 5,4,0",),
        fixed_blocks="0,7,17 0,11,20 0,12,19",
    ),
    # A resolvable 2-(28,4,1) design.
    (7, 4): Starter(
        9, ("27,20,11,7 26,23,16,15 25,24,12,10 22,18,8,6 21,19,4,1 17,14,5,0 13,9,3,2",)
    ),
    # A nearly Kirkman triple system of 24 points.
    (8, 3): Starter(11, ("23,12,7 22,20,3 21,19,15 18,17,9 16,5,4 14,11,1 13,10,6 8,2,0",)),
    # A 4-RGDD of type 2^16; that ten rounds exist was first shown by Aguado in 2004. Here
    # the multiplier 2 permutes the copies in cycles of 4 and 2 and swaps the fixed points.
    (8, 4): Starter(
        5,
        (
            "0,12,13,25 5,15,21,24 1,2,17,22 4,7,9,14 8,23,28,29 11,16,18,26 3,20,27,30 6,10,19,31",
            "0,6,7,24 5,13,27,29 18,19,21,25 1,3,12,15 2,20,28,31 9,10,16,30 4,8,17,26 11,14,22,23",
        ),
    ),
    # A 4-RGDD of type 3^12.
    (9, 4): Starter(
        11,
        (
            "35,27,19,0 34,25,16,3 33,30,12,2 32,28,18,17 31,10,5,1 29,26,24,6 23,22,21,9 "
            "20,15,13,4 14,11,8,7",
        ),
    ),
    # A nearly Kirkman triple system of 30 points.
    (10, 3): Starter(
        14,
        ("29,27,9 28,24,11 26,14,5 25,13,3 23,8,7 22,18,12 21,16,15 20,17,6 19,2,0 10,4,1",),
    ),
    # A resolvable 2-(40,4,1) design; the multiplier 3 fixes the base round.
    (10, 4): Starter(
        13,
        (
            "39,26,13,0 38,31,7,2 6,8,28,36 5,11,30,32 37,27,21,17 24,25,29,33 20,23,34,35 "
            "22,15,10,1 3,4,14,19 9,12,16,18",
        ),
    ),
    # A Kirkman triple system of 33 points, an exact cover that CP-SAT found in ten seconds.
    (11, 3): Starter(
        11,
        (
            "3,1,0 29,7,2 27,19,4 24,9,5 14,13,6 26,17,8 15,12,10 18,16,11 25,22,20 "
            "32,31,21 30,28,23",
        ),
        fixed_blocks="0,11,25 0,12,24 0,14,31 0,17,32 0,21,28",
    ),
}
"""By (groups, size)."""
