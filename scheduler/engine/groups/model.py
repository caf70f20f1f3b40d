"""Working groups as a model of CP-SAT: who is in which, and each level as a linear expression.

Held people are constants. With a group of theirs the rules bend as far as they themselves bend
them, so that leaving everybody else out is always an answer. What a level needs beside who is in
which group is added when the level is asked for: the earlier ones are then solved without it.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from ortools.sat.python import cp_model

from scheduler.domain.afterwards.working_groups.problem import (
    Candidate,
    GroupsProblem,
    Placing,
    Slot,
    people_by_slot,
)
from scheduler.domain.afterwards.working_groups.score import GroupsScore

Members: TypeAlias = Mapping[Slot, Sequence[Candidate]]
Value: TypeAlias = Callable[[Members], int]
"""What a variable is worth in a placing: hints need it."""

Expression: TypeAlias = Any
"""A linear expression of CP-SAT, whose stubs take numbers of numpy for some as well."""

FAR = 1_000_000
"""Below what any level can be worth."""

Sum = cp_model.LinearExpr.sum


class GroupsModel:
    """The model of all placings that keep every rule."""

    def __init__(self, problem: GroupsProblem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self._held = people_by_slot(problem.held)
        self._member: dict[Slot, dict[int, cp_model.IntVar]] = {}
        self._open: dict[Slot, cp_model.IntVar] = {}
        self._size: dict[Slot, Expression] = {}
        self._values: list[tuple[cp_model.IntVar, Value]] = []
        for slot in problem.slots:
            self._add_group(slot)
        for person in problem.people:
            own = [x[person.key] for x in self._member.values() if person.key in x]
            if len(own) > 1:
                self.model.add_at_most_one(own)
        self._order_groups()

    def level(self, name: str) -> Expression:
        """Return what is to be made as large as it can be; what is wanted less is negative."""
        return {
            "placed": lambda: Sum([x for own in self._member.values() for x in own.values()]),
            "areas": self._areas,
            "groups": lambda: -Sum(list(self._open.values())),
            "missing": lambda: -Sum(self._lacking(self._sectors())),
            "unconvened": lambda: -Sum(self._lacking({"": lambda person: person.convenes})),
            "spread": self._spread,
            "alike": self._alike,
            "wishes": self._wishes,
        }[name]()

    def most(self, name: str, reached: GroupsScore, *, settled: bool = False) -> int:
        """Return what a level cannot exceed, by counting alone, once those before it are reached.

        ``settled``: none of them can be better than that.
        """
        if name in ("placed", "areas"):
            member, opened = self._member.values(), self._open
            counted = {key for own in member for key in own}, {area for area, _ in opened}
            return len(counted[name == "areas"])
        if name == "groups":
            return -max(reached.areas, -(-reached.placed // self._largest()))
        if name == "spread" and settled and reached.placed % max(reached.groups, 1):
            return -1
        return len(self.problem.wishes) if name == "wishes" else 0

    def aim_at(self, level: Expression, most: int) -> None:
        """Make the level as large as it can be; the search ends where it is ``most``."""
        reached = self.model.new_int_var(-FAR, most, "")
        self.model.add(reached == level)
        self.model.maximize(reached)

    def hint(self, placing: Placing) -> None:
        """Let the next search begin with this placing."""
        self.model.clear_hints()
        by_key = self.problem.by_key
        members = {s: [by_key[key] for key in keys] for s, keys in people_by_slot(placing).items()}
        for slot, own in self._member.items():
            for key, x in own.items():
                self.model.add_hint(x, placing.get(key) == slot)
        for variable, value in self._values:
            self.model.add_hint(variable, value(members))

    def placing(self, solver: cp_model.CpSolver) -> Placing:
        """Return who is in which group in the solver's answer."""
        return {
            key: slot
            for slot, own in self._member.items()
            for key, x in own.items()
            if solver.boolean_value(x)
        }

    def _variable(self, most: int, value: Value) -> cp_model.IntVar:
        variable = self.model.new_int_var(0, most, "")
        self._values.append((variable, value))
        return variable

    def _add_group(self, slot: Slot) -> None:
        problem, model, sizes = self.problem, self.model, self.problem.sizes
        held = set(self._held.get(slot, ()))
        own = self._member[slot] = {
            person.key: model.new_bool_var("")
            for person in problem.choosers[slot[0]]
            if problem.held.get(person.key, slot) == slot
        }
        for key in held:
            model.add(own[key] == 1)
        self._open[slot] = self._variable(1, lambda members: slot in members)
        size = self._size[slot] = Sum(list(own.values()))
        model.add(size <= max(sizes.largest, len(held)) * self._open[slot])
        model.add(size >= (1 if held else sizes.smallest) * self._open[slot])
        if sizes.colleagues_apart:
            self._part_colleagues(own, held)
        for a, b in problem.apart:
            if a in own and b in own and not {a, b} <= held:
                model.add_at_most_one([own[a], own[b]])

    def _part_colleagues(self, own: Mapping[int, cp_model.IntVar], held: set[int]) -> None:
        colleagues: defaultdict[str, list[int]] = defaultdict(list)
        for key in own:
            colleagues[self.problem.by_key[key].organisation].append(key)
        for organisation, keys in colleagues.items():
            if organisation and len(keys) > 1:
                most = max(1, len(held.intersection(keys)))
                self.model.add(Sum([own[key] for key in keys]) <= most)

    def _order_groups(self) -> None:
        """Groups of one area are alike unless people are held: the larger comes first."""
        for area in self.problem.areas:
            own = self._of_area(area)
            if not any(slot in self._held for slot in own):
                for one, next_one in pairwise(own):
                    self.model.add(self._size[one] >= self._size[next_one])

    def _of_area(self, area: str) -> list[Slot]:
        return [slot for slot in self._open if slot[0] == area]

    def _areas(self) -> Expression:
        found = []
        for area in self.problem.areas:
            if own := self._of_area(area):
                has = self._variable(1, _any_of(own))
                self.model.add(has <= Sum([self._open[slot] for slot in own]))
                found.append(has)
        return Sum(found)

    def _sectors(self) -> dict[str, Callable[[Candidate], bool]]:
        return {sector: _is_of(sector) for sector in self.problem.sectors}

    def _lacking(self, kinds: Mapping[str, Callable[[Candidate], bool]]) -> list[Expression]:
        """For each group and kind of people, 1 if the group is made and has nobody of them."""
        lacking = []
        for slot, is_open in self._open.items():
            for is_one in kinds.values():
                there = self._variable(1, _more_than(0, slot, is_one))
                self.model.add(there <= Sum(self._those(slot, is_one)))
                self.model.add(there <= is_open)
                lacking.append(is_open - there)
        return lacking

    def _those(self, slot: Slot, is_one: Callable[[Candidate], bool]) -> list[cp_model.IntVar]:
        by_key = self.problem.by_key
        return [x for key, x in self._member[slot].items() if is_one(by_key[key])]

    def _spread(self) -> Expression:
        most = self._largest()
        largest = self._variable(most, lambda m: max(map(len, m.values()), default=0))
        smallest = self._variable(most, lambda m: min(map(len, m.values()), default=0))
        self.model.add(largest >= smallest)
        for slot, size in self._size.items():
            self.model.add(largest >= size)
            self.model.add(smallest <= size + most * (1 - self._open[slot]))
        return smallest - largest

    def _largest(self) -> int:
        return max([self.problem.sizes.largest, *map(len, self._held.values())])

    def _alike(self) -> Expression:
        """Minus the pairs within a sector: the k-th of a sector in a group makes k - 1 of them."""
        terms = []
        for slot in self._open:
            for is_one in self._sectors().values():
                people = self._those(slot, is_one)
                steps = [
                    self._variable(1, _more_than(k, slot, is_one))
                    for k in range(min(len(people), self._largest()))
                ]
                self.model.add(Sum(steps) == Sum(people))
                terms += [k * step for k, step in enumerate(steps)]
        return -Sum(terms)

    def _wishes(self) -> Expression:
        found = []
        for a, b in sorted(self.problem.wishes):
            for slot, own in self._member.items():
                if a in own and b in own:
                    both = self._variable(1, _together(slot, {a, b}))
                    self.model.add(both <= own[a])
                    self.model.add(both <= own[b])
                    found.append(both)
        return Sum(found)


def _is_of(sector: str) -> Callable[[Candidate], bool]:
    return lambda person: person.sector == sector


def _any_of(slots: Sequence[Slot]) -> Value:
    return lambda members: any(slot in members for slot in slots)


def _more_than(number: int, slot: Slot, is_one: Callable[[Candidate], bool]) -> Value:
    return lambda members: sum(map(is_one, members.get(slot, ()))) > number


def _together(slot: Slot, keys: set[int]) -> Value:
    return lambda members: keys <= {person.key for person in members.get(slot, ())}
