"""The search for rules begun again and again, each time with other tables for those who stay.

Where somebody stays is settled before a search, by a guess at what it costs. Under many
rules the guess may leave no plan, and then only another start can.
"""

import numpy as np

from scheduler.engine.feasibility.table_lists import who_choose_to_stay
from scheduler.engine.problem import Problem, Rounds, SeatedRound
from scheduler.engine.search.rules.rule_search import keep_rules
from scheduler.engine.search.seating.instance import compile_problem
from scheduler.engine.search.seating.start import NoRoom, first_seating
from scheduler.engine.solvers.budget import Budget

_SHARE = 0.3
"""Of the time left, for one choice of tables to stay at."""
_MOST_STARTS = 200


def plan_by_swaps(problem: Problem, budget: Budget, seed: int) -> Rounds | None:
    """Return a plan that keeps every rule the search knows, or None if none was found in time.

    Work is counted as well as time, so that one seed repeats itself.
    """
    budget = budget.afresh(budget.left(), counted=True)
    rng, choosing = np.random.default_rng(seed), who_choose_to_stay(problem)
    for attempt in range(seed, seed + _MOST_STARTS):
        if budget.over():
            break
        part = budget.part(_SHARE) if choosing else budget
        try:
            instance = compile_problem(problem, _staying(problem, choosing, rng))
            start = first_seating(instance, rng)
        except NoRoom:
            continue
        state, missing = keep_rules(instance, start, attempt, part, by_tables=False)
        if not missing:
            return instance.to_rounds(state.seat)
    return None


def _staying(problem: Problem, choosing: list[str], rng: np.random.Generator) -> Rounds:
    """Deal those who choose to the tables; the search reads their places off these rounds."""
    if not choosing:
        return ()
    tables = min((len(problem.table_sizes(r)) for r in problem.open_rounds), default=0)
    free = rng.permutation(tables).tolist()
    places: list[list[str]] = [[] for _ in range(tables)]
    for key, t in zip(rng.permutation(choosing).tolist(), free * len(choosing), strict=False):
        places[t].append(key)
    seated = SeatedRound(tuple(map(tuple, places)))
    return problem.kept + (seated,) * len(problem.open_rounds)
