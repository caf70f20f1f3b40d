"""B8: what tables can bring together of a history, by a price on every pair and every person.

The other bounds count people by sector, so they do not see who has met whom; where many have,
a table of people none of whom have met is rare, and that is what limits the plan. Numbers in
brackets are the formulas of docs/engine.md.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

import numpy as np
from ortools.linear_solver import pywraplp

from scheduler.engine.bounds.tally import Tally
from scheduler.engine.kernels.prices import highest_price
from scheduler.engine.problem import Rounds, pair
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import Parameters, parameter, share_parameter

_UNIT = 1_000_000
"""One pair in the whole numbers in which prices are kept and the proof is added up."""


@dataclass(frozen=True)
class PriceParameters(Parameters):
    """Tuning of the ceiling by prices."""

    most_pairs: int = parameter("pairs", 1_200)
    """That count, beyond which it would take too long."""
    largest: int = parameter("people", 12, least=3)
    """At a table, beyond which it would."""
    trials: int = parameter("programmes", 100)
    """Solved at most."""
    seconds: float = parameter("seconds", 2.0)
    """Where no budget is given."""
    steps: int = parameter("steps", 150_000_000)
    """Of all searches for a table worth more than it costs: about three seconds."""
    smoothing: float = share_parameter(0.6)
    """How much of the best prices so far the next keep."""
    less: float = share_parameter(0.7)
    """What is left of that after a failure."""
    least_smoothing: float = share_parameter(0.05)
    """Below which it is none."""


_TUNED = PriceParameters()


def price_bound(
    tally: Tally,
    most: int,
    plan: Rounds = (),
    budget: Budget | None = None,
) -> int | None:
    """Return a proven ceiling below ``most`` of the pairs open rounds can add, or None.

    None where :func:`may_be_priced` says so, and as soon as it is known that there is none
    below ``most`` of this kind. ``plan``: a good one, whose tables it starts from.
    """
    if not may_be_priced(tally):
        return None
    sizes = Counter(_sizes(tally))
    prices = _Prices(tally, {size: n for size, n in sizes.items() if size > 1})
    for seated in plan:
        for table in seated.tables:
            prices.offer(table)
    return prices.least(most, budget or Budget.of(_TUNED.seconds))


def may_be_priced(tally: Tally) -> bool:
    """Whether it pays to look: it is soon done, and B3 is not as good.

    B3 is where no table seats more than two.
    """
    pairs, largest = sum(tally.countable.values()), max(_sizes(tally), default=0)
    return 0 < pairs <= _TUNED.most_pairs and 2 < largest <= _TUNED.largest


def _sizes(tally: Tally) -> list[int]:
    problem = tally.problem
    return [size for number in problem.open_rounds for size in problem.table_sizes(number)]


@dataclass
class _Prices:
    """Prices 0 ≤ π_e ≤ 1 on the pairs of C and u_p ≥ 0 on a seat of each person.

    Let v_k ≥ 0 be at least Σ_{e⊂S} π_e − Σ_{p∈S} u_p for every set S of k people. If m_e is
    how often the pair e of C shares a table in the open rounds, then the pairs gained are

        X ≤ Σ_e min(1, m_e) ≤ Σ_e (1 − π_e) + Σ_e π_e m_e                             (15)

    as min(1, m) ≤ 1 − π + π·m for every m ≥ 0. The last sum, taken table by table, is at most
    Σ_S (Σ_{p∈S} u_p + v_|S|) ≤ Σ_p R_p u_p + Σ_k t_k v_k, where p has a seat in at most R_p
    open rounds and t_k tables seat k. So for any prices

        X ≤ Σ_e (1 − π_e) + Σ_p R_p u_p + Σ_k t_k v_k                                 (16)

    The least of these is the optimum of the linear programme that chooses tables freely, each
    person in R_p of them; its dual variables are the prices, and the tables that are worth
    more than they cost are found by search and added (Dantzig and Wolfe 1960; Gilmore and
    Gomory 1961). Prices are drawn towards the best so far, which halves the trials (Wentges
    1997). The proof is added up in whole numbers and needs nothing of the linear programme.
    """

    tally: Tally
    tables: dict[int, int]
    known: set[tuple[int, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        solver = pywraplp.Solver.CreateSolver("GLOP")
        low = -solver.infinity()
        self._solver = solver
        self._in_rounds = [solver.Constraint(low, int(n)) for n in self._rounds]
        self._of_size = {size: solver.Constraint(low, n) for size, n in self.tables.items()}
        self._of_pair = [solver.Constraint(low, 1) for _ in self._ends]
        solver.Objective().SetMaximization()
        for row in self._of_pair:
            again = solver.NumVar(0, solver.infinity(), "")
            solver.Objective().SetCoefficient(again, -1)
            row.SetCoefficient(again, -1)

    @cached_property
    def _place(self) -> dict[str, int]:
        return {person.key: i for i, person in enumerate(self.tally.here)}

    @cached_property
    def _rounds(self) -> np.ndarray:
        """R: the open rounds each person is there."""
        windows = (self.tally.windows[person.key] for person in self.tally.here)
        return np.array([len(window) for window in windows], dtype=np.int64)

    @cached_property
    def _ends(self) -> list[tuple[int, int]]:
        """The pairs of C by the places of the two."""
        return [
            (i, j)
            for (i, a), (j, b) in combinations(enumerate(self.tally.here), 2)
            if a.sector != b.sector
            and (key := pair(a.key, b.key)) not in self.tally.erased
            and self.tally.rounds_shared(key)
        ]

    @cached_property
    def _number(self) -> dict[tuple[int, int], int]:
        return {ends: e for e, ends in enumerate(self._ends)}

    def offer(self, keys: Iterable[str]) -> None:
        """Let the programme choose this table."""
        here = sorted(self._place[key] for key in keys if key in self._place)
        if len(here) in self.tables:
            self._add(tuple(here))

    def _add(self, table: tuple[int, ...]) -> None:
        if table in self.known:
            return
        self.known.add(table)
        often = self._solver.NumVar(0, self._solver.infinity(), "")
        inside = [self._number[e] for e in combinations(table, 2) if e in self._number]
        self._solver.Objective().SetCoefficient(often, len(inside))
        self._of_size[len(table)].SetCoefficient(often, 1)
        for person in table:
            self._in_rounds[person].SetCoefficient(often, 1)
        for e in inside:
            self._of_pair[e].SetCoefficient(often, 1)

    def least(self, most: int, budget: Budget) -> int | None:
        """The least bound (16) found in time, or None where there is none below ``most``."""
        steps = np.array([_TUNED.steps], dtype=np.int64)
        best = np.zeros(len(self._ends) + len(self._rounds), dtype=np.int64)
        best[: len(self._ends)] = _UNIT
        record, smoothing = (most + 1) * _UNIT, _TUNED.smoothing
        for trial in range(_TUNED.trials):
            if budget.over() or not self._solved():
                break
            if self._solver.Objective().Value() > min(most, record // _UNIT) - 1e-6:
                break
            prices = np.rint(smoothing * best + (1 - smoothing) * self._asked()).astype(np.int64)
            value = self._value(prices, trial, steps)
            if value is None:
                break
            if value < record:
                record, best, smoothing = value, prices, _TUNED.smoothing
            else:
                smoothing = smoothing * _TUNED.less if smoothing > _TUNED.least_smoothing else 0.0
        found = record // _UNIT
        return found if found < most else None

    def _solved(self) -> bool:
        """Solve the programme; from the start where the solver loses its way."""
        if self._solver.Solve() == pywraplp.Solver.OPTIMAL:
            return True
        afresh = pywraplp.MPSolverParameters()
        afresh.SetIntegerParam(afresh.INCREMENTALITY, afresh.INCREMENTALITY_OFF)
        return bool(self._solver.Solve(afresh) == pywraplp.Solver.OPTIMAL)

    def _asked(self) -> np.ndarray:
        """The programme's own prices: π, then u."""
        pairs = [1.0 - row.dual_value() for row in self._of_pair]
        people = [row.dual_value() for row in self._in_rounds]
        both = np.concatenate([np.clip(pairs, 0.0, 1.0), np.maximum(0.0, people)])
        return both * _UNIT

    def _value(self, prices: np.ndarray, trial: int, steps: np.ndarray) -> int | None:
        """The bound (16) of these prices, in units; adds the tables that cost too little.

        People are numbered anew each time, so that other tables are found.
        """
        n, count = len(self._rounds), len(self._ends)
        order = np.random.default_rng(trial).permutation(n)
        gain = np.zeros((n, n), dtype=np.int64)
        first, second = np.argsort(order)[np.array(self._ends)].T
        gain[first, second] = gain[second, first] = prices[:count]
        cost = prices[count:]
        total = int((_UNIT - prices[:count]).sum() + self._rounds @ cost)
        for size, tables in self.tables.items():
            found = np.zeros((n, size), dtype=np.int64)
            worth = highest_price(gain, cost[order], size, steps, found)
            if worth < 0:
                return None
            total += tables * int(worth)
            for row in found[found[:, 0] >= 0]:
                self._add(tuple(sorted(order[row].tolist())))
        return total
