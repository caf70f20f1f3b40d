"""The levels below the pairs: everything one plan is worth, and phases that improve it."""

from collections.abc import Callable
from functools import cached_property

import numpy as np

from scheduler.engine.kernels import pair_codes as codes
from scheduler.engine.kernels.levels.anneal import anneal_levels, passes
from scheduler.engine.kernels.levels.changes import (
    MOVED_PERSON,
)
from scheduler.engine.kernels.levels.returns import anneal_returns
from scheduler.engine.kernels.tuples import Measures, Ranking, Record
from scheduler.engine.search.levels.affinity import affinity_matrix
from scheduler.engine.search.levels.degrees import (
    BY_BYTE,
    changed_seats,
    degrees,
    fair_share,
    prices,
)
from scheduler.engine.search.levels.phases import USUAL, LevelPhase, ReturnPhase
from scheduler.engine.search.seating.instance import Instance
from scheduler.engine.search.seating.state import SearchState, from_seats, tables_in, worth
from scheduler.engine.solvers.budget import Budget

NO_TARGET = np.iinfo(np.int64).max // 4
"""A total that no plan reaches."""
_CHUNK, _LOOKUPS = 50_000, 12
"""Moves between two looks at the budget, and the look-ups of one for each seat at a table."""
_RETURN_WEIGHTS = (1e6, 1.0, 0.05, 1.0)
"""What a unit weighs while seats are given back: pairs, repeats, affinity, changed seats."""


