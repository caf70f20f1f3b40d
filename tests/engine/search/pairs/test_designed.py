"""Seatings from algebra are used where they are the best, and left where rules ask for more."""

from dataclasses import replace

import numpy as np

from scheduler.engine.problem import pair
from scheduler.engine.result import Settings, Status
from scheduler.engine.search.pairs.designed import seating_where_all_meet
from scheduler.engine.search.seating.instance import compile_problem
from scheduler.engine.search.seating.state import worth
from scheduler.engine.solve import solve
from scheduler.engine.solvers.budget import Budget
from tests.engine.builders import problem


def test_where_rounds_suffice_everybody_meets_and_nobody_twice() -> None:
    result = solve(problem([6, 6, 6], 3, 8), Settings(seconds=5))
    assert result.status is Status.OPTIMAL
    assert result.score is not None
    assert result.score.cross_sector_pairs == 108
    assert result.score.repeat_meetings == 0


def test_rounds_that_are_not_needed_for_it_are_filled() -> None:
    instance = compile_problem(problem([5, 5, 5], 3, 9))
    state = seating_where_all_meet(instance, np.random.default_rng(1), Budget.of(60.0))
    assert state is not None
    assert worth(instance, state.code) == 75


def test_a_rule_or_a_host_leaves_it_to_the_search() -> None:
    plain = problem([6, 6, 6], 3, 8)
    apart = replace(plain, apart=frozenset({pair("a0", "b0")}))
    host = replace(plain.people[0], host_table=1)
    hosted = replace(plain, people=(host, *plain.people[1:]))
    for asked in (apart, hosted):
        instance = compile_problem(asked)
        assert seating_where_all_meet(instance, np.random.default_rng(1), Budget.of(60.0)) is None
