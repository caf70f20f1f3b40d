"""Tuning is checked when it is set, and the message names the bound."""

from collections.abc import Callable

import pytest

from scheduler.engine.search.levels.phases import LevelPhase
from scheduler.engine.search.pairs.anneal import AnnealingPhase
from scheduler.engine.search.replan.late import ReplanParameters


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (
            lambda: AnnealingPhase(10, 0.3, 0.1, focus=1.4),
            "AnnealingPhase.focus must be from 0 to 1 of the whole, not 1.4.",
        ),
        (
            lambda: AnnealingPhase(-1, 0.3, 0.1),
            "AnnealingPhase.moves must be at least 0 moves, not -1.",
        ),
        (
            lambda: AnnealingPhase(10, 0.3, 0.0),
            "AnnealingPhase.cold must be at least 1e-06 pairs, not 0.",
        ),
        (
            lambda: LevelPhase(6, 10, 0.3, 0.1, (1.0, 0.0, 0.0, 0.0, 0.0)),
            "LevelPhase.guards must be from 0 to 5 levels, not 6.",
        ),
        (
            lambda: LevelPhase(0, 10, 0.3, 0.1, (1.0, 0.0, -2.0, 0.0, 0.0)),
            "LevelPhase.weight must be at least 0 for a unit of each level, not -2.",
        ),
        (
            lambda: ReplanParameters(one_seat_in=0),
            "ReplanParameters.one_seat_in must be at least 1 seats, not 0.",
        ),
    ],
)
def test_a_value_out_of_bounds_is_refused(made: Callable[[], object], sentence: str) -> None:
    with pytest.raises(ValueError, match="must be") as refused:
        made()
    assert str(refused.value) == sentence


def test_values_at_their_bounds_are_taken() -> None:
    assert AnnealingPhase(0, 1e-6, 1e-6, focus=1.0, within=0.0).cooling.focus == 1.0
