"""The ceiling by prices: never below what exists, exact where it can be, quick to give up."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scheduler.domain.words.limits import limit_in_scripts
from scheduler.engine.bounds.ceilings import HISTORY, ceiling, ceiling_after_history
from scheduler.engine.bounds.limits import limits
from scheduler.engine.bounds.prices import price_bound
from scheduler.engine.bounds.tally import Tally
from scheduler.engine.kernels.prices import highest_price
from scheduler.engine.problem import Odd, Person, Problem
from scheduler.engine.result import Settings, Status
from scheduler.engine.solve import solve
from scheduler.engine.solvers.budget import Budget
from tests.engine.builders import problem, tiny_problems
from tests.engine.exhaustive import outcomes
from tests.engine.histories import with_history

_ANY = 10**6


@settings(max_examples=60, deadline=None)
@given(st.integers(3, 9), st.integers(2, 5), st.integers(0, 10_000))
def test_the_search_finds_the_highest_price_table(people: int, size: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    half = np.triu(rng.integers(0, 50, (people, people)), 1)
    gain, cost = np.ascontiguousarray(half + half.T), rng.integers(0, 90, people)
    found = np.zeros((people, size), dtype=np.int64)
    best = highest_price(gain, cost, size, np.array([_ANY]), found)

    def worth(table: tuple[int, ...]) -> int:
        return int(sum(gain[a, b] for a, b in combinations(table, 2)) - cost[list(table)].sum())

    for first in range(people):
        every = [(first, *rest) for rest in combinations(range(first + 1, people), size - 1)]
        most = max(map(worth, every), default=0)
        told = worth(tuple(found[first].tolist())) if found[first, 0] >= 0 else 0
        assert told == max(0, most)
    assert best == max(0, *map(worth, combinations(range(people), size)), 0)


def test_a_search_that_would_be_too_long_says_so() -> None:
    gain, found = np.ones((30, 30), dtype=np.int64), np.zeros((30, 6), dtype=np.int64)
    assert highest_price(gain, np.zeros(30, dtype=np.int64), 6, np.array([10]), found) == -1


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(tiny_problems())
def test_no_plan_passes_it_under_any_rules(case: Problem) -> None:
    tally = Tally(case)
    bound = price_bound(tally, _ANY)
    assume(bound is not None)
    found = outcomes(case)
    assume(found)
    assert max(outcome.pairs for outcome in found) <= len(tally.met) + bound


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([((2, 2, 2), 3, 2), ((3, 2, 2), 3, 2), ((2, 2, 1), 2, 3), ((3, 3), 3, 2)]),
    st.floats(0.2, 0.8),
    st.integers(0, 10_000),
)
def test_no_plan_passes_it_after_much_history(
    shape: tuple[tuple[int, ...], int, int], share: float, seed: int
) -> None:
    rules = {"odd": Odd.TRIO} if shape[1] == 2 else {}
    case = with_history(*shape, share, seed, **rules)
    bound = price_bound(Tally(case), _ANY)
    assume(bound is not None)
    assert max(outcome.pairs for outcome in outcomes(case)) <= bound


@pytest.mark.parametrize(
    ("case", "sectors_alone", "pairs"),
    [
        (with_history((8, 8, 8), 3, 1, 0.75, 1), 22, 17),
        (with_history((9, 8, 8), 2, 3, 0.75, 1, odd=Odd.TRIO), 39, 37),
    ],
    ids=["tables of three", "pairs and one table of three"],
)
def test_it_proves_a_plan_best_where_sectors_alone_do_not(
    case: Problem, sectors_alone: int, pairs: int
) -> None:
    assert ceiling(case).pairs == sectors_alone
    result = solve(case, Settings(seconds=60.0))
    assert result.score is not None
    assert (result.score.cross_sector_pairs, result.score.ceiling) == (pairs, pairs)
    assert result.status is Status.OPTIMAL


def test_it_says_that_the_history_is_the_limit_and_what_it_costs() -> None:
    case = with_history((8, 8, 8), 3, 1, 0.75, 1)
    newcomers = tuple(Person(f"new {i}", "", "", "c") for i in range(6))
    changed = {
        "now": case,
        "longer": replace(case, rounds=2),
        "more": replace(case, people=case.people + newcomers),
        "free": replace(case, history=frozenset()),
        "larger": replace(case, table_count=6),
    }
    figures = {
        name: ceiling_after_history(asked, ceiling(asked), ()) for name, asked in changed.items()
    }
    most = figures["now"]
    assert most.by == HISTORY
    rise = {name: figure.pairs - most.pairs for name, figure in figures.items()}
    assert [limit_in_scripts(limit) for limit in limits(case, most, Budget.of(60.0))] == [
        f"So many have met before that 1 round can bring at most {most.pairs} new cross-sector "
        "pairs together.",
        f"One more round would raise the ceiling by {rise['longer']}.",
        f"Six more people from the c sector would raise the ceiling by {rise['more']}.",
        "Pairs who met at an earlier event do not count again: without them the ceiling would be "
        f"{rise['free']} higher.",
        f"Tables of 4 instead of 3 would raise the ceiling by {rise['larger']}.",
    ]


def test_nothing_is_spent_where_it_cannot_help() -> None:
    case = problem((8, 8, 8), 3, 4)
    most = ceiling(case)
    assert ceiling_after_history(case, most, ()) is most
    assert price_bound(Tally(with_history((8, 8, 8), 2, 4, 0.5, 1)), _ANY) is None
    assert price_bound(Tally(with_history((60, 60, 60), 6, 4, 0.5, 1)), _ANY) is None


def test_a_plan_that_meets_the_other_ceilings_ends_it_at_once() -> None:
    case = with_history((8, 8, 8), 4, 2, 0.2, 1)
    most = ceiling(case).pairs
    assert price_bound(Tally(case), most, solve(case).rounds) is None
    assert price_bound(Tally(case), _ANY, (), Budget.of(2.0, lambda: True)) is None
