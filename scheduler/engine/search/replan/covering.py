"""Who must move at least when people fail to come or come as well: a covering problem.

Everybody who keeps every old seat sits where they sat, so the table sizes, the rules among
those who stay put and the tables still in use say who may. One variable for each person says
whether any seat of theirs changes; in each open round each table keeps at most what it seats
now, and only so many tables seat the larger number. Whoever moves may then sit anywhere, but
companions need seats at one table: in a full room somebody there makes room for them.
The number of movers is minimised first, then what their meetings were worth. Solved by CP-SAT,
which begins with the set of :mod:`.likely_movers`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from ortools.sat.python import cp_model

from scheduler.engine.feasibility.companions import companion_groups
from scheduler.engine.problem import Pair, Problem, SeatedRound, pair
from scheduler.engine.search.replan.likely_movers import LikelyMovers, likely_movers
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.cp_sat import solve_within


@dataclass(frozen=True, slots=True)
class Movers:
    """``people`` change seats, everybody else keeps theirs at the tables ``used``, by round.

    ``used[r]`` holds the numbers of the tables in use in the r-th open round, ascending.
    ``proven``: no smaller set would do, nor one whose meetings were worth less.
    """

    people: frozenset[str]
    used: tuple[tuple[int, ...], ...]
    proven: bool = False


def fewest_movers(problem: Problem, budget: Budget, effort: float | None = None) -> Movers | None:
    """Return a least set of people who move, or nearly so; None where none was found in time.

    Compares with ``problem.previous``; whoever was not seated there moves for nothing. ``effort``
    is at most that of CP-SAT, in its own units.
    """
    model = _Model(problem)
    model.minimise(_worth(problem))
    model.begin_with(likely_movers(problem))
    status, solver = solve_within(model.cp, budget, effort=effort)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return replace(model.read(solver.boolean_value), proven=status == cp_model.OPTIMAL)


def other_movers(problem: Problem, least: Movers, most: int, budget: Budget) -> list[Movers]:
    """Return up to ``most`` further sets of as many people as ``least``, in no special order."""
    model = _Model(problem)
    model.cp.add(sum(model.moves.values()) == len(least.people))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = budget.left()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    solver.parameters.enumerate_all_solutions = True
    gathering = _Gathering(model, least, most)
    solver.solve(model.cp, gathering)
    return list(gathering.found.values())


class _Gathering(cp_model.CpSolverSolutionCallback):
    """Keeps each set once, whatever tables its solutions call full or in use."""

    def __init__(self, model: "_Model", least: Movers, most: int) -> None:
        super().__init__()
        self.model, self.least, self.most = model, least, most
        self.found: dict[frozenset[str], Movers] = {}

    def on_solution_callback(self) -> None:
        """Called by the solver for every solution."""
        movers = self.model.read(self.boolean_value)
        if movers.people != self.least.people:
            self.found[movers.people] = movers
        if len(self.found) >= self.most:
            self.stop_search()


@dataclass
class _Model:
    problem: Problem
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    moves: dict[str, cp_model.IntVar] = field(default_factory=dict)
    used: list[dict[int, cp_model.IntVar]] = field(default_factory=list)
    companions: list[frozenset[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        problem = self.problem
        for person in problem.people:
            self.moves[person.key] = self.cp.new_bool_var(person.key)
        groups = companion_groups(self.moves, problem.together)
        self.companions = [frozenset(members) for members in groups if len(members) > 1]
        for number in problem.open_rounds:
            before = problem.previous[number - 1 : number]
            self._round(number, before[0] if before else SeatedRound(()))
        self._staying()

    def minimise(self, worth: dict[str, int]) -> None:
        """Fewest people first, then the least that their meetings were worth."""
        step = 1 + sum(worth.values())
        self.cp.minimize(sum((step + worth[key]) * var for key, var in self.moves.items()))

    def begin_with(self, likely: LikelyMovers) -> None:
        """Where the solver looks first."""
        for key, var in self.moves.items():
            self.cp.add_hint(var, key in likely.people)
        for tables, used in zip(self.used, likely.used, strict=True):
            for t, var in tables.items():
                self.cp.add_hint(var, t in used)

    def read(self, value: Callable[[cp_model.IntVar], bool]) -> Movers:
        """The answer of a solver that found one."""
        return Movers(
            frozenset(key for key, var in self.moves.items() if value(var)),
            tuple(
                tuple(t for t, var in sorted(tables.items()) if value(var)) for tables in self.used
            ),
        )

    def _round(self, number: int, before: SeatedRound) -> None:
        """Each table in use keeps at most what it seats, and enough tables are in use."""
        sizes = self.problem.table_sizes(number)
        small, larger = min(sizes, default=0), sum(size > min(sizes) for size in sizes)
        bound = self._bound(number)
        last = max(self.problem.room_tables, len(sizes))
        used = {t: self.cp.new_bool_var("") for t in range(1, last + 1)}
        full = {t: self.cp.new_bool_var("") for t in used}
        held = self._kept(number, before, bound, last)
        self._together(number, before, bound, held, last)
        for t, in_use in used.items():
            there = sum(1 for table in bound.values() if table == t)
            if there:
                self.cp.add(in_use == 1)
            self.cp.add_implication(full[t], in_use)
            self.cp.add(sum(held[t]) + there <= small * in_use + full[t])
        self.cp.add(sum(full.values()) <= larger)
        self.cp.add(sum(used.values()) == len(sizes))
        self.used.append(used)

    def _kept(
        self, number: int, before: SeatedRound, bound: dict[str, int], last: int
    ) -> dict[int, list[cp_model.LinearExprT]]:
        """For each table, those who were there and may keep their seat: 1 unless they move."""
        here = {person.key for person in self.problem.present(number)}
        linked = frozenset[str]().union(*self.companions)
        held: dict[int, list[cp_model.LinearExprT]] = defaultdict(list)
        for t, keys in enumerate(before.tables, start=1):
            known = [key for key in keys if key in here]
            for key in known:
                if bound.get(key, t) != t or t > last:
                    self.cp.add(self.moves[key] == 1)
                elif key not in bound and key not in linked:
                    held[t].append(1 - self.moves[key])
            self._apart(known)
        self._sitting_out(number, [key for key in before.sitting_out if key in here])
        return held

    def _bound(self, number: int) -> dict[str, int]:
        """Whoever has no choice of table in this round: hosts, those who stay, locked seats."""
        here = {person.key for person in self.problem.present(number)}
        bound = {key: t for key, t in self.problem.fixed_tables.items() if key in here}
        locked = self.problem.locked.items()
        return bound | {key: t for (r, key), t in locked if r == number and key in here}

    def _apart(self, there: list[str]) -> None:
        apart = self.problem.kept_apart
        for a, b in combinations(there, 2) if apart else ():
            if pair(a, b) in apart:
                self.cp.add(self.moves[a] + self.moves[b] >= 1)

    def _sitting_out(self, number: int, keys: list[str]) -> None:
        """As many keep sitting out as seats are missing now."""
        missing = len(self.problem.present(number)) - sum(self.problem.table_sizes(number))
        self.cp.add(sum(1 - self.moves[key] for key in keys) <= missing)

    def _together(
        self,
        number: int,
        before: SeatedRound,
        bound: dict[str, int],
        held: dict[int, list[cp_model.LinearExprT]],
        last: int,
    ) -> None:
        """Companions share a table, which needs a seat for each: added to ``held``.

        Whoever of them was at another table moves, and so does whoever is kept apart from them.
        """
        here = {person.key for person in self.problem.present(number)}
        was = {key: t for t, keys in enumerate(before.tables, start=1) for key in keys}
        was |= dict.fromkeys(before.sitting_out, 0)
        for members in self.companions:
            there = members & here
            if not there:
                continue
            places = {t: self.cp.new_bool_var("") for t in range(1, last + 1)}
            self.cp.add_exactly_one(places.values())
            for t, place in places.items():
                held[t].append(len(there - bound.keys()) * place)
                for key in sorted(there):
                    if bound.get(key, t) != t:
                        self.cp.add(place == 0)
                    elif was.get(key, t) != t:
                        self.cp.add_implication(place, self.moves[key])
            for t, keys in enumerate(before.tables[:last], start=1):
                for key in here.intersection(keys) - members:
                    if any(pair(key, m) in self.problem.kept_apart for m in there):
                        stays = bound.get(key) == t
                        self.cp.add(places[t] == 0 if stays else places[t] <= self.moves[key])

    def _staying(self) -> None:
        """Whoever stays at one table keeps the one they had; who had several moves."""
        for person in self.problem.people:
            if person.stays and (tables := set(self._old_tables(person.key)) - {0}):
                self.cp.add(self.moves[person.key] == int(len(tables) > 1))

    def _old_tables(self, key: str) -> tuple[int, ...]:
        """The table of each open round before, 0 where there is none."""
        return tuple(
            next((t for t, there in enumerate(old.tables, start=1) if key in there), 0)
            for old in self.problem.previous[len(self.problem.kept) :]
        )


def _worth(problem: Problem) -> dict[str, int]:
    """How many new pairs each person has in the open rounds of the plan before."""
    degree = Counter(key for meeting in set(_new_meetings(problem)) for key in meeting)
    return {person.key: degree[person.key] for person in problem.people}


def _new_meetings(problem: Problem) -> Iterator[Pair]:
    for before in problem.previous[len(problem.kept) :]:
        for keys in before.tables:
            known = [problem.by_key[key] for key in keys if key in problem.by_key]
            for a, b in combinations(known, 2):
                if a.sector != b.sector and pair(a.key, b.key) not in problem.history:
                    yield pair(a.key, b.key)
