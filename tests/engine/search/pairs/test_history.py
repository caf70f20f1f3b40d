"""Pairs after a series of events: what the history leaves is found, and proven."""

import pytest

from scheduler.engine.problem import Odd
from scheduler.engine.result import Settings, Status
from scheduler.engine.solve import solve
from tests.engine.histories import with_history


@pytest.mark.parametrize(
    ("sizes", "rounds", "share", "odd"),
    [
        ((10, 10, 10, 10), 12, 0.6, Odd.SIT_OUT),
        ((16, 14, 10), 10, 0.6, Odd.SIT_OUT),
        ((20, 20, 20), 14, 0.6, Odd.SIT_OUT),
        ((14, 14, 13), 9, 0.6, Odd.SIT_OUT),
        ((9, 8, 8), 10, 0.3, Odd.TRIO),
        ((12, 11, 12), 8, 0.7, Odd.TRIO),
    ],
)
def test_after_heavy_history_pairs_reach_the_ceiling(
    sizes: tuple[int, ...], rounds: int, share: float, odd: Odd
) -> None:
    case = with_history(sizes, 2, rounds, share, 1, odd=odd)
    assert solve(case, Settings(seconds=300.0)).status is Status.OPTIMAL
