"""Why a search ended: proven, out of time, stopped, or because no method brought more."""

from dataclasses import replace

from scheduler.engine.problem import Problem
from scheduler.engine.result import Ended, Settings
from scheduler.engine.solve import solve
from tests.engine.builders import problem, sectors


def test_a_plan_proven_on_three_levels_ends_the_search() -> None:
    assert solve(problem((5, 5, 1), 4, 4), Settings(seconds=30.0)).ended is Ended.PROVEN


def test_rules_that_clash_end_it_with_a_proof() -> None:
    pigeons = {("a0", "a1"), ("a0", "a2"), ("a1", "a2")}
    result = solve(problem((8,), 2, 2, must_meet=pigeons), Settings(seconds=30.0))
    assert (result.unproven, result.ended) == (False, Ended.PROVEN)


def test_a_dense_room_is_searched_to_the_end_of_its_time() -> None:
    late = replace(sectors(9)[0], arrives_round=3)
    case = Problem((late, *sectors(9, 6, 6, 3, 3)[1:]), 7, table_count=6)
    result = solve(case, Settings(seconds=0.5))
    assert result.score is not None
    assert result.score.cross_sector_pairs < result.score.ceiling
    assert result.ended is Ended.TIME


def test_starts_that_bring_nothing_end_it_before_its_time() -> None:
    result = solve(Problem(sectors(7, 5, 4), 4, table_count=4), Settings(seconds=60.0))
    assert result.score is not None
    assert not result.score.settled
    assert result.ended is Ended.EXHAUSTED


def test_being_told_to_stop_is_the_reason_where_nothing_is_proven() -> None:
    case = Problem(sectors(9, 6, 6, 3, 3), 7, table_count=6)
    result = solve(case, Settings(seconds=60.0), should_stop=lambda: True)
    assert (result.stopped, result.ended) == (True, Ended.STOPPED)
