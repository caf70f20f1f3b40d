"""Shifts for the columns of a design: f_0, …, f_{c-1} with every f_i − f_j injective.

People stand in columns of T, one to a table; column j moves as one, its row i sitting in
round r at table i + f_j(r) of a group of order T. Rows i and i' of columns j and l share a
table in round r exactly when f_j(r) − f_l(r) = i' − i. So no two people of columns j and l
meet twice if and only if f_j − f_l is injective in r (Bose and Bush 1952: a difference
matrix). Columns of one sector may share a shift, since their meetings do not count.
"""

import random
from collections.abc import Iterator
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.designs.rings import prime_powers, ring

Shifts = NDArray[np.int64]
"""f_j(r) as an array [columns, rounds] of elements of the group."""


def families(
    columns: int, tables: int, rounds: int, until: float, seed: int
) -> Iterator[tuple[str, Shifts]]:
    """Yield ("ring" or "cyclic", shifts) for that many columns, most promising first.

    A family may have fewer rounds than asked for. ``until``: the monotonic time at which
    the backtracking search stops and yields the longest it has found.
    """
    if columns <= len(ring(tables).spread):
        yield "ring", ring_shifts(columns, tables, rounds)
        return
    if (columns - 1) * (rounds - 1) < tables:
        yield "cyclic", slope_shifts(columns, rounds)
        return
    if columns == 3 and tables % 2 == 0:
        yield "cyclic", terrace_shifts(tables)[:, :rounds]
    for kind in ("ring", "cyclic") if _has_two_groups(tables) else ("cyclic",):
        yield kind, searched_shifts(columns, tables, rounds, kind, until, seed)


def _has_two_groups(tables: int) -> bool:
    return any(exponent > 1 for _, exponent in prime_powers(tables))


def ring_shifts(columns: int, tables: int, rounds: int) -> Shifts:
    """f_j(r) = u_j·r with u_i − u_j units: injective on all T elements (MacNeish 1922)."""
    r = ring(tables)
    return r.multiply(r.spread[:columns, None], np.arange(min(rounds, tables))[None])


def slope_shifts(columns: int, rounds: int) -> Shifts:
    """f_j(r) = j·r in Z_T: distinct because 0 < |(i − j)(r − s)| < T when few rounds are asked.

    Needs (columns − 1)(rounds − 1) < T.
    """
    return np.outer(np.arange(columns), np.arange(rounds))


def terrace_shifts(tables: int) -> Shifts:
    """Three columns and T − 1 rounds for even T, from the zigzag 0, T−1, 1, T−2, … in Z_T.

    Its terms are distinct and so are its T − 1 consecutive differences (Williams 1949), so
    0, the zigzag, and the zigzag one step on differ pairwise by injective functions. With
    T ≡ 2 (mod 4) no group of order T gives T rounds (Hall and Paige 1955).
    """
    zigzag = np.array([-(i + 1) // 2 if i % 2 else i // 2 for i in range(tables)]) % tables
    return np.stack([np.zeros(tables - 1, dtype=np.int64), zigzag[:-1], zigzag[1:]])


def searched_shifts(
    columns: int, tables: int, rounds: int, kind: str, until: float, seed: int
) -> Shifts:
    """Backtrack round by round over a group of order T; return the longest family found.

    Without loss of generality f_0 = 0 and round 0 is all zeros. One bit mask per pair of
    columns holds the differences used. Restarts with growing limits, values shuffled.
    """
    if kind == "cyclic" and tables % 2 == 0 and columns > 2:
        rounds = min(rounds, tables - 1)  # Z_T, T even, has no complete mapping (Hall, Paige)
    rounds = min(rounds, tables)
    if kind == "ring":
        everything = np.arange(tables)
        minus = ring(tables).multiply(everything, _minus_one(tables))
        subtract = ring(tables).add(everything[:, None], minus[None]).tolist()
    else:
        subtract = [[(a - b) % tables for b in range(tables)] for a in range(tables)]
    shuffled = random.Random(seed)
    best: list[list[int]] = [[0] * columns]
    limit = 2_000
    while monotonic() < until and len(best) < rounds:
        search = _Backtrack(columns, tables, rounds, subtract, shuffled, limit, until)
        best = max(best, search.run(), key=len)
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
        until: float,
    ) -> None:
        self.columns, self.tables, self.rounds = columns, tables, rounds
        self.subtract, self.shuffled = subtract, shuffled
        self.limit, self.until = limit, until
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
            if self.limit < 0 or (self.limit % 256 == 0 and monotonic() > self.until):
                self.limit = -1
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