class Levels:
    """A plan with its five totals, improved phase by phase. Mutable; one search owns it."""

    def __init__(self, instance: Instance, state: SearchState, fewest: int) -> None:
        self.instance = instance
        self.order = np.array(USUAL, dtype=np.int64)
        self.affinity = affinity_matrix(instance.problem, instance.index)
        self.old = tables_in(instance, instance.problem.previous)
        self.best_seat = state.seat.copy()
        self.aim(state, fewest)

    def aim(self, state: SearchState, fewest: int) -> None:
        """Take a state as the current plan and price degrees below ``fewest``."""
        self.fewest = fewest
        self.state = state
        self.degree = degrees(self.instance, state.code)
        most = int(self.degree.max(initial=0)) + state.seat.shape[0] * state.seat.shape[2] + 2
        self.price = prices(self.instance, most, fewest)
        self.changed = changed_seats(state.table, self.old)
        self.totals = self.measure(state)
        self.best = self.totals.copy()
        self.best_seat = state.seat.copy()

    def measure(self, state: SearchState) -> np.ndarray:
        """Return the five totals of a state, each better when greater."""
        instance, degree = self.instance, degrees(self.instance, state.code)
        met = codes.MET[state.code].astype(np.int64)
        met[-1, :] = met[:, -1] = 0
        np.fill_diagonal(met, 0)
        same = instance.organisation[:, None] == instance.organisation[None, :]
        repeats = (np.maximum(0, met - 1).sum() + met[same].sum()) // 2
        liked = int((self.affinity * (met > 0)).sum()) // 2 if len(self.affinity) > 1 else 0
        changed = changed_seats(state.table, self.old)
        moved = int(changed.sum()) + MOVED_PERSON * int((changed > 0).sum())
        fair = int(self.price[np.arange(len(degree)), degree].sum())
        pairs = worth(instance, state.code)
        return np.array([pairs, -fair, -int(repeats), liked, -moved], dtype=np.int64)

    def run(
        self, phase: LevelPhase, random: np.ndarray, target: np.ndarray, budget: Budget
    ) -> bool:
        """Run one phase from the best plan so far; say whether it was bettered."""
        before = self.best.copy()
        self.return_to_best()
        self._try(phase, random, target, budget, self.best, self.best_seat)
        return bool((self.best != before).any())

    def run_as_sum(
        self, phase: LevelPhase, random: np.ndarray, target: np.ndarray, budget: Budget
    ) -> bool:
        """Run one phase from the best plan; its end is the best if the weighted sum gained.

        Guarded levels come before the sum. Say whether the end was taken.
        """
        self.return_to_best()
        before = self.best.copy()
        self._try(phase, random, target, budget, self.best.copy(), self.best_seat.copy())
        gain = self.totals - before
        guarded = gain[self.order[: phase.guards]]
        first = guarded[guarded != 0][:1].sum()
        better = first > 0 or (first == 0 and float(np.dot(phase.weight, gain)) > 0)
        if better:
            self.best, self.best_seat = self.totals.copy(), self.state.seat.copy()
        else:
            self.return_to_best()
        return bool(better)

    def _try(
        self,
        phase: LevelPhase,
        random: np.ndarray,
        target: np.ndarray,
        budget: Budget,
        best: np.ndarray,
        best_seat: np.ndarray,
    ) -> None:
        """Try the moves of a phase from the current plan; write the best met."""
        aim = phase.aim
        if aim < 0:
            aim = int(self.order[min(phase.guards, len(self.order) - 1)])
        measures, seating, room = self._measures(), self.state.arrays, self.instance.room
        ranking = Ranking(self.order, phase.guards, np.array(phase.weight))
        record = Record(self.totals, target, best, best_seat)

        def tried(done: int, until: int) -> int:
            return anneal_levels(
                seating, room, measures, ranking, phase.cooling, aim, done, until, record, random
            )

        self._in_chunks(tried, phase.moves, best, target, budget)

    def _in_chunks(
        self, tried: Callable[[int, int], int], moves: int, reached: np.ndarray,
        target: np.ndarray, budget: Budget,
    ) -> None:  # fmt: skip
        """Try moves until the totals ``reached`` are the target; look at the budget at times."""
        done = 0
        while done < moves and (reached < target).any() and not budget.over():
            more = tried(done, min(moves, done + _CHUNK))
            done += more
            budget.spend(more * _LOOKUPS * self.state.seat.shape[2])

    def _measures(self) -> Measures:
        fair = fair_share(self.instance, self.degree, self.fewest)
        return Measures(
            BY_BYTE, self.degree, self.price, fair, self.affinity, self.old, self.changed
        )

    def return_seats(
        self, phase: ReturnPhase, random: np.ndarray, target: np.ndarray, budget: Budget
    ) -> None:
        """Run a phase from the best plan; of what it met, the greatest sum is the best plan."""
        self.return_to_best()
        best, best_seat = self.best.copy(), self.best_seat.copy()
        pairs, repeats, affinity, seats = _RETURN_WEIGHTS
        weight = np.array((pairs, phase.fairness, repeats, affinity, seats))
        sums, seating, room = np.zeros(2), self.state.arrays, self.instance.room
        measures, ranking = self._measures(), Ranking(self.order, 1, weight)
        record = Record(self.totals, target, best, best_seat)

        def tried(done: int, until: int) -> int:
            return anneal_returns(
                seating, room, measures, ranking, phase.cooling, done, until, record, sums, random
            )

        self._in_chunks(tried, phase.moves, self.totals, target, budget)
        self.best, self.best_seat = best, best_seat
        self.return_to_best()

    def short(self) -> int:
        """How many meetings those below the wanted fewest lack together."""
        constant = [self.instance.index[p.key] for p in self.instance.problem.in_every_round]
        return int(np.maximum(0, self.fewest - self.degree[constant]).sum())

    def met_by_fewest(self) -> int:
        """The fewest new cross-sector people that anyone present throughout meets."""
        constant = [self.instance.index[p.key] for p in self.instance.problem.in_every_round]
        degree = degrees(self.instance, self.best_state().code)
        return int(degree[constant].min()) if constant else 0

    def least_repeats(self, pairs: int) -> int:
        """A floor of repeats: meetings are given by the sizes, and only so many pairs differ."""
        return max(0, self._meetings_beyond_others - pairs)

    @cached_property
    def _meetings_beyond_others(self) -> int:
        """Meetings of the whole plan, less the pairs that could meet but do not count."""
        here = self.instance.present.astype(np.float32)
        base, n = self.instance.base, self.instance.n
        could = (here.T @ here > 0) | (codes.MET[base[:n, :n]] > 0)
        counts = self.instance.crosses[:n, :n]
        others = could & ~counts & ((base[:n, :n] < codes.APART) | (base[:n, :n] >= codes.SITS_OUT))
        np.fill_diagonal(others, False)
        met = codes.MET[self.state.code[:n, :n]].astype(np.int64)
        np.fill_diagonal(met, 0)
        return int(met.sum()) // 2 - int(others.sum()) // 2

    def most_affinity(self) -> int:
        """A ceiling of the affinity: everybody who could meet does."""
        if len(self.affinity) == 1:
            return 0
        here = self.instance.present.astype(np.float32)
        n = self.instance.n
        could = (here.T @ here > 0) | (codes.MET[self.instance.base[:n, :n]] > 0)
        return int(self.affinity[:n, :n][could].sum()) // 2

    def best_state(self) -> SearchState:
        """Return the best plan met."""
        return from_seats(self.instance, self.best_seat)

    def seats_changed(self) -> int:
        """How many seats of the best plan are not those of the plan before."""
        return int(changed_seats(self.best_state().table, self.old).sum())

    def refresh(self) -> None:
        """Recount degrees and changed seats after seats were written directly."""
        self.degree = degrees(self.instance, self.state.code)
        self.changed = changed_seats(self.state.table, self.old)

    def keep_best(self) -> None:
        """Remember the current plan if it is the best."""
        if passes(self.totals, self.best, self.order):
            self.best, self.best_seat = self.totals.copy(), self.state.seat.copy()

    def return_to_best(self) -> None:
        """Make the best plan so far the current one."""
        if (self.totals != self.best).any() or (self.state.seat != self.best_seat).any():
            self.state = self.best_state()
            self.refresh()
            self.totals = self.best.copy()
