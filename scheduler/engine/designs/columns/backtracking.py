"""Shifts found by search, where no formula of :mod:`.differences` applies."""

import random

import numpy as np

from scheduler.engine.designs.columns.differences import Shifts
from scheduler.engine.designs.columns.rings import ring


def searched_shifts(
    columns: int, tables: int, rounds: int, in_ring: bool, effort: int, seed: int
) -> Shifts:
    """Backtrack round by round over a group of order T; return the longest family found.

    Without loss of generality f_0 = 0 and round 0 is all zeros. One bit mask per pair of
    columns holds the differences used. Restarts with growing limits, values shuffled, until
    ``effort`` steps are used; in steps, not seconds, so that a seed gives the same anywhere.
    """
    if not in_ring and tables % 2 == 0 and columns > 2:
        rounds = min(rounds, tables - 1)  # Z_T, T even, has no complete mapping (Hall, Paige)
    rounds = min(rounds, tables)
    if in_ring:
        everything = np.arange(tables)
        minus = ring(tables).multiply(everything, _minus_one(tables))
        subtract = ring(tables).add(everything[:, None], minus[None]).tolist()
    else:
        subtract = [[(a - b) % tables for b in range(tables)] for a in range(tables)]
    shuffled = random.Random(seed)  # noqa: S311 (a search, not a secret)
    best: list[list[int]] = [[0] * columns]
    limit = 2_000
    while effort > 0 and len(best) < rounds:
        search = _Backtrack(columns, tables, rounds, subtract, shuffled, min(limit, effort))
        best = max(best, search.run(), key=len)
        effort -= limit
        limit += limit // 8
    return np.array(best, dtype=np.int64).T


def _minus_one(tables: int) -> int:
    elements = np.arange(tables)
    r = ring(tables)
    one = next(int(e) for e in elements if (r.multiply(elements, e) == elements).all())
    return next(int(e) for e in elements if r.add(one, e) == 0)


class _Backtrack:
    """One run of the search: extend the rounds, column by column, within ``limit`` steps."""

    def __init__(
        self,
        columns: int,
        tables: int,
        rounds: int,
        subtract: list[list[int]],
        shuffled: random.Random,
        limit: int,
    ) -> None:
        self.columns, self.tables, self.rounds = columns, tables, rounds
        self.subtract, self.shuffled = subtract, shuffled
        self.limit = limit
        self.used = [[1] * columns for _ in range(columns)]
        self.found = [[0] * columns]
        self.best = [row[:] for row in self.found]

    def run(self) -> list[list[int]]:
        """Return the longest list of rounds met on the way."""
        self._extend([0])
        return self.best

    def _extend(self, row: list[int]) -> bool:
        """Fill ``row`` (one round) and the rounds after it; true when all are there."""
        if len(row) == self.columns:
            self.found.append(row)
            if len(self.found) > len(self.best):
                self.best = [list(r) for r in self.found]
            if len(self.found) == self.rounds or self._extend([0]):
                return True
            self.found.pop()
            return False
        used, subtract = self.used[len(row)], self.subtract
        for value in self.shuffled.sample(range(self.tables), self.tables):
            differences = [1 << subtract[value][other] for other in row]
            if any(used[i] & d for i, d in enumerate(differences)):
                continue
            self.limit -= 1
            if self.limit < 0:
                return False
            for i, d in enumerate(differences):
                used[i] |= d
            if self._extend([*row, value]):
                return True
            for i, d in enumerate(differences):
                used[i] ^= d
            if self.limit < 0:
                return False
        return False
