"""Raise the worst-off person of a design by a long walk over its covers (D9).

:mod:`.covers` takes the cheapest cover of a sector and a little noise. Where that ends short,
a cover is drawn instead: near saturation a sector has few paths, so that one is found in
microseconds, the tightest seat first. Ten thousand covers a second make a walk that can be
annealed, on how far people are below the fewest wanted and nothing else.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.designs.verify import SeatingArray, people_met
from scheduler.engine.kernels.tuples import Cooling, Fairest, Sectors
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import COLDEST, Parameters, parameter


@dataclass(frozen=True)
class WalkParameters(Parameters):
    """Tuning of walks over covers."""

    paths: int = parameter("paths", 1_200, least=1)
    """A sector with more, or with paths harder to find, is left as it is."""
    chunk: int = parameter("steps", 20_000_000, least=1)
    """Between two looks at the budget: some hundredths of a second."""
    length: int = parameter("steps", 500_000_000, least=1)
    """Of one walk."""
    walks: int = parameter("walks", 3, least=1)
    """That start from the design."""
    shortage: int = parameter("units of price", 10)
    """For a meeting short of the fewest wanted; for several, times their square."""
    worst_off_first: int = parameter("times", 100)
    """How much dearer that is where the squares are evened out."""
    hot: float = parameter("units of price", 30.0, least=COLDEST)
    cold: float = parameter("units of price", 5.0, least=COLDEST)
    steps_a_look_up: int = parameter("steps", 8, least=1)
    """That take as long as one look-up at a pair."""


_TUNED = WalkParameters()


def wander(
    seating: SeatingArray,
    sectors: NDArray[np.int64],
    wanted: int,
    budget: Budget,
    seed: int = 3,
) -> SeatingArray:
    """Return the fairest design met on walks that look for one whose worst-off meets ``wanted``.

    ``seating``: a design, as :func:`..verify.valid_rounds` says, people sector by sector; the
    result is one with the same sectors at every table. Looks at the budget every few
    hundredths of a second. Ends after a walk that met nothing better. Repeats itself for a seed
    unless the budget's clock ends it.
    """
    walks = _Walks(seating, sectors, wanted, budget, seed)
    price = _TUNED.shortage * _short(sectors, wanted)
    for _ in range(_TUNED.walks):
        before = walks.best.copy()
        walks.go(seating, price, wanted)
        if walks.best[0] >= wanted or walks.stop or (walks.best == before).all():
            break
    return walks.fairest


def even_further(
    seating: SeatingArray,
    sectors: NDArray[np.int64],
    wanted: int,
    budget: Budget,
    seed: int = 2,
) -> SeatingArray:
    """Return the most even design met on one walk, nobody below ``wanted`` who was not.

    The rest is as for :func:`wander`. A design in which the degrees within each sector
    differ by at most one is returned as it is.
    """
    found = people_met(seating, sectors)
    if all(np.ptp(found[sectors == s]) <= 1 for s in range(int(sectors.max()) + 1)):
        return seating
    walks = _Walks(seating, sectors, wanted, budget, seed)
    squares = np.arange(len(sectors) + 1, dtype=np.int64) ** 2
    walks.go(
        seating,
        _TUNED.shortage * (squares + _TUNED.worst_off_first * _short(sectors, wanted)),
        None,
    )
    return walks.fairest


def _short(sectors: NDArray[np.int64], wanted: int) -> NDArray[np.int64]:
    """The square of what each number of people met is short of ``wanted``."""
    return np.maximum(0, wanted - np.arange(len(sectors) + 1, dtype=np.int64)) ** 2


class _Walks:
    """Walks over the covers of one design; ``fairest`` is the best met, ``best`` its worth."""

    def __init__(
        self,
        seating: SeatingArray,
        sectors: NDArray[np.int64],
        wanted: int,
        budget: Budget,
        seed: int,
    ) -> None:
        found = people_met(seating, sectors)
        tables = int(seating.max()) + 1
        self.best = np.array([min(wanted, found.min()), -int((found**2).sum())], dtype=np.int64)
        self.fairest = np.ascontiguousarray(seating, dtype=np.int64).copy()
        self.sector = np.ascontiguousarray(sectors, dtype=np.int64)
        self.first = np.searchsorted(sectors, np.arange(int(sectors.max()) + 2)).astype(np.int64)
        self.size = np.array([np.bincount(row, minlength=tables) for row in seating], np.int64)
        self.paths = np.zeros((_TUNED.paths, len(seating)), dtype=np.int64)
        state = np.random.SeedSequence(seed).generate_state(1, dtype=np.uint64)
        self.wanted, self.random = wanted, state | np.uint64(1)
        self.budget, self.stop = budget, budget.over()

    def go(self, start: SeatingArray, price: NDArray[np.int64], until: int | None) -> None:
        """Walk once, and no further than to a design whose worst-off meets ``until``."""
        # Loaded here, for few plans need it and every program start would pay for it.
        from scheduler.engine.kernels.covers import walk_covers

        table = np.ascontiguousarray(start, dtype=np.int64).copy()
        work = np.zeros(1, dtype=np.int64)
        sectors = Sectors(self.size, self.sector, self.first)
        fairest = Fairest(int(self.wanted), self.best, self.fairest)
        cooling = Cooling(_TUNED.length, _TUNED.hot, _TUNED.cold, 0.0, 0.0, 0.0)
        while work[0] < _TUNED.length and not self.stop:
            if until is not None and self.best[0] >= until:
                break
            done = int(work[0])
            covers = walk_covers(
                table,
                sectors,
                price,
                cooling,
                done + _TUNED.chunk,
                self.paths,
                fairest,
                work,
                self.random,
            )
            # Where a sector has one cover only, the others have no other paths either.
            self.budget.spend((work[0] - done) / _TUNED.steps_a_look_up)
            self.stop = self.budget.over() or (done == 0 and covers == 0)
