"""B7: people bound to a table run out of new people, and the ceiling knows."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.engine.bounds.ceilings import ceiling
from scheduler.engine.bounds.hosts import most_beside_hosts
from scheduler.engine.bounds.tally import Tally
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
    assert most_beside_hosts(Tally(_hosted(frozenset(), 3))) == 9
    assert ceiling(_hosted(frozenset(), 3)).pairs == 9


def test_a_host_who_can_meet_one_person_less_costs_one_pair() -> None:
    asked = _hosted(frozenset({pair("a0", "b0")}), 3)
    assert most_beside_hosts(Tally(asked)) == 8
    assert ceiling(asked).pairs == 8
    score = solve(asked, Settings(seconds=1.0)).score
    assert score is not None
    assert score.cross_sector_pairs == 8


def test_two_hosts_of_one_table_who_have_met_the_same_person_lose_a_pair() -> None:
    people = tuple(
        replace(p, host_table=1) if p.key in ("a0", "c0") else p for p in sectors(2, 2, 2)
    )
    fresh = Problem(people, 2, table_count=2)
    assert most_beside_hosts(Tally(fresh)) == 10
    met = frozenset({pair("a0", "b0"), pair("b0", "c0")})
    assert most_beside_hosts(Tally(replace(fresh, history=met))) == 9


def test_a_sector_avoids_its_own_hosts_and_so_meets_the_others_again() -> None:
    """Eight at eight hosted tables, one each: the six without a table of their own have six."""
    people = sectors(8, 11, 7, 5, 14, 7)
    hosts = ("a0", "a1", "b0", "c0", "d0", "e0", "e1", "f0")
    hosted = tuple(
        replace(p, host_table=hosts.index(p.key) + 1) if p.key in hosts else p for p in people
    )
    spread = ceiling(Problem(people, 8, table_count=8)).pairs
    most = most_beside_hosts(Tally(Problem(hosted, 8, table_count=8)))
    assert (spread, most) == (1080, 1042)


def test_nobody_bound_means_no_ceiling_of_this_kind() -> None:
    assert most_beside_hosts(Tally(Problem(sectors(3, 3), 2, table_count=3))) is None


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.data())
def test_the_ceiling_is_never_below_the_best_plan(data: st.DataObject) -> None:
    sizes = data.draw(st.sampled_from([(2, 2), (3, 1), (2, 1, 1), (2, 2, 1), (3, 2), (2, 2, 2)]))
    rounds = data.draw(st.integers(1, 3 if sum(sizes) < 6 else 2))
    people = list(sectors(*sizes))
    hosts = data.draw(st.lists(st.sampled_from(people), min_size=1, max_size=3, unique=True))
    for number, person in enumerate(hosts):
        people[people.index(person)] = replace(person, host_table=1 + number % 2)
    late = data.draw(st.integers(0, len(people) - 1))
    people[late] = replace(people[late], arrives_round=data.draw(st.integers(1, rounds)))
    every = [pair(a.key, b.key) for a, b in combinations(people, 2)]
    met = data.draw(st.frozensets(st.sampled_from(every), max_size=4))
    asked = Problem(tuple(people), rounds, table_count=2, history=met)
    best = max((outcome.pairs for outcome in outcomes(asked)), default=0)
    assert ceiling(asked).pairs >= best
    most = most_beside_hosts(Tally(asked))
    assert most is not None
    assert len(Tally(asked).met) + most >= best


@pytest.mark.parametrize("rounds", [1, 2])
def test_few_rounds_lose_nothing(rounds: int) -> None:
    asked = _hosted(frozenset({pair("a0", "b0")}), rounds)
    assert most_beside_hosts(Tally(asked)) == 3 * rounds
