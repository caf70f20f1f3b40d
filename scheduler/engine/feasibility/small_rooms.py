"""The best plan of a room so small that every plan can be weighed, with its proof.

One CP-SAT model of all seats of all open rounds: what :class:`.SeatingModel` asks of a plan,
and a literal for every pair, true only if they meet. Its optimum is the ceiling, the fewest
and the spread at once; with these held, a second one settles the levels below. Small rooms
are where counts of sectors leave a gap to the optimum, and where a swap of two people is too
coarse a step. The effort doubles with every few people, hence the gate.
"""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from ortools.sat.python import cp_model

from scheduler.domain.planning.affinity import affinity
from scheduler.engine.feasibility.demands import Demand, demands
from scheduler.engine.feasibility.seating_model import SeatingModel
from scheduler.engine.problem import Pair, Problem, Rounds, SeatedRound, pair
from scheduler.engine.rules import HardRule, check
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.cp_sat import solve_within

_Sum = Any
"""A linear expression of the model; the library's own union of types has no arithmetic."""
_MOST_PEOPLE, _MOST_SEATS = 9, 120
_EFFORT = 1.0
"""In CP-SAT's own units, about seconds but the same anywhere: a plan stays repeatable."""


@dataclass(frozen=True, slots=True)
class Best:
    """A plan that none beats on pairs, fewest and spread, and what it is worth.

    ``settled``: nor on repeats and colleagues, wishes and priorities, and people moved.
    """

    rounds: Rounds
    pairs: int
    fewest: int
    spread: int
    settled: bool = False


def best_plan(problem: Problem, budget: Budget, settle: bool = True) -> Best | None:
    """Return the proven best plan of a small room by pairs, then fewest, then spread.

    ``settle``: settle the levels below as well. None where the room is not small, there is
    no plan, or the proof was not found in time.
    """
    seats = sum(len(problem.present(r)) * len(problem.table_sizes(r)) for r in problem.open_rounds)
    if not 2 <= len(problem.people) <= _MOST_PEOPLE or not 0 < seats <= _MOST_SEATS:
        return None
    model = _Weighed(problem)
    status, solver = solve_within(model.model, budget, effort=_EFFORT)
    if status != cp_model.OPTIMAL:
        return None
    best = model.read(solver)
    if settle:
        model.hold(best, solver)
        status, solver = solve_within(model.model, budget, effort=_EFFORT)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            best = replace(model.read(solver), settled=status == cp_model.OPTIMAL)
    return None if check(problem, best.rounds) else best


