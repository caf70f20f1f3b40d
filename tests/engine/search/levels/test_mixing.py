"""Dealing the meetings of rounds anew changes no level, and lets pairs be liked the most."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.engine.affinity import measure_affinity
from benchmarks.engine.instances import instances
from scheduler.engine.problem import Problem
from scheduler.engine.search.levels.improve import Levels
from scheduler.engine.search.levels.mixing import mix, mixable
from scheduler.engine.search.seating.instance import compile_problem
from scheduler.engine.search.seating.start import first_seating
from scheduler.engine.search.seating.state import from_seats
from tests.engine.builders import problem


def _levels(asked: Problem) -> Levels:
    instance = compile_problem(asked)
    return Levels(instance, first_seating(instance, np.random.default_rng(1)), 0)


def test_mixed_rounds_hold_the_same_meetings_in_other_rounds() -> None:
    levels = _levels(problem((6, 4, 2), 2, 4))
    code, seat = levels.state.code.copy(), levels.state.seat.copy()
    rounds = mixable(levels)
    assert rounds.tolist() == [0, 1, 2, 3]
    for _ in range(5):
        mix(levels, rounds, np.random.default_rng(2))
    found = from_seats(levels.instance, levels.state.seat)
    assert (found.code == code).all()
    assert (found.table == levels.state.table).all()
    assert (levels.state.seat != seat).any()
    assert (levels.measure(levels.state) == levels.totals).all()


def _hosted() -> Problem:
    asked = problem((6, 6), 2, 3)
    people = (replace(asked.people[0], host_table=1), *asked.people[1:])
    return replace(asked, people=people)


@pytest.mark.parametrize("asked", [problem((6, 5), 2, 3), problem((6, 6), 3, 3), _hosted()])
def test_sitters_tables_and_hosts_are_not_mixed(asked: Problem) -> None:
    assert mixable(_levels(asked)).tolist() == []


def test_pairs_reach_the_flow_bound_of_wishes_and_priorities() -> None:
    for liked in measure_affinity(instances()["P2"], 20.0):
        assert liked.pairs == liked.ceiling
        assert 1000 * liked.granted >= 995 * liked.bound
