"""One seat for everyone under a set of demands: the feasibility model of CP-SAT.

Only people named by a demand get variables; all others are alike and fill the free seats,
which is always possible because the free seats add up to them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from ortools.sat.python import cp_model

from scheduler.engine.feasibility.demands import Demand
from scheduler.engine.problem import Problem, Rounds, SeatedRound
from scheduler.engine.rules import HardRule
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.cp_sat import solve_within

_Literal = cp_model.IntVar
_SECONDS_A_PLACE = 3e-6
"""For a person at a table, with the rows that go with it, on a plain core of 2024."""


class SeatingModel:
    """Variables sits[r, p, t] and out[r, p] for the given open rounds.

    ``retractable``: each demand gets a literal, assumed true, so that an infeasible solve
    names a set of demands that clash; otherwise demands are plain constraints.
    ``wanted``: pairs of whom as many as possible are to meet; each has a literal in
    ``self.wanted`` that is only true if they do.
    """

    def __init__(
        self,
        problem: Problem,
        rounds: Sequence[int],
        demands: Iterable[Demand],
        retractable: bool = False,
        wanted: Sequence[Demand] = (),
    ) -> None:
        self.problem = problem
        self.rounds = rounds
        self.demands = list(demands)
        self.model = cp_model.CpModel()
        self.named = {key for demand in self.demands for key in demand.people}
        self.named.update(key for demand in wanted for key in demand.people)
        self.sits: dict[tuple[int, str, int], _Literal] = {}
        self.out: dict[tuple[int, str], _Literal] = {}
        self._literals: list[_Literal] = []
        for number in rounds:
            self._everyone_has_one_place(number)
            self._tables_have_their_sizes(number)
        for demand in self.demands:
            literal = self.model.new_bool_var(demand.words) if retractable else None
            self._keep(demand, [] if literal is None else [literal])
            if literal is not None:
                self._literals.append(literal)
        if retractable:
            self.model.add_assumptions(self._literals)
        self.wanted = [self._meeting(demand) for demand in wanted]
        if wanted:
            self.model.maximize(sum(self.wanted))

    def solve(
        self, budget: Budget, seed: int = 1, effort: float | None = None
    ) -> tuple[bool | None, Rounds]:
        """Say whether the demands can be kept (None: not known in time), and how."""
        status, solver = solve_within(self.model, budget, seed, effort=effort)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return True, tuple(self.seated(solver, number) for number in self.rounds)
        return (False if status == cp_model.INFEASIBLE else None), ()

    def clash(self, budget: Budget) -> list[Demand] | None:
        """Return demands that cannot all be kept, or None if none was found in time."""
        status, solver = solve_within(self.model, budget)
        if status != cp_model.INFEASIBLE:
            return None
        names = set(solver.sufficient_assumptions_for_infeasibility())
        return [d for d, v in zip(self.demands, self._literals, strict=True) if v.index in names]

    def _everyone_has_one_place(self, number: int) -> None:
        present = self.problem.present(number)
        sizes = self.problem.table_sizes(number)
        spare = len(present) - sum(sizes)
        for person in present:
            key = person.key
            if spare:
                self.out[number, key] = self.model.new_bool_var("")
            if key in self.named:
                for table in range(1, len(sizes) + 1):
                    self.sits[number, key, table] = self.model.new_bool_var("")
                places = self._seats_of(number, key)
                if spare:
                    places = [*places, self.out[number, key]]
                self.model.add_exactly_one(places)
        if spare:
            self.model.add(sum(self.out[number, p.key] for p in present) == spare)

    def _tables_have_their_sizes(self, number: int) -> None:
        sizes = self.problem.table_sizes(number)
        named = [p.key for p in self.problem.present(number) if p.key in self.named]
        small = min(sizes, default=0)
        larger = [self.model.new_bool_var("") for _ in sizes]
        self.model.add(sum(larger) == sum(size > small for size in sizes))
        for table, is_larger in enumerate(larger, start=1):
            here = sum(self.sits[number, key, table] for key in named)
            self.model.add(here <= small + is_larger)

    def _keep(self, demand: Demand, when: list[_Literal]) -> None:
        match demand.rule:
            case HardRule.HOST | HardRule.LOCKED:
                self._sits_at(demand, when)
            case HardRule.STAYS:
                self._stays(demand, when)
            case HardRule.TOGETHER:
                self._together(demand, when)
            case HardRule.APART | HardRule.ORGANISATIONS:
                self._apart(demand, when)
            case HardRule.MUST_MEET:
                self._meets(demand, when)
            case _:
                self._takes_turns(when)

    def _sits_at(self, demand: Demand, when: list[_Literal]) -> None:
        key = demand.people[0]
        for number in self._present_rounds(demand.people):
            if demand.round in (0, number):
                seat = self.sits.get((number, key, demand.table))
                self._require(seat if seat is not None else False, when)

    def _stays(self, demand: Demand, when: list[_Literal]) -> None:
        key = demand.people[0]
        chosen: dict[int, _Literal] = {}
        for number in self._present_rounds(demand.people):
            for table, seat in enumerate(self._seats_of(number, key), start=1):
                if demand.table and table != demand.table:
                    self._require(~seat, when)
                elif not demand.table:
                    choice = chosen.setdefault(table, self.model.new_bool_var(""))
                    self.model.add_bool_or(~seat, choice).only_enforce_if(*when)
        self.model.add(sum(chosen.values()) <= 1).only_enforce_if(*when)

    def _together(self, demand: Demand, when: list[_Literal]) -> None:
        a, b = demand.people
        for number in self._present_rounds(demand.people):
            seats = zip(self._seats_of(number, a), self._seats_of(number, b), strict=True)
            for one, other in seats:
                self.model.add(one == other).only_enforce_if(*when)
            for key in demand.people:
                if (number, key) in self.out:
                    self._require(~self.out[number, key], when)

    def _apart(self, demand: Demand, when: list[_Literal]) -> None:
        for number in self.rounds:
            present = [k for k in demand.people if self.problem.by_key[k].present(number)]
            for table in range(1, len(self.problem.table_sizes(number)) + 1):
                here = [self.sits[number, key, table] for key in present]
                if len(here) == 2:
                    self.model.add_bool_or(~here[0], ~here[1]).only_enforce_if(*when)
                elif len(here) > 2:
                    self.model.add(sum(here) <= 1).only_enforce_if(*when)

    def _meets(self, demand: Demand, when: list[_Literal]) -> None:
        self._require(self._meeting(demand), when)

    def _meeting(self, demand: Demand) -> _Literal:
        """A literal that is only true if the two share a table in one of the rounds."""
        a, b = demand.people
        meetings = []
        for number in self._present_rounds(demand.people):
            seats = zip(self._seats_of(number, a), self._seats_of(number, b), strict=True)
            for one, other in seats:
                both = self.model.new_bool_var("")
                self.model.add_implication(both, one)
                self.model.add_implication(both, other)
                meetings.append(both)
        met = self.model.new_bool_var("")
        self.model.add_bool_or([*meetings, ~met])
        return met

    def _takes_turns(self, when: list[_Literal]) -> None:
        """Whoever sits out has done so as seldom as anybody there who could."""
        turns: dict[str, Any] = dict(
            Counter(key for seated in self.problem.kept for key in seated.sitting_out)
        )
        for number in self.rounds:
            able = self._can_sit_out(number)
            least = self.model.new_int_var(0, number, "")
            for key in able:
                self.model.add(least <= turns.get(key, 0)).only_enforce_if(*when)
                out = self.out[number, key]
                self.model.add(turns.get(key, 0) <= least).only_enforce_if(out, *when)
            for key in able:
                turns[key] = turns.get(key, 0) + self.out[number, key]

    def _can_sit_out(self, number: int) -> list[str]:
        """Those no rule holds to a seat: they are the ones who take turns."""
        problem = self.problem
        present = {p.key for p in problem.present(number) if (number, p.key) in self.out}
        held = {key for both in problem.together if set(both) <= present for key in both}
        held |= {p.key for p in problem.people if p.host_table is not None}
        return sorted(key for key in present - held if (number, key) not in problem.locked)

    def _require(self, literal: cp_model.LiteralT, when: list[_Literal]) -> None:
        self.model.add_bool_or(literal).only_enforce_if(*when)

    def _present_rounds(self, keys: Iterable[str]) -> list[int]:
        people = [self.problem.by_key[key] for key in keys]
        return [r for r in self.rounds if all(person.present(r) for person in people)]

    def _seats_of(self, number: int, key: str) -> list[_Literal]:
        tables = len(self.problem.table_sizes(number))
        return [self.sits[number, key, table] for table in range(1, tables + 1)]

    def seated(self, solver: cp_model.CpSolver, number: int) -> SeatedRound:
        """Read the named people's seats and let the others, dealt by sector, fill the rest."""
        sizes = self.problem.table_sizes(number)
        tables: list[list[str]] = [[] for _ in sizes]
        for (at, key, table), seat in self.sits.items():
            if at == number and solver.boolean_value(seat):
                tables[table - 1].append(key)
        present = sorted(self.problem.present(number), key=lambda person: person.sector)
        out = [p.key for p in present if solver.boolean_value(self.out.get((number, p.key), 0))]
        others = [p.key for p in present if p.key not in self.named and p.key not in out]
        room = sorted(sizes, reverse=True)
        order = sorted(range(len(tables)), key=lambda t: len(tables[t]), reverse=True)
        free = {t: size - len(tables[t]) for t, size in zip(order, room, strict=True)}
        while others:
            for table in order:
                if free[table] and others:
                    tables[table].append(others.pop())
                    free[table] -= 1
        return SeatedRound(tuple(map(tuple, tables)), tuple(out))


def in_time(problem: Problem, rounds: Sequence[int], budget: Budget) -> bool:
    """Whether a model of these rounds can be made within the budget."""
    return _seconds_to_build(problem, rounds) < budget.left()


def solved(
    problem: Problem,
    rounds: list[int],
    active: list[Demand],
    budget: Budget,
    wanted: Sequence[Demand] = (),
    effort: float | None = None,
) -> tuple[bool | None, Rounds]:
    """Say whether these demands can be kept (None: not known in time), and how."""
    if not in_time(problem, rounds, budget):
        return None, ()
    model = SeatingModel(problem, rounds, active, wanted=wanted)
    return model.solve(budget, effort=effort)


def _seconds_to_build(problem: Problem, rounds: Sequence[int]) -> float:
    """Return about how long the making of a model takes, rather too much than too little.

    Nothing can end the making of it, so whoever has less time than this must do without.
    """
    tables = sum(len(problem.table_sizes(number)) for number in rounds)
    pairs = len(problem.apart) + len(problem.together) + 2 * len(problem.must_meet)
    return _SECONDS_A_PLACE * tables * (len(problem.people) + 2 * pairs)
