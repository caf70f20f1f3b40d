"""Conducts one search: starts, pairs, then the levels below, within one watch."""

from collections.abc import Callable


from scheduler.engine.problem import Problem, Rounds
from scheduler.engine.result import Settings
from scheduler.engine.search.anneal import random_state
from scheduler.engine.search.instance import Instance, compile_problem
from scheduler.engine.search.levels import Levels
from scheduler.engine.search.pairs import search
from scheduler.engine.search.settle import Aims, settle
from scheduler.engine.search.state import State, broken, worth
from scheduler.engine.search.watch import Watch

_PAIRS_SHARE = 0.8
"""Share of the time the pairs may take before the levels below get the rest."""

Proofs = Callable[[int], tuple[int, int]]
"""From a number of pairs to the proven greatest fewest and the proven least spread."""


def find_plan(
    problem: Problem, settings: Settings, ceiling: int, proofs: Proofs, watch: Watch
) -> Rounds | None:
    """Return the best plan found, or None where none was found that keeps every rule."""
    if len(problem.kept) == problem.rounds:
        return problem.kept
    instance = compile_problem(problem)
    watch.board.level = "cross-sector pairs"
    race = watch.part(watch.elapsed() + _PAIRS_SHARE * watch.left())
    state = search(instance, ceiling, settings.seed, settings.workers, race)
    if broken(instance, state.code):
        return None
    return instance.to_rounds(_settled(instance, state, settings, proofs, watch).seat)


def _settled(
    instance: Instance, state: State, settings: Settings, proofs: Proofs, watch: Watch
) -> State:
    pairs = worth(instance, state.code)
    fewest, spread = proofs(pairs)
    levels = Levels(instance, state, fewest)
    settle(levels, Aims(pairs, fewest, spread), random_state(settings.seed), watch)
    return levels.best_state()


