"""Pairs dealt anew: no pair is lost on the way, and those that swaps miss are found."""

import numpy as np
import pytest

from scheduler.engine import rules
from scheduler.engine.bounds.ceilings import ceiling
from scheduler.engine.search.levels.reseat import pair_anew
from scheduler.engine.search.seating.instance import compile_problem
from scheduler.engine.search.seating.start import first_seating
from scheduler.engine.search.seating.state import from_seats, worth
from scheduler.engine.solvers.budget import Budget
from tests.engine.histories import with_history


@pytest.mark.parametrize("sizes", [(16, 14, 10), (14, 14, 13)])
def test_pairs_dealt_anew_meet_the_ceiling_after_much_history(sizes: tuple[int, ...]) -> None:
    case = with_history(sizes, 2, 10, 0.5, 1)
    most, instance, rng = ceiling(case).pairs, compile_problem(case), np.random.default_rng(1)
    start = first_seating(instance, rng)
    before = worth(instance, start.code)
    assert before < most
    found = pair_anew(instance, start, most, 500, rng, Budget.of(600.0))
    assert worth(instance, found.code) == most
    assert rules.check(case, instance.to_rounds(found.seat)) == []
    assert (from_seats(instance, found.seat).code == found.code).all()


def test_at_the_ceiling_or_without_time_the_pairs_stay_as_they_are() -> None:
    case = with_history((16, 14, 10), 2, 10, 0.5, 1)
    instance, rng = compile_problem(case), np.random.default_rng(1)
    start = first_seating(instance, rng)
    seat = start.seat.copy()
    for most, seconds in ((worth(instance, start.code), 600.0), (10**6, 0.0)):
        found = pair_anew(instance, start.copy(), most, 500, rng, Budget.of(seconds))
        assert (from_seats(instance, found.seat).code == from_seats(instance, seat).code).all()