class _Weighed(SeatingModel):
    """All seats, with a price for every pair, then for the fewest of anyone, then for spread."""

    def __init__(self, problem: Problem) -> None:
        pairs = [pair(a.key, b.key) for a, b in combinations(problem.people, 2)]
        wanted = [Demand(HardRule.MUST_MEET, both, "") for both in pairs]
        super().__init__(problem, list(problem.open_rounds), demands(problem), wanted=wanted)
        known = _met(problem)
        self._new = {
            both: literal
            for both, literal in zip(pairs, self.wanted, strict=True)
            if both not in known
        }
        already = [both for both in pairs if both in known and self._counts(both)]
        counted = {both: v for both, v in self._new.items() if self._counts(both)}
        self._pairs: _Sum = len(already) + sum(counted.values())
        degrees = self._degrees(counted, Counter(key for both in already for key in both))
        self._fewest = self._least([degrees[p.key] for p in problem.in_every_round])
        self._spread: _Sum = sum(map(self._squared, degrees.values()))
        if not (problem.previous or problem.fixed_tables or problem.locked):
            self._tables_are_alike()
        # Each level outweighs all that the levels below it could bring.
        people = len(problem.people)
        fewest = people**3 + 1
        pairs_weigh = fewest * (people + 1)
        self.model.maximize(pairs_weigh * self._pairs + fewest * self._fewest - self._spread)

    def read(self, solver: cp_model.CpSolver) -> Best:
        """Return the plan found and its worth."""
        return Best(
            rounds=self.problem.kept + tuple(self.seated(solver, r) for r in self.rounds),
            pairs=solver.value(self._pairs),
            fewest=solver.value(self._fewest),
            spread=solver.value(self._spread),
        )

    def hold(self, best: Best, solver: cp_model.CpSolver) -> None:
        """Keep what was reached, and look at the levels below: each outweighs those under it."""
        model, problem = self.model, self.problem
        model.add(self._pairs == best.pairs)
        model.add(self._fewest == best.fewest)
        model.add(self._spread == best.spread)
        for seat in self.sits.values():
            model.add_hint(seat, solver.value(seat))
        people = len(problem.people)
        changed, moved = self._changed()
        liked = sum(self._affinity(both) * literal for both, literal in self._new.items())
        worth = {both: problem.wanted.get(both, 0) for both in self._new}
        wanted = sum(worth[both] * literal for both, literal in self._new.items())
        levels = (
            (sum(self._new.values()) - self._colleagues(), people**2 * (len(self.rounds) + 1)),
            (wanted, 1 + sum(worth.values())),
            (liked, 1 + sum(self._affinity(both) for both in self._new)),
            (-moved, people),
            (-changed, people * len(self.rounds)),
        )
        total: _Sum = 0
        for value, most in levels:
            total = (2 * most + 1) * total + value
        model.maximize(total)

    def _counts(self, both: Pair) -> bool:
        a, b = (self.problem.by_key[key] for key in both)
        return a.sector != b.sector and both not in self.problem.history

    def _affinity(self, both: Pair) -> int:
        a, b = (self.problem.by_key[key] for key in both)
        return affinity(a.priorities, a.offers, a.asks, b.priorities, b.offers, b.asks)

    def _tables_are_alike(self) -> None:
        """Number the tables by the first person at each: other numbers are the same plan."""
        if any(person.stays for person in self.problem.people):
            return
        for number in self.rounds:
            for i, person in enumerate(self.problem.present(number)):
                for table in range(i + 2, len(self.problem.table_sizes(number)) + 1):
                    self.model.add(self.sits[number, person.key, table] == 0)

    def _degrees(
        self, counted: dict[Pair, cp_model.IntVar], already: Counter[str]
    ) -> dict[str, _Sum]:
        return {
            person.key: already[person.key]
            + sum(literal for both, literal in counted.items() if person.key in both)
            for person in self.problem.people
        }

    def _least(self, degrees: list[_Sum]) -> cp_model.IntVar:
        least = self.model.new_int_var(0, len(self.problem.people), "")
        for degree in degrees or [0]:
            self.model.add(least <= degree)
        return least

    def _squared(self, degree: _Sum) -> cp_model.IntVar:
        most = len(self.problem.people)
        value = self.model.new_int_var(0, most, "")
        square = self.model.new_int_var(0, most * most, "")
        self.model.add(value == degree)
        self.model.add_multiplication_equality(square, [value, value])
        return square

    def _colleagues(self) -> _Sum:
        """Meetings of colleagues in the open rounds, at least."""
        meetings = []
        for a, b in self.problem.colleagues():
            for number in self._present_rounds((a, b)):
                seats = zip(self._seats_of(number, a), self._seats_of(number, b), strict=True)
                meeting = self.model.new_bool_var("")
                for one, other in seats:
                    self.model.add_bool_or(~one, ~other, meeting)
                meetings.append(meeting)
        return sum(meetings)

    def _changed(self) -> tuple[_Sum, _Sum]:
        """Places that differ from the previous plan, and the people who have one, at least."""
        changed: list[_Sum] = []
        moved: dict[str, cp_model.IntVar] = {}
        for number in self.rounds:
            if number > len(self.problem.previous):
                break
            for key, table in _places(self.problem.previous[number - 1]).items():
                person = self.problem.by_key.get(key)
                if person is None or not person.present(number):
                    continue
                places = {0: self.out.get((number, key), 0)}
                places[table] = self.sits.get((number, key, table), places.get(table, 0))
                changed.append(1 - places[table])
                self.model.add(moved.setdefault(key, self.model.new_bool_var("")) >= changed[-1])
        return sum(changed), sum(moved.values())


def _met(problem: Problem) -> frozenset[Pair]:
    """Whoever met in the kept rounds."""
    tables = [table for seated in problem.kept for table in seated.tables]
    return frozenset(pair(a, b) for table in tables for a, b in combinations(table, 2))


def _places(seated: SeatedRound) -> dict[str, int]:
    """Everybody's table, 0 for who sits out."""
    places = dict.fromkeys(seated.sitting_out, 0)
    for number, table in enumerate(seated.tables, start=1):
        places.update(dict.fromkeys(table, number))
    return places
