"""Fit any room into an array: who takes which point (D11 of docs/engine.md).

The points of a *frame* are rows of columns of an array, each with the table it sits at in
every round. Whether two points ever meet, and when, is fixed; so once everybody has a point
the pairs are known, whoever comes late, has met before or may not meet. Finding the points is
a quadratic assignment, annealed by exchanges of two people's whole mornings: hosts hold the
column that stands still, sectors gather in columns by themselves, and the sizes of the tables
are kept by a price.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.designs.arrays import IntArray, arrays
from scheduler.engine.designs.columns.rings import prime_powers, ring
from scheduler.engine.kernels.fit_tuples import (
    BestFit,
    DegreePrices,
    Points,
    SizePrices,
    Taken,
    UnitArrays,
)
from scheduler.engine.kernels.tuples import Cooling
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import COLDEST, Parameters, parameter


@dataclass(frozen=True)
class FrameParameters(Parameters):
    """Tuning of frames and of the annealing over their points."""

    larger: int = parameter("tables", 3)
    """Arrays of up to so many tables more than the room has are tried as well."""
    points: int = parameter("points", 500, least=1)
    """More take too long to search."""
    size: float = parameter("pairs", 2.5)
    """The price of a person more or fewer at a table than its sizes allow."""
    unseated: float = parameter("pairs", 2.0)
    """The price of a round without a table."""
    hot: float = parameter("pairs", 1.0, least=COLDEST)
    cold: float = parameter("pairs", 0.2, least=COLDEST)
    chunk: int = parameter("moves", 20_000, least=1)
    """Between two looks at the budget."""


_TUNED = FrameParameters()
NO_PRICE = np.zeros((0, 0))
"""Of degrees: only pairs count."""


@dataclass(frozen=True, eq=False)
class Frame:
    """Points: ``path`` int16[p, rounds], their tables or -1; ``when`` int8[p, p].

    The latter is as in :mod:`scheduler.engine.kernels.fit`.
    """

    path: NDArray[np.int16]
    when: NDArray[np.int8]

    @property
    def rounds(self) -> int:
        """How many rounds it covers."""
        return self.path.shape[1]


@dataclass(frozen=True, eq=False)
class Units:
    """Those to be fitted: people, or companions who have one point together.

    ``once``, ``always`` int32[u, u]: pairs gained by one meeting, and by meeting whenever both
    are there; ``here`` bool[rounds, u]; ``weight`` int64[u], people; ``bound`` int64[u], the
    table of those who have one all the time, or -1.
    """

    once: NDArray[np.int32]
    always: NDArray[np.int32]
    here: NDArray[np.bool_]
    weight: NDArray[np.int64]
    bound: NDArray[np.int64]


def frames(tables: int, rounds: int, seats: int, standing: int) -> list[Frame]:
    """Return the frames for that many tables of up to ``seats``, most promising first.

    ``standing``: how many columns must stand still, for those bound to tables.
    """
    found: list[Frame] = []
    whole: list[Frame] = []
    for array in arrays(tables, rounds):
        found.append(_frame(array, _columns(len(array), seats, standing), tables))
        if seats < len(array) <= _TUNED.points // tables and not standing:
            whole.append(_frame(array, list(range(len(array))), tables))
    for order in range(tables + 1, tables + _TUNED.larger + 1):
        if len(prime_powers(order)) > 1:
            continue
        (array,) = arrays(order, rounds)
        if not standing:
            bent = _bent(array, order)
            wide = min(len(array), max(seats + 1, _TUNED.points // order))
            found.append(_frame(bent, list(range(wide)), tables))
        found.append(_frame(array, _columns(len(array), seats + 1, standing), tables))
    return [frame for frame in found + whole if 0 < len(frame.path) <= _TUNED.points]


def _columns(known: int, wanted: int, standing: int) -> list[int]:
    """Which columns to use, some more than once where more are wanted than are known."""
    still = [0] * max(0, standing - 1)
    if known >= wanted - len(still):
        return still + list(range(wanted - len(still)))
    others = list(range(1, known)) if standing and known > 1 else list(range(known))
    first = [*still, 0] if standing else []
    return sorted(first + [others[i % len(others)] for i in range(wanted - len(first))])


def _bent(array: IntArray, order: int) -> IntArray:
    """Number the tables of each round so that those left out lie on a curve.

    The table numbered j of round m is that of the points (x, y) with y + x·m + m² = j: at
    most two rounds for each point (a dual conic), so that with one table left out most
    points never miss a round, where with lines through nothing each misses one.
    """
    field, m = ring(order), np.arange(array.shape[1])
    return field.add(array, field.multiply(m, m)[None, :, None])


def _frame(array: IntArray, columns: list[int], tables: int) -> Frame:
    path = np.concatenate([array[column].T for column in columns]).astype(np.int16)
    path[path >= tables] = -1
    when = np.full((len(path), len(path)), -1, dtype=np.int8)
    for r in range(path.shape[1]):
        when[(path[:, None, r] == path[None, :, r]) & (path[:, None, r] >= 0)] = r
    column = np.repeat(columns, array.shape[2])
    row = np.tile(np.arange(array.shape[2]), len(columns))
    when[(column[:, None] == column) & (row[:, None] == row)] = 99
    return Frame(np.ascontiguousarray(path), when)


class Fit:
    """One assignment of units to the points of a frame, and the best met."""

    def __init__(
        self,
        units: Units,
        frame: Frame,
        tables: int,
        rng: np.random.Generator,
        by_degree: NDArray[np.float64] = NO_PRICE,
    ) -> None:
        self.units, self.frame, self.by_degree = units, frame, by_degree
        self.here = np.ascontiguousarray(units.here[: frame.rounds])
        self.free = np.ones(len(units.weight), dtype=bool)
        self.point = np.full(len(units.weight), -1, dtype=np.int64)
        self.who = np.full(len(frame.path), -1, dtype=np.int64)
        self._place(rng)
        self.load = self._loads(tables)
        self.price = self._prices(tables)
        self.worth = self._worth()
        self.best = np.array([self.worth])
        self.best_point = self.point.copy()

    def anneal(self, moves: int, random: NDArray[np.uint64], budget: Budget) -> None:
        """Run one phase from the present points, within the budget."""
        # Loaded here, for few plans need it and every program start would pay for it.
        from scheduler.engine.kernels.fit import fit

        u, done = self.units, 0
        units = UnitArrays(u.once, u.always, self.here, u.weight, self.free)
        points = Points(self.frame.path, self.frame.when)
        prices = SizePrices(self.price, _TUNED.unseated)
        taken = Taken(self.point, self.who, self.load)
        cooling = Cooling(moves, _TUNED.hot, _TUNED.cold, 0.0, 0.0, 0.0)
        best = BestFit(self.best, self.best_point)
        fair = DegreePrices(self.degree, self.by_degree)
        while done < moves and not budget.over():
            budget.spend(_TUNED.chunk * len(self.point))
            until = min(moves, done + _TUNED.chunk)
            self.worth = fit(
                points, units, prices, fair, taken, cooling, done, until, self.worth, best, random
            )
            done = until

    def paths(self) -> NDArray[np.int16]:
        """Return int16[units, rounds]: the table of each unit at its best point, or -1."""
        return np.where(self.here.T, self.frame.path[self.best_point], -1).astype(np.int16)

    def _place(self, rng: np.random.Generator) -> None:
        """Those bound to a table at a point that stands there, the others in their order."""
        still = (self.frame.path == self.frame.path[:, :1]).all(axis=1)
        for u in np.flatnonzero(self.units.bound >= 0).tolist():
            there = still & (self.frame.path[:, 0] == self.units.bound[u]) & (self.who < 0)
            if there.any():
                self._take(u, int(np.argmax(there)))
                self.free[u] = False
        missed = (self.frame.path < 0).sum(axis=1)
        room = np.flatnonzero(self.who < 0)
        room = room[np.argsort(missed[room], kind="stable")]
        waiting = np.flatnonzero(self.point < 0)
        turned = np.roll(waiting, rng.integers(len(waiting) + 1))
        for u, p in zip(turned.tolist(), room.tolist(), strict=False):
            self._take(u, p)

    def _take(self, unit: int, point: int) -> None:
        self.point[unit], self.who[point] = point, unit

    def _loads(self, tables: int) -> NDArray[np.int64]:
        load = np.zeros((self.frame.rounds, tables), dtype=np.int64)
        table = self.paths_at(self.point)
        for r in range(self.frame.rounds):
            seated = table[:, r] >= 0
            np.add.at(load[r], table[seated, r], self.units.weight[seated])
        return load

    def paths_at(self, point: NDArray[np.int64]) -> NDArray[np.int16]:
        """Return int16[units, rounds]: the tables of the units if these were their points."""
        return np.where(self.here.T, self.frame.path[point], -1).astype(np.int16)

    def _prices(self, tables: int) -> NDArray[np.float64]:
        """What a table costs by its size: nothing for the sizes that the round has."""
        size = np.arange(int(self.units.weight.sum()) + 2)
        people = (self.here * self.units.weight).sum(axis=1)[:, None]
        beyond = np.maximum(0, size - -(-people // tables))
        below = np.maximum(0, people // tables - size)
        return np.ascontiguousarray(_TUNED.size * (beyond + below))

    def _worth(self) -> float:
        u, table = self.units, self.paths_at(self.point)
        when = self.frame.when[np.ix_(self.point, self.point)]
        both = self.here[when.clip(0, self.frame.rounds - 1)]
        i = np.arange(len(self.point))
        meet = both[i[:, None], i, i[:, None]] & both[i[:, None], i, i] & (when >= 0)
        gained = np.where(when == 99, u.always, np.where(meet, u.once, 0))
        np.fill_diagonal(gained, 0)
        self.degree = gained.sum(axis=1).astype(np.int64)
        unseated = ((table < 0) & self.here.T).sum(axis=1) @ u.weight
        sizes = np.take_along_axis(self.price, self.load, axis=1).sum()
        worth = gained.sum() / 2 - sizes - _TUNED.unseated * unseated
        if self.by_degree.shape[1]:
            last = self.by_degree.shape[1] - 1
            worth -= self.by_degree[i, self.degree.clip(0, last)].sum()
        return float(worth)
