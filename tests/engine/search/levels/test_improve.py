"""Whom the moves for fairness are aimed at."""

from dataclasses import replace

import numpy as np

from scheduler.engine.search.levels.degrees import fair_share
from scheduler.engine.search.seating.instance import compile_problem
from tests.engine.builders import problem


def test_a_fair_share_is_the_average_of_the_sector_rounded_both_ways() -> None:
    instance = compile_problem(problem([3, 2], 5, 2))
    degree = np.array([4, 1, 2, 6, 6, 0])

    share = fair_share(instance, degree, fewest=0)

    assert share[:5].tolist() == [[2, 3]] * 3 + [[6, 6]] * 2
    assert share[5, 0] == 0, "an empty seat needs no help"


def test_a_fair_share_is_not_below_what_everybody_there_throughout_should_meet() -> None:
    asked = problem([4, 3], 7, 3)
    late = replace(asked.people[0], arrives_round=2)
    instance = compile_problem(replace(asked, people=(late, *asked.people[1:])))
    degree = np.array([1, 2, 2, 2, 3, 3, 3, 0])

    share = fair_share(instance, degree, fewest=3)

    assert share[0].tolist() == [1, 1], "who comes late is compared with those who come late"
    assert share[1:4].tolist() == [[3, 3]] * 3
