"""A first plan in a moment, to see whether a ceiling is worth proving lower."""

import numpy as np

from scheduler.engine.problem import Problem, Rounds
from scheduler.engine.search.pairs.anneal import anneal, random_state
from scheduler.engine.search.pairs.race import first_phase
from scheduler.engine.search.seating.instance import compile_problem
from scheduler.engine.search.seating.start import NoRoom, first_seating
from scheduler.engine.search.seating.state import tables_in
from scheduler.engine.solvers.budget import Budget


def quick_plan(problem: Problem, target: int, seed: int, budget: Budget) -> Rounds:
    """Return what the first phase of the search finds, rules kept or not; () where nothing fits."""
    if not problem.open_rounds:
        return ()
    try:
        instance = compile_problem(problem, problem.previous)
        old = tables_in(instance, problem.previous)
        state = first_seating(instance, np.random.default_rng(seed), old)
    except NoRoom:
        return ()
    phase = first_phase(int(instance.capacity.sum()))
    state, _ = anneal(instance, state, phase, random_state(seed), target, budget)
    return instance.to_rounds(state.seat)
