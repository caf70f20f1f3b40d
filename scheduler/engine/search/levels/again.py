"""Other starts: where one plan stays short of what may be, another need not."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from scheduler.engine.kernels.levels.changes import AFFINITY, PAIRS, REPEATS
from scheduler.engine.result import Settings
from scheduler.engine.search.levels.degrees import degrees
from scheduler.engine.search.levels.improve import Levels
from scheduler.engine.search.levels.settle import settle
from scheduler.engine.search.levels.targets import Aims
from scheduler.engine.search.pairs.anneal import AnnealingPhase, anneal, random_state
from scheduler.engine.search.pairs.fitted import Fair, Fits
from scheduler.engine.search.pairs.race import search
from scheduler.engine.search.seating.instance import Instance
from scheduler.engine.search.seating.start import NoRoom
from scheduler.engine.search.seating.state import SearchState, broken, worth
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import COLDEST, Parameters, parameter, share_parameter
from scheduler.engine.strategy import Method


@dataclass(frozen=True)
class StartParameters(Parameters):
    """Tuning of the other starts. Windows of temperature: hot, cold."""

    fruitless: int = parameter("starts", 8, least=1)
    """In a row that bring nothing, before no more are made."""
    search: float = share_parameter(0.5)
    """Of the time left, for finding the pairs once more."""
    moves: int = parameter("moves", 50_000)
    warm: tuple[float, float] = parameter("pairs", (0.15, 0.05), least=COLDEST)
    cold: tuple[float, float] = parameter("pairs", (0.05, 0.02), least=COLDEST)
    """Of the two phases that raise the pairs of a fair fit and change little else."""


_TUNED = StartParameters()
Rank = tuple[int, int, int, int, int]


@dataclass
class _Starts:
    """One thread of them: its best plan, and that plan's rank."""

    instance: Instance
    aims: Aims
    budget: Budget
    best: SearchState
    rank: Rank

    def run(self, seed: int) -> "_Starts":
        """Plan from one start after the other until all is proven or nothing comes of it."""
        fruitless, random, rng = 0, random_state(seed), np.random.default_rng(seed)
        fits = Fits(self.instance, seed, self._fair())
        while fruitless < _TUNED.fruitless and not self.budget.over():
            fruitless += 1
            seed += 7919
            state = self._fitted(fits, rng, random) if fruitless % 2 else None
            if state is None:
                race = replace(self.budget.race(_TUNED.search), cancelled=self.budget.is_cancelled)
                known = self.best if self.rank[0] < self.aims.pairs else None
                state = search(self.instance, self.aims.pairs, seed, 1, race, known)
            if broken(self.instance, state.code) or worth(self.instance, state.code) < self.rank[0]:
                continue
            levels = Levels(self.instance, state, self.aims.fewest)
            settle(levels, self.aims, random_state(seed), self.budget)
            if (rank := rank_of(levels)) > self.rank:
                self.best, self.rank, fruitless = levels.best_state(), rank, 0
            if is_settled(self.rank, self.aims):
                self.budget.won.set()
        return self

    def _fair(self) -> Fair:
        people = max(1, self.instance.n)
        return Fair(2 * self.aims.pairs / people, self.aims.fewest)

    def _fitted(
        self, fits: Fits, rng: np.random.Generator, random: np.ndarray
    ) -> SearchState | None:
        """The next fit that is fair as well, its pairs raised, cold; None where there is none."""
        if not self.budget.uses(Method.ARRAYS):
            return None
        try:
            state = fits.next(rng, self.budget)
        except NoRoom:
            return None
        if state is None:
            return None
        for phase in (
            AnnealingPhase(_TUNED.moves, *_TUNED.warm),
            AnnealingPhase(_TUNED.moves, *_TUNED.cold),
        ):
            state, pairs = anneal(self.instance, state, phase, random, self.aims.pairs, self.budget)
        fits.told(pairs)
        return state


def from_other_starts(
    levels: Levels, aims: Aims, settings: Settings, budget: Budget
) -> SearchState:
    """Return the best plan met from new starts with at least as many pairs, or that of ``levels``.

    Ends when pairs, the fewest and the evenness are proven, when several starts in a row
    brought nothing, or with the budget. Every worker makes its own starts; where the pairs are
    not proven they go on from the best plan.
    """
    instance = levels.instance
    race, state, rank = budget.race(1.0), levels.best_state(), rank_of(levels)
    if is_settled(rank, aims) or not budget.uses(Method.OTHER_STARTS):
        return state
    threads = [_Starts(instance, aims, race, state, rank) for _ in range(settings.workers)]
    seeds = [settings.seed + 104_729 * (i + 1) for i in range(settings.workers)]
    if settings.workers == 1:
        done = [threads[0].run(seeds[0])]
    else:
        with ThreadPoolExecutor(settings.workers) as pool:
            done = list(pool.map(_Starts.run, threads, seeds))
    return max(done, key=lambda starts: starts.rank).best


def rank_of(levels: Levels) -> Rank:
    """The worth of the best plan level by level, more being better, whatever it was aimed at."""
    degree = degrees(levels.instance, levels.best_state().code).astype(np.int64)
    spread, fewest = int((degree**2).sum()), levels.met_by_fewest()
    lower = int(levels.best[REPEATS]), int(levels.best[AFFINITY])
    return (int(levels.best[PAIRS]), fewest, -spread, *lower)


def is_settled(rank: Rank, aims: Aims) -> bool:
    """Whether pairs, the fewest and the evenness are proven best."""
    return rank[0] >= aims.pairs and rank[1] >= aims.fewest and -rank[2] <= aims.spread
