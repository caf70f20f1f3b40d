"""B2: what the tables can hold, counted by sectors only.

Numbers in brackets are the formulas of docs/engine.md.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations
from math import comb

from ortools.sat.python import cp_model

from scheduler.engine.bounds.tally import SectorPair, Tally, surely_at
from scheduler.engine.problem import Problem
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.cp_sat import solve_within

_MOST_COMPOSITIONS = 2_500
_MOST_SECTORS = 12
"""Above these the model would take seconds to write; the caller has other bounds."""

Composition = tuple[int, ...]
"""People of each sector at one table, in the order of ``Problem.sectors``."""
Terms = dict[SectorPair, list[cp_model.LinearExprT]]
"""Terms of the meetings between each pair of sectors."""
Gains = dict[SectorPair, cp_model.IntVar]
"""X: the pairs that open rounds add, by pair of sectors."""


@dataclass(frozen=True)
class RoundKind:
    """Open rounds that look alike when only sectors are counted.

    ``sizes``: how many tables of each size. ``bound``: how many tables have these people
    bound to them, counted by sector. ``spare``: people who sit out.
    """

    present: Composition
    sizes: tuple[tuple[int, int], ...]
    bound: tuple[tuple[Composition, int], ...]
    spare: int

    def fillings(self, held: Composition) -> Iterator[Composition]:
        """Every composition of a table that includes the people bound to it."""
        free = tuple(have - need for have, need in zip(self.present, held, strict=True))
        for size, _ in self.sizes:
            for more in _compositions(size - sum(held), free):
                yield tuple(need + extra for need, extra in zip(held, more, strict=True))


@dataclass(frozen=True)
class Tables:
    """``number`` = y[ρ,h,c]: how many tables of the ``times`` rounds of a kind hold it."""

    kind: RoundKind
    times: int
    composition: Composition
    number: cp_model.IntVar


@dataclass(frozen=True)
class Relaxation:
    """A fresh CP-SAT model with (4) to (8) and its variables, to be given an objective."""

    model: cp_model.CpModel
    gains: Gains
    tables: tuple[Tables, ...]

    def gained(self, sector: str) -> cp_model.LinearExprT:
        """Σ_b X_ab: what the people of a sector gain together."""
        return _gained(self.gains, sector)

    def added(self) -> cp_model.LinearExprT:
        """Σ_ab X_ab: the pairs that the open rounds add."""
        return sum(self.gains.values())


@dataclass
class CompositionModel:
    """A relaxation: tables are multisets of sectors, rounds may be mixed with their like.

    Integers y[ρ,h,c] count the tables of kind h (the people bound there) and composition c
    (its size included) over all rounds of kind ρ; X_ab are the pairs gained between sectors
    a and b. Every plan gives a point of it:

    - each table has one composition, holding at least the people bound to it    (4)
    - every present person sits somewhere or sits out                             (5)
    - X_ab ≤ Σ c_a c_b y − w_ab: a first meeting is a meeting, and those who surely
      share a table, whose pair is given, use a meeting each time (B5)            (6)
    - X_ab ≤ |C_ab| and X_ab ≤ Σ_{p∈a} min(D_pb, S_p): pairs that count           (7)
    - Σ_b X_ab ≤ Σ_{p∈a} min(Σ_b D_pb, S_p): partners and seats of each person    (8)

    so the optimum over it is a ceiling. A solver stopped early still proves a bound.
    """

    tally: Tally
    budget: Budget

    def most_pairs(self) -> int | None:
        """The most pairs open rounds can add; None when too large or out of time."""
        relaxed = self.relaxation()
        if relaxed is None:
            return None
        relaxed.model.maximize(relaxed.added())
        bound = self.bound(relaxed.model)
        return None if bound is None else int(bound + 1e-6)

    @cached_property
    def _kinds(self) -> Counter[RoundKind]:
        problem = self.tally.problem
        return Counter(_round_kind(problem, number) for number in problem.open_rounds)

    def relaxation(self) -> Relaxation | None:
        """The model without an objective; None where it would be too large."""
        total = sum(
            comb(size - sum(held) + len(held) - 1, len(held) - 1)
            for kind in self._kinds
            for held, _ in kind.bound
            for size, _ in kind.sizes
            if sum(held) <= size
        )
        if total > _MOST_COMPOSITIONS or len(self.tally.sectors) > _MOST_SECTORS:
            return None
        model = cp_model.CpModel()
        meetings: Terms = {key: [] for key in combinations(self.tally.sectors, 2)}
        tables = tuple(
            chain.from_iterable(
                self._seat_one_kind(model, kind, times, meetings)
                for kind, times in self._kinds.items()
            )
        )
        gains = {key: self._gain(model, key, meetings[key]) for key in meetings}
        for sector in self.tally.sectors:
            reach = sum(self.tally.reach[p.key] for p in self.tally.here if p.sector == sector)
            model.add(_gained(gains, sector) <= reach)
        return Relaxation(model, gains, tables)

    def _seat_one_kind(
        self, model: cp_model.CpModel, kind: RoundKind, times: int, meetings: Terms
    ) -> list[Tables]:
        """(4) and (5) for the rounds of one kind; adds their meetings to ``meetings``."""
        by_size: dict[int, list[cp_model.IntVar]] = {size: [] for size, _ in kind.sizes}
        seated: list[list[cp_model.LinearExprT]] = [[] for _ in kind.present]
        found = []
        for held, tables in kind.bound:
            here = []
            for c in kind.fillings(held):
                y = model.new_int_var(0, times * tables, "")
                here.append(y)
                found.append(Tables(kind, times, c, y))
                by_size[sum(c)].append(y)
                for i, number in enumerate(c):
                    if number:
                        seated[i].append(number * y)
                for (i, a), (j, b) in combinations(enumerate(self.tally.sectors), 2):
                    if c[i] * c[j]:
                        meetings[a, b].append(c[i] * c[j] * y)
            model.add(sum(here) == times * tables)
        for size, tables in kind.sizes:
            model.add(sum(by_size[size]) == times * tables)
        for terms, number in zip(seated, kind.present, strict=True):
            if kind.spare:
                model.add(sum(terms) <= times * number)
            else:
                model.add(sum(terms) == times * number)
        return found

    def _gain(
        self, model: cp_model.CpModel, key: SectorPair, meetings: list[cp_model.LinearExprT]
    ) -> cp_model.IntVar:
        tally = self.tally
        most = tally.countable[key]
        for one, other in (key, key[::-1]):
            within = (p.key for p in tally.here if p.sector == one)
            most = min(most, sum(min(tally.partners[k][other], tally.seats[k]) for k in within))
        gain = model.new_int_var(0, most, f"X{key}")
        model.add(gain <= sum(meetings) - self._waste[key])
        return gain

    @cached_property
    def _waste(self) -> Counter[SectorPair]:
        sector = {person.key: person.sector for person in self.tally.here}
        found: Counter[SectorPair] = Counter()
        for both in chain.from_iterable(self.tally.sure.values()):
            a, b = sorted(sector[key] for key in both)
            if a != b:
                found[a, b] += 1
        return found

    def bound(self, model: cp_model.CpModel) -> float | None:
        """Solve within the budget and return the proven bound on the objective."""
        # These models are small and solved faster as they are; besides, the presolve of
        # OR-Tools 9.15 aborts the process on a few of them (a failed check on a variable that
        # is left in the objective alone).
        status, solver = solve_within(model, self.budget, presolve=False)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            # Without a point, the reported bound need not have been proven.
            return None
        return float(solver.best_objective_bound)


def _gained(gains: Gains, sector: str) -> cp_model.LinearExprT:
    return sum(gain for key, gain in gains.items() if sector in key)


def _round_kind(problem: Problem, number: int) -> RoundKind:
    place = {sector: i for i, sector in enumerate(problem.sectors)}
    surely = surely_at(problem, number)
    present = problem.present(number)
    sizes = problem.table_sizes(number)
    crowd = [0] * len(place)
    bound = {table: [0] * len(place) for table in range(1, len(sizes) + 1)}
    for person in present:
        crowd[place[person.sector]] += 1
        table = surely.get(person.key, 0)
        if table in bound:
            bound[table][place[person.sector]] += 1
    return RoundKind(
        present=tuple(crowd),
        sizes=tuple(sorted(Counter(sizes).items())),
        bound=tuple(sorted(Counter(tuple(held) for held in bound.values()).items())),
        spare=len(present) - sum(sizes),
    )


def _compositions(size: int, most: Composition) -> list[Composition]:
    """Every way to fill a table of that size from that many people of each sector."""
    if not most:
        return [()] if size == 0 else []
    return [
        (first, *rest)
        for first in range(min(size, most[0]) + 1)
        for rest in _compositions(size - first, most[1:])
    ]
