"""A budget says what is left of time and of counted work, for its parts as well."""

import pytest

from scheduler.engine.solvers.budget import Budget
from scheduler.engine.strategy import Method

HOUR = 3600.0


def test_counted_work_ends_by_its_count_and_parts_share_it() -> None:
    budget = Budget.of(HOUR, counted=True)
    half = budget.part(0.5)
    half.spend(half.allowed)
    assert (half.over(), budget.over()) == (True, False)
    budget.charge(0.5)
    assert budget.over()


def test_time_alone_counts_no_work() -> None:
    budget = Budget.of(HOUR)
    budget.spend(1e30)
    budget.charge(1.0)
    assert not budget.over()


def test_whoever_cancels_the_whole_cancels_the_parts() -> None:
    budget = Budget.of(HOUR)
    parts = budget.part(0.1), budget.within(1.0), budget.afresh(HOUR), budget.race(0.5)
    budget.stop.set()
    assert [part.is_cancelled() for part in parts] == [True] * 4
    assert [part.left() for part in parts] == [0.0] * 4


def test_a_race_that_is_won_ends_itself_alone() -> None:
    budget = Budget.of(HOUR)
    race, other = budget.race(0.5), budget.race(0.5)
    race.part(0.5).won.set()
    assert (race.over(), other.over(), budget.over()) == (True, False, False)


def test_a_callers_own_flag_is_asked() -> None:
    assert Budget.of(HOUR, lambda: True).over()
    assert Budget.of(HOUR, lambda: True).part(0.5).over()


def test_within_never_lengthens_and_afresh_does() -> None:
    budget = Budget.of(0.0)
    assert budget.within(HOUR).left() == 0.0
    assert budget.afresh(HOUR).left() == pytest.approx(HOUR, abs=60)


def test_methods_are_left_out_in_the_parts_too() -> None:
    budget = Budget.of(HOUR, without=frozenset({Method.DESIGNS}))
    for part in (budget, budget.part(0.5), budget.afresh(1.0), budget.race(1.0)):
        assert (part.uses(Method.DESIGNS), part.uses(Method.PRICES)) == (False, True)
