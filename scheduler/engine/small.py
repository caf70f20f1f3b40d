"""The best plan of a room so small that every plan can be weighed, with its proof.

One CP-SAT model of all seats of all open rounds: what :class:`.SeatingModel` asks of a plan,
and a literal for every pair who could still meet for the first time, true only if they do.
Its optimum is the ceiling, the fewest and the spread at once. Small rooms are where counts
of sectors leave a gap to the optimum, and where a swap of two people is too coarse a step.
The effort doubles with every few people, hence the gate.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from ortools.sat.python import cp_model

from scheduler.engine.cp import solve_within
from scheduler.engine.demands import Demand, demands
from scheduler.engine.problem import Pair, Problem, Rounds, pair
from scheduler.engine.result import ShouldStop
from scheduler.engine.rules import Rule, check
from scheduler.engine.seating_model import SeatingModel

_MOST_PEOPLE, _MOST_SEATS = 9, 120
_EFFORT = 0.5
"""In CP-SAT's own units, about seconds but the same anywhere: a plan stays repeatable."""


@dataclass(frozen=True, slots=True)
class Best:
    """A plan that none beats on pairs, fewest and spread, and what it is worth."""

    rounds: Rounds
    pairs: int
    fewest: int
    spread: int


def best_plan(
    problem: Problem, seconds: float, should_stop: ShouldStop | None = None
) -> Best | None:
    """Return the proven best plan of a small room by pairs, then fewest, then spread.

    None where the room is not small, nobody new can be met, there is no plan, or the proof
    was not found in time.
    """
    seats = sum(len(problem.present(r)) * len(problem.table_sizes(r)) for r in problem.open_rounds)
    met = _met(problem)
    new = [both for both in _countable(problem) if both not in met]
    if len(problem.people) > _MOST_PEOPLE or seats > _MOST_SEATS or not new:
        return None
    model = _Weighed(problem, new, met)
    status, solver = solve_within(model.model, seconds, 1, should_stop, effort=_EFFORT)
    if status != cp_model.OPTIMAL:
        return None
    best = model.read(solver)
    return None if check(problem, best.rounds) else best


class _Weighed(SeatingModel):
    """All seats, with a price for every pair, then for the fewest of anyone, then for spread."""

    def __init__(self, problem: Problem, new: list[Pair], met: frozenset[Pair]) -> None:
        wanted = [Demand(Rule.MUST_MEET, both, "") for both in new]
        super().__init__(problem, list(problem.open_rounds), demands(problem), wanted=wanted)
        self._met = len(met)
        if not (problem.fixed_tables or problem.locked or any(p.stays for p in problem.people)):
            self._tables_are_alike()
        people = len(problem.people)
        self._fewest = self.model.new_int_var(0, people, "")
        degrees = self._degrees(new, met)
        constant = [degrees[person.key] for person in problem.in_every_round]
        for degree in constant or [0]:
            self.model.add(self._fewest <= degree)
        self._squares = [self._squared(degree, people) for degree in degrees.values()]
        # Each level outweighs all that the levels below it could bring.
        fewest = people**3 + 1
        pairs = fewest * (people + 1)
        self.model.maximize(pairs * sum(self.wanted) + fewest * self._fewest - sum(self._squares))

    def read(self, solver: cp_model.CpSolver) -> Best:
        """Return the plan found and its worth."""
        return Best(
            rounds=self.problem.kept + tuple(self.seated(solver, r) for r in self.rounds),
            pairs=self._met + sum(solver.value(literal) for literal in self.wanted),
            fewest=solver.value(self._fewest),
            spread=sum(solver.value(square) for square in self._squares),
        )

    def _tables_are_alike(self) -> None:
        """Number the tables by the first person named at each: the others are the same plan."""
        for number in self.rounds:
            here = [p.key for p in self.problem.present(number) if p.key in self.named]
            for i, key in enumerate(here):
                for table in range(i + 2, len(self.problem.table_sizes(number)) + 1):
                    self.model.add(self.sits[number, key, table] == 0)

    def _degrees(self, new: list[Pair], met: frozenset[Pair]) -> dict[str, cp_model.LinearExprT]:
        already = Counter(key for both in met for key in both)
        found: dict[str, cp_model.LinearExprT] = {}
        for person in self.problem.people:
            own = zip(new, self.wanted, strict=True)
            found[person.key] = already[person.key] + sum(
                literal for both, literal in own if person.key in both
            )
        return found

    def _squared(self, degree: cp_model.LinearExprT, most: int) -> cp_model.IntVar:
        value = self.model.new_int_var(0, most, "")
        square = self.model.new_int_var(0, most * most, "")
        self.model.add(value == degree)
        self.model.add_multiplication_equality(square, [value, value])
        return square


def _countable(problem: Problem) -> list[Pair]:
    people = combinations(problem.people, 2)
    cross = [pair(a.key, b.key) for a, b in people if a.sector != b.sector]
    return [both for both in cross if both not in problem.history]


def _met(problem: Problem) -> frozenset[Pair]:
    """The countable pairs who met in the kept rounds."""
    tables = [table for seated in problem.kept for table in seated.tables]
    met = {pair(a, b) for table in tables for a, b in combinations(table, 2)}
    return frozenset(met.intersection(_countable(problem)))
