"""Any plan that keeps every hard rule: by CP-SAT, by whole tables, by swaps."""

from scheduler.engine.feasibility.model_plan import plan_by_model
from scheduler.engine.feasibility.table_lists import who_choose_to_stay
from scheduler.engine.feasibility.whole_tables import plan_by_tables
from scheduler.engine.problem import Problem, Rounds
from scheduler.engine.rules import check
from scheduler.engine.search.rules.staying import plan_by_swaps
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.strategy import Method

_SECONDS = 10.0
"""For a plan, where no budget is given."""
_FOR_TABLES = 0.3
"""Of the time left, for whole tables."""


def feasible_plan(problem: Problem, budget: Budget | None = None, seed: int = 1) -> Rounds | None:
    """Return some plan that keeps every hard rule, or None if none was found in time.

    Where CP-SAT decides nothing, swaps are tried, with other tables for those who stay.
    Nothing but the rules is optimised.
    """
    budget = budget or Budget.of(_SECONDS)
    if budget.uses(Method.SEATING_MODEL):
        feasible, found = plan_by_model(problem, budget)
        if feasible is not None:
            return found if feasible else None
    return _by_swaps(problem, budget, seed) if budget.uses(Method.OTHER_STAYS) else None


def _by_swaps(problem: Problem, budget: Budget, seed: int) -> Rounds | None:
    """Try whole tables where somebody chooses where to stay, then swaps."""
    found = None
    if budget.uses(Method.WHOLE_TABLES) and who_choose_to_stay(problem):
        found = plan_by_tables(problem, budget.part(_FOR_TABLES))
    if found is None and budget.left() > 0:
        found = plan_by_swaps(problem, budget, seed)
    return None if found is None or check(problem, found) else found
