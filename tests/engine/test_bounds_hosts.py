"""B7: people bound to a table run out of new people, and the ceiling knows."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.engine.bounds import ceiling
from scheduler.engine.bounds_hosts import host_losses
from scheduler.engine.bounds_tally import Tally
from scheduler.engine.problem import Problem, pair
from scheduler.engine.result import Settings
from scheduler.engine.solve import solve
from tests.engine.builders import sectors
from tests.engine.exhaustive import outcomes


def _hosted(met: frozenset[tuple[str, str]], rounds: int) -> Problem:
    """Three of each sector at three tables of two, hosted by the first sector."""
    people = tuple(
        replace(p, host_table=i + 1) if i < 3 else p for i, p in enumerate(sectors(3, 3))
    )
    return Problem(people, rounds, table_count=3, history=met)


def test_nothing_is_lost_while_everybody_is_new() -> None:
    assert host_losses(Tally(_hosted(frozenset(), 3))) == 0
    assert ceiling(_hosted(frozenset(), 3)).pairs == 9


def test_a_host_who_can_meet_one_person_less_costs_one_pair() -> None:
    asked = _hosted(frozenset({pair("a0", "b0")}), 3)
    assert host_losses(Tally(asked)) == 1
    assert ceiling(asked).pairs == 8
    score = solve(asked, Settings(seconds=1.0)).score
    assert score is not None
    assert score.cross_sector_pairs == 8


def test_two_hosts_of_one_table_lose_once() -> None:
    people = tuple(
        replace(p, host_table=1) if p.key in ("a0", "c0") else p for p in sectors(2, 2, 2)
    )
    met = frozenset({pair("a0", "b0"), pair("b0", "c0")})
    assert host_losses(Tally(Problem(people, 2, table_count=2, history=met))) == 1


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.data())
def test_the_ceiling_is_never_below_the_best_plan(data: st.DataObject) -> None:
    sizes = data.draw(st.sampled_from([(2, 2), (2, 2, 2), (3, 2), (3, 3), (2, 3, 1)]))
    hosts = data.draw(st.integers(1, 2))
    people = tuple(
        replace(p, host_table=1 + i % 2) if i < hosts else p for i, p in enumerate(sectors(*sizes))
    )
    every = [pair(a.key, b.key) for a, b in combinations(people, 2)]
    met = data.draw(st.frozensets(st.sampled_from(every), max_size=5))
    asked = Problem(people, data.draw(st.integers(1, 2)), table_count=2, history=met)
    best = max((outcome.pairs for outcome in outcomes(asked)), default=0)
    assert ceiling(asked).pairs >= best


@pytest.mark.parametrize("rounds", [1, 2])
def test_few_rounds_lose_nothing(rounds: int) -> None:
    asked = _hosted(frozenset({pair("a0", "b0")}), rounds)
    assert host_losses(Tally(asked)) == 0
