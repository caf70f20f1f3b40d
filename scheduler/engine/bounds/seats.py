"""B10: who can have the good seats, counted by sector and by who is there when.

Numbers in brackets are the formulas of docs/engine.md.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from scheduler.engine.bounds.tally import Tally
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.cp_sat import solve_within

_MOST = 20_000
"""Variables beyond which the model takes too long to write."""

Expr = cp_model.LinearExprT


@dataclass(frozen=True)
class Alike:
    """People of one sector who are there in the same rounds and have as many meetings.

    ``had``: their pairs that are met already or surely will be; ``wasted``: meetings across
    sectors in open rounds that are certain and add nothing to it; ``reach``: the most that
    each can add; ``throughout``: whether they count for the fewest.
    """

    sector: str
    rounds: frozenset[int]
    had: int
    wasted: int
    reach: int
    throughout: bool


@dataclass
class SeatModel:
    """A relaxation: each sector by itself spreads over the tables of each kind of round.

    n[a,ρ,k,c] tables of k hold c people of sector a. A seat there is worth k - c, the people
    of other sectors beside it; t[w,ρ,v] of the seats worth v go to the people w who are
    alike, one a round to each. So (19) to (23) hold for every plan with ``added`` new pairs.
    """

    tally: Tally
    added: int
    budget: Budget
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)

    def __post_init__(self) -> None:
        self.alike = _alike(self.tally)
        self.kinds = _kinds(self.tally, self.alike)

    def most_fewest(self) -> int | None:
        """The greatest fewest of those present throughout; None when too large or out of time."""
        ends = [w.had + w.reach for w in self.alike if w.throughout]
        if not ends or not (gains := self._gains()):
            return None
        least = self.model.new_int_var(0, max(0, min(ends)), "z")
        for w, gain in gains.items():
            if w.throughout:
                self.model.add(gain + self.alike[w] * w.had >= self.alike[w] * least)
        self.model.maximize(least)
        bound = self._bound()
        return None if bound is None else int(bound + 1e-6)

    def least_spread(self, fewest: int) -> int | None:
        """The least Σ_p d_p² when nobody throughout has under ``fewest``; None as above."""
        if not (gains := self._gains()):
            return None
        cost: list[Expr] = []
        base = 0
        for w, gain in gains.items():
            people, high = self.alike[w], w.had + w.reach
            low = min(max(w.had, fewest), high) if w.throughout else w.had
            steps = [self.model.new_int_var(0, people, "") for _ in range(low, high)]
            self.model.add(gain == people * (low - w.had) + sum(steps))
            base += people * low * low
            cost += [(2 * d + 1) * step for d, step in zip(range(low, high), steps, strict=True)]
        self.model.minimize(sum(cost))
        bound = self._bound()
        return None if bound is None else base + self._absent() + int(-(-(bound - 1e-6) // 1))

    def _absent(self) -> int:
        """Σ d² of those who are not there in any open round."""
        tally = self.tally
        gone = (p.key for p in tally.problem.people if p.key not in tally.windows)
        return sum(tally.met_degree[key] ** 2 for key in gone)

    def _bound(self) -> float | None:
        status, solver = solve_within(self.model, self.budget, presolve=False)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return float(solver.best_objective_bound)

    def _gains(self) -> dict[Alike, cp_model.IntVar]:
        """The new pairs of each kind of people; nothing where the model would be too large."""
        if not self._fits():
            return {}
        model, squares, lost = self.model, 0, []
        seats: dict[tuple[str, int], dict[int, list[Expr]]] = {}
        for number, (kind, times) in enumerate(self.kinds):
            filled: dict[int, list[Expr]] = defaultdict(list)
            for sector in self.tally.sectors:
                values = seats[sector, number] = defaultdict(list)
                for size, people, some in self._spread(kind, times, sector):
                    values[size - people].append(people * some)
                    filled[size].append(people * some)
                    lost.append(people * people * some)
            for size, tables in kind.sizes:
                model.add(sum(filled[size]) == times * tables * size)
                squares += times * tables * size * size
        given = sum(sum(map(self.tally.crosses, sure)) for sure in self.tally.sure.values())
        model.add(sum(lost) <= squares - 2 * (self.added + given))
        gains = {w: model.new_int_var(0, n * w.reach, "") for w, n in self.alike.items()}
        self._pair_up(gains)
        self._share(gains, seats)
        return gains

    def _pair_up(self, gains: dict[Alike, cp_model.IntVar]) -> None:
        """Every new pair is between two sectors, of whom only so many can be paired (23)."""
        model, tally = self.model, self.tally
        between = {
            both: model.new_int_var(0, min(most, self.added), "")
            for both, most in tally.countable.items()
        }
        model.add(sum(between.values()) == self.added)
        for sector in tally.sectors:
            ends = [pairs for both, pairs in between.items() if sector in both]
            model.add(sum(gain for w, gain in gains.items() if w.sector == sector) == sum(ends))

    def _spread(
        self, kind: "RoundKind", times: int, sector: str
    ) -> Iterator[tuple[int, int, cp_model.IntVar]]:
        """The tables of a kind of round by size and people of the sector (19)."""
        model = self.model
        present = sum(self.alike[w] for w in kind.people if w.sector == sector)
        every: list[Expr] = []
        for size, tables in kind.sizes:
            numbers = range(min(size, present) + 1)
            here = [model.new_int_var(0, times * tables, "") for _ in numbers]
            model.add(sum(here) == times * tables)
            every += [people * some for people, some in zip(numbers, here, strict=True)]
            yield from ((size, people, some) for people, some in zip(numbers, here, strict=True))
        model.add(sum(every) == times * present)

    def _share(
        self,
        gains: dict[Alike, cp_model.IntVar],
        seats: dict[tuple[str, int], dict[int, list[Expr]]],
    ) -> None:
        """Who takes which seats (21), and what that brings them at most (22)."""
        model = self.model
        brings: dict[Alike, list[Expr]] = {w: [] for w in gains}
        for (sector, number), values in seats.items():
            kind, times = self.kinds[number]
            here = [w for w in gains if w.sector == sector and w in kind.people]
            taken: dict[int, list[Expr]] = defaultdict(list)
            for w in here:
                most = times * self.alike[w]
                own = {value: model.new_int_var(0, most, "") for value in values}
                model.add(sum(own.values()) == most)
                for value, seat in own.items():
                    taken[value].append(seat)
                    brings[w].append(value * seat)
            for value, there in values.items():
                model.add(sum(taken[value]) == sum(there))
        for w, gain in gains.items():
            model.add(gain <= sum(brings[w]) - self.alike[w] * w.wasted)

    def _fits(self) -> bool:
        """Whether it can be written soon, and nobody sits out."""
        problem = self.tally.problem
        if any(len(problem.present(r)) > sum(problem.table_sizes(r)) for r in problem.open_rounds):
            return False
        widest = max((size for kind, _ in self.kinds for size, _ in kind.sizes), default=0)
        return len(self.kinds) * (2 * len(self.tally.sectors) + len(self.alike)) * widest < _MOST


@dataclass(frozen=True)
class RoundKind:
    """Open rounds with the same kinds of people, and how many tables there are of each size."""

    sizes: tuple[tuple[int, int], ...]
    people: frozenset[Alike]


def _alike(tally: Tally) -> Counter[Alike]:
    """How many people there are of each kind."""
    throughout = {person.key for person in tally.problem.in_every_round}
    wasted: Counter[str] = Counter()
    for pairs in tally.sure.values():
        for both in pairs:
            if tally.crosses(both):
                wasted.update(both)
    return Counter(
        Alike(
            sector=person.sector,
            rounds=tally.windows[person.key],
            had=tally.met_degree[person.key],
            wasted=wasted[person.key],
            reach=tally.reach[person.key],
            throughout=person.key in throughout,
        )
        for person in tally.here
    )


def _kinds(tally: Tally, alike: Counter[Alike]) -> list[tuple[RoundKind, int]]:
    found: Counter[RoundKind] = Counter()
    for number in tally.problem.open_rounds:
        here = frozenset(w for w in alike if number in w.rounds)
        sizes = tuple(sorted(Counter(tally.problem.table_sizes(number)).items()))
        found[RoundKind(sizes, here)] += 1
    return list(found.items())
