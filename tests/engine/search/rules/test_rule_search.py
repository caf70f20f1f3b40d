"""Plans under so many hard rules that annealing on the pairs leaves some broken."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.engine.problem import Problem, pair
from scheduler.engine.result import Result, Settings, Status
from scheduler.engine.rules import check
from scheduler.engine.search.rules.rule_search import keep_rules
from scheduler.engine.search.seating.instance import compile_problem
from scheduler.engine.search.seating.start import first_seating
from scheduler.engine.search.seating.state import broken
from scheduler.engine.solve import solve
from scheduler.engine.solvers.budget import Budget
from tests.engine.builders import sectors
from tests.engine.planted import everybody_meets, planted

PATIENT = settings(
    max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


def _first_plan(asked: Problem) -> Result:
    """Solve, and stop at the first plan."""
    reached = [0]
    return solve(
        asked,
        Settings(seconds=30.0),
        lambda seen: reached.append(seen.cross_sector_pairs),
        lambda: reached[-1] > 0,
    )


def _kept(asked: Problem, seed: int = 1, seconds: float = 5.0) -> int:
    """How many rules the search for nothing else leaves broken, checked by counting again."""
    instance = compile_problem(asked)
    start = first_seating(instance, np.random.default_rng(seed))
    before = start.seat.copy()
    state, missing = keep_rules(instance, start, seed, Budget.of(seconds, counted=True))
    assert missing == broken(instance, state.code)
    assert np.array_equal(start.seat, before)
    if missing == 0:
        assert check(asked, instance.to_rounds(state.seat)) == []
    return missing


HOSTED = tuple(
    replace(p, host_table=i % 8 + 1 if p.sector == "c" else None)
    for i, p in enumerate(sectors(16, 14, 8))
)
WINDOWED = tuple(
    replace(p, arrives_round=2 if i % 9 == 4 else 1, leaves_after_round=3 if i % 9 == 5 else None)
    for i, p in enumerate(sectors(20, 12, 8))
)
CASES = {
    "Kirkman's fifteen": everybody_meets(5, 3, 7),
    "a plane of order four": everybody_meets(4, 4, 5),
    "Kirkman's twenty-one": everybody_meets(7, 3, 10),
    "200 of 435 pairs must meet": planted(1, sectors(12, 10, 8), 6, 6, must_meet=200)[0],
    "400 must-meets among 100": planted(1, sectors(40, 35, 25), 20, 8, must_meet=400)[0],
    "45% of 60 apart": planted(1, sectors(24, 20, 16), 10, 4, apart=0.45)[0],
    "hosts, apart and must meet": planted(3, HOSTED, 8, 5, must_meet=60, apart=0.3)[0],
    "companions, absences and apart": planted(
        4, WINDOWED, 8, 4, 40, 0.3, together=[("a0", "b0"), ("a1", "c1"), ("b2", "b3")]
    )[0],
}


@pytest.mark.parametrize("name", CASES)
def test_a_crowded_problem_gets_a_plan(name: str) -> None:
    result = _first_plan(CASES[name])
    assert result.status is not Status.INFEASIBLE
    assert check(CASES[name], result.rounds) == []


@PATIENT
@given(st.integers(0, 1000), st.integers(6, 16), st.integers(2, 4), st.integers(1, 3))
def test_a_hidden_plan_or_another_is_found(seed: int, count: int, tables: int, rounds: int) -> None:
    people = sectors(count // 2, count - count // 2)
    asked, hidden = planted(seed, people, tables, rounds, count // 2, 0.25)
    assert check(asked, hidden) == []
    assert _kept(asked, seed) == 0


def test_the_search_goes_on_from_the_plan_and_keeps_the_rules() -> None:
    asked, _ = planted(2, sectors(12, 10, 8), 6, 4, must_meet=80, apart=0.2)
    first, later = _first_plan(asked), solve(asked, Settings(seconds=3.0))
    assert check(asked, later.rounds) == []
    assert first.score is not None
    assert later.score is not None
    assert later.score.cross_sector_pairs >= first.score.cross_sector_pairs


def test_two_workers_find_it_too() -> None:
    asked = CASES["200 of 435 pairs must meet"]
    result = solve(asked, Settings(seconds=3.0, workers=2))
    assert check(asked, result.rounds) == []


def test_a_crowded_problem_repeats_itself() -> None:
    asked, _ = planted(5, sectors(6, 6, 4), 4, 3, must_meet=40, apart=0.2)
    once, again = (solve(asked, Settings(seconds=2.0, seed=3)) for _ in range(2))
    assert once.rounds == again.rounds


def test_what_cannot_be_kept_is_left_over() -> None:
    # There is no plane of order six.
    assert _kept(everybody_meets(6, 6, 7), seconds=0.5) > 0


def test_a_round_that_is_done_is_left_as_it_is() -> None:
    asked, _ = planted(1, sectors(24, 20, 16), 10, 6, apart=0.4)
    assert _kept(asked) == 0


def test_a_round_may_be_seated_twice_where_no_other_is_found() -> None:
    # Only one seating of a round keeps the rules: the fours are known by their letters.
    people = sectors(4, 4, 4, 4)
    apart = frozenset(
        pair(a.key, b.key) for a, b in combinations(people, 2) if a.sector != b.sector
    )
    asked = Problem(people, 3, table_count=4, apart=apart)
    assert _kept(asked) == 0
    assert solve(asked, Settings(seconds=2.0)).status is Status.OPTIMAL
