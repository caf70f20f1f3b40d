"""Small rooms: the plan that is called best is the best of all, and the search ends with it."""

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from scheduler.engine.feasibility.small_rooms import best_plan
from scheduler.engine.problem import Odd, Person, Problem, pair
from scheduler.engine.result import Settings, Status, measure
from scheduler.engine.solve import solve
from scheduler.engine.solvers.budget import Budget
from tests.engine.builders import problem, sectors, tiny_problems
from tests.engine.exhaustive import Outcome, best_counts, in_order


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(tiny_problems(most_people=5, most_rounds=2))
def test_what_is_called_best_is_the_best_of_all_plans(case: Problem) -> None:
    best = best_plan(case, Budget.of(60.0))
    if best is not None:
        counts = best_counts(case)
        assert counts is not None
        proven = best.pairs, best.fewest, -best.spread
        assert proven == in_order(counts)[:3]
        if best.settled:
            assert in_order(measure(case, best.rounds)) == in_order(counts)


def _wishful(seed: int) -> Problem:
    """Five people at two tables or in pairs, with colleagues, wishes and an old plan."""
    rng = random.Random(seed)
    people = tuple(
        replace(
            person,
            organisation=f"Org {rng.randrange(3)}",
            priorities=tuple(rng.sample(("food", "care", "youth"), 2)),
            offers=("venue",) if rng.random() < 0.3 else (),
            asks=("a venue",) if rng.random() < 0.3 else (),
        )
        for person in sectors(3, 2)
    )
    keys = [person.key for person in people]
    wishes = frozenset(pair(*rng.sample(keys, 2)) for _ in range(2))
    case = Problem(people, 2, pairs=seed % 2 == 0, table_count=2, odd=Odd.SIT_OUT, wishes=wishes)
    old = best_plan(replace(case, wishes=frozenset(), history=wishes), Budget.of(60.0))
    return replace(case, previous=old.rounds if old else ())


@pytest.mark.parametrize("seed", range(8))
def test_the_levels_below_are_settled_in_order(seed: int) -> None:
    case = _wishful(seed)
    best, counts = best_plan(case, Budget.of(60.0)), best_counts(case)
    assert best is not None
    assert counts is not None
    assert best.settled
    assert in_order(measure(case, best.rounds)) == in_order(counts)


def _stays(case: Problem, key: str) -> Problem:
    return replace(
        case, people=tuple(replace(p, stays=p.stays or p.key == key) for p in case.people)
    )


LEAVES = Person("b1", "B1", "Org", "b", host_table=2, leaves_after_round=1)
SMALL = {
    "one who stays may sit out": (
        _stays(problem((2, 1), 2, 2), "a1"),
        Outcome(2, 1, 6),
    ),
    "two who stay share a table where that is better": (
        _stays(_stays(problem((2, 1, 1, 1), 2, 3, odd=Odd.TRIO), "b0"), "c0"),
        Outcome(9, 3, 66),
    ),
    "the larger table moves with fairness": (
        Problem(
            (*sectors(1, 3), replace(LEAVES, key="b9")),
            2,
            table_count=2,
            must_meet=frozenset({pair("a0", "b2")}),
        ),
        Outcome(3, 1, 12),
    ),
    "a ceiling that counts of sectors do not reach": (problem((3, 3), 3, 2), Outcome(7, 1, 36)),
}


@pytest.mark.parametrize("name", SMALL)
def test_small_rooms_are_solved_and_proven(name: str) -> None:
    case, outcome = SMALL[name]
    result = solve(case, Settings(seconds=5))
    assert result.score is not None
    score = result.score
    reached = Outcome(score.cross_sector_pairs, score.fewest_cross_sector, score.spread)
    assert (reached, result.status) == (outcome, Status.OPTIMAL)
    assert (score.fewest_ceiling, score.spread_floor) == (outcome.fewest, outcome.spread)


def test_a_room_that_is_not_small_is_left_to_the_search() -> None:
    assert best_plan(problem((4, 3, 3), 5, 2), Budget.of(60.0)) is None
