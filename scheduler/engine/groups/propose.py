"""Proposing working groups: each level as good as it can be, before the next is looked at."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import floor

from ortools.sat.python import cp_model

from scheduler.domain.afterwards.working_groups.limits import Change
from scheduler.domain.afterwards.working_groups.problem import (
    LARGEST_GROUP,
    MOST_GROUPS,
    GroupsProblem,
    Placing,
)
from scheduler.domain.afterwards.working_groups.score import (
    FEWER_IS_BETTER,
    LEVELS,
    GroupsScore,
    group_breaches,
    measure_groups,
)
from scheduler.engine.groups.model import GroupsModel
from scheduler.engine.groups.start import first_groups
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.cp_sat import solve_within
from scheduler.engine.solvers.parameters import Parameters, parameter, share_parameter

FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass(frozen=True)
class GroupsParameters(Parameters):
    """How the time is shared out."""

    level: float = share_parameter(0.4)
    """Of the time left, for each level."""
    work: float = parameter("deterministic seconds", 2.0)
    """For each level at the most, whatever the clock says."""
    change: float = parameter("deterministic seconds", 0.1)
    """For what one change would bring."""


_TUNED = GroupsParameters()


@dataclass(frozen=True, slots=True)
class GroupsResult:
    """A proposal that keeps every rule.

    ``ceiling``: the best that any placing can reach on each level which is as good on those before
    it. ``helps``: how many more people each change would place, where that is known to be any.
    """

    placing: Placing
    score: GroupsScore
    ceiling: GroupsScore
    helps: dict[Change, int]


def propose_groups(
    problem: GroupsProblem,
    seconds: float = 5.0,
    seed: int = 1,
    should_stop: Callable[[], bool] = bool,
) -> GroupsResult:
    """Return the best groups found within the time, with what limits them.

    Method: lexicographic optimisation, a CP-SAT run for each level, whose value is a constraint on
    those after it and whose bound is the ceiling. A greedy pass gives what the first begins with.
    """
    budget = Budget.of(seconds, should_stop)
    built = GroupsModel(problem)
    placing = first_groups(problem)
    bounds: dict[str, int] = {}
    for level in LEVELS:
        score = measure_groups(problem, placing)
        settled = all(bounds[each] == _value(score, each) for each in bounds)
        aim, most = built.level(level), built.most(level, score, settled=settled)
        built.aim_at(aim, most)
        built.hint(placing)
        part = budget.part(_TUNED.level)
        status, solver = solve_within(built.model, part, seed, effort=_TUNED.work, all_linear=True)
        if status in FOUND:
            placing = built.placing(solver)
        reached = _value(measure_groups(problem, placing), level)
        # A fraction of the bound is of no use, but for rounding; without an answer it says nothing.
        bound = floor(solver.best_objective_bound + 1e-6) if status in FOUND else most
        bounds[level] = max(reached, min(bound, most))
        built.model.add(aim >= reached)
    assert not group_breaches(problem, placing), "a proposal keeps every rule"
    ceiling = GroupsScore(**{k: -v if k in FEWER_IS_BETTER else v for k, v in bounds.items()})
    helps = _helps(problem, placing, bounds["placed"], budget, seed)
    return GroupsResult(placing, measure_groups(problem, placing), ceiling, helps)


def _value(score: GroupsScore, level: str) -> int:
    value = int(getattr(score, level))
    return -value if level in FEWER_IS_BETTER else value


def _helps(
    problem: GroupsProblem, placing: Placing, most: int, budget: Budget, seed: int
) -> dict[Change, int]:
    """How many people more than ``most`` each change places for sure."""
    sizes = problem.sizes
    changed = {
        Change.LARGER: sizes.largest < LARGEST_GROUP and replace(sizes, largest=sizes.largest + 1),
        Change.SMALLER: sizes.smallest > 2 and replace(sizes, smallest=sizes.smallest - 1),
        Change.MORE: sizes.most < MOST_GROUPS and replace(sizes, most=sizes.most + 1),
        Change.COLLEAGUES: sizes.colleagues_apart and replace(sizes, colleagues_apart=False),
    }
    found = {}
    for change, other in changed.items():
        if other:
            built = GroupsModel(replace(problem, sizes=other))
            aim, limit = built.level("placed"), built.most("placed", GroupsScore())
            built.aim_at(aim, limit)
            built.hint(placing)
            part = budget.part(_TUNED.level)
            if limit > most:
                status, solver = solve_within(
                    built.model, part, seed, effort=_TUNED.change, all_linear=True
                )
                found[change] = len(built.placing(solver)) - most if status in FOUND else 0
    return {change: gain for change, gain in found.items() if gain > 0}
