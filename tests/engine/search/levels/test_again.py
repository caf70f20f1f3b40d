"""Other starts: never worse, and better where one plan stays short."""

from dataclasses import replace

import numpy as np

from scheduler.engine import rules
from scheduler.engine.bounds.ceilings import ceiling, fewest_ceiling, spread_floor
from scheduler.engine.problem import Problem
from scheduler.engine.result import Settings
from scheduler.engine.search.levels.again import from_other_starts, is_settled, rank_of
from scheduler.engine.search.levels.improve import Levels
from scheduler.engine.search.levels.settle import settle
from scheduler.engine.search.levels.targets import Aims
from scheduler.engine.search.pairs.anneal import random_state
from scheduler.engine.search.pairs.race import search
from scheduler.engine.search.seating.instance import compile_problem
from scheduler.engine.solvers.budget import Budget
from tests.engine.builders import sectors

_WORK = 2.5e8
"""Look-ups for the starts: two or three seconds; the clock never decides."""


def _settled(case: Problem) -> tuple[Levels, Aims]:
    pairs = ceiling(case).pairs
    fewest = fewest_ceiling(case, pairs)
    aims = Aims(pairs, fewest, spread_floor(case, pairs, fewest))
    instance = compile_problem(case)
    state = search(instance, pairs, 1, 1, Budget.of(600.0))
    levels = Levels(instance, state, fewest)
    settle(levels, aims, random_state(1), Budget.of(600.0))
    return levels, aims


def test_other_starts_find_a_fairer_plan_with_as_many_pairs() -> None:
    case = Problem(sectors(7, 3, 6), 3, table_count=4)
    levels, aims = _settled(case)
    before = rank_of(levels)
    assert before[0] == aims.pairs
    assert not is_settled(before, aims)
    found = from_other_starts(
        levels, aims, Settings(seed=1), replace(Budget.of(600.0), allowed=_WORK)
    )
    assert rules.check(case, levels.instance.to_rounds(found.seat)) == []
    assert rank_of(Levels(levels.instance, found, aims.fewest)) > before


def test_without_time_the_plan_stays_as_it_is() -> None:
    levels, aims = _settled(Problem(sectors(7, 3, 6), 3, table_count=4))
    found = from_other_starts(levels, aims, Settings(seed=1, workers=2), Budget.of(0.0))
    assert np.array_equal(found.seat, levels.best_seat)
