"""Any plan that keeps every hard rule, by CP-SAT."""

from scheduler.engine.feasibility.model_plan import plan_by_model
from scheduler.engine.problem import Problem, Rounds
from scheduler.engine.rules import check
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.strategy import Method

_SECONDS = 10.0
"""For a plan, where no budget is given."""


def feasible_plan(problem: Problem, budget: Budget | None = None) -> Rounds | None:
    """Return some plan that keeps every hard rule, or None if none was found in time.

    Nothing but the rules is optimised.
    """
    budget = budget or Budget.of(_SECONDS)
    if not budget.uses(Method.SEATING_MODEL):
        return None
    feasible, found = plan_by_model(problem, budget)
    return found if feasible and found is not None and not check(problem, found) else None
