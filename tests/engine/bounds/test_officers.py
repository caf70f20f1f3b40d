"""B11: Euler's officers cap three sectors of six at six tables."""

from dataclasses import replace

import pytest

from scheduler.engine.bounds.ceilings import ceiling
from scheduler.engine.bounds.officers import most_of_six
from scheduler.engine.bounds.tally import Tally
from scheduler.engine.problem import Problem
from scheduler.engine.result import Settings, Status
from scheduler.engine.solve import solve
from tests.engine.builders import sectors

_OFFICERS = Problem(sectors(6, 6, 6), 6, table_count=6)


def test_the_officers_end_two_pairs_short_and_it_is_proven() -> None:
    assert ceiling(_OFFICERS).pairs == 106
    result = solve(_OFFICERS, Settings(seconds=30.0))
    assert result.status is Status.OPTIMAL
    assert result.score is not None
    assert result.score.cross_sector_pairs == 106


@pytest.mark.parametrize(
    "other",
    [
        replace(_OFFICERS, rounds=7),
        replace(_OFFICERS, rounds=5),
        replace(_OFFICERS, table_count=9),
        Problem(sectors(5, 5, 5), 5, table_count=5),
        Problem(
            tuple(replace(p, arrives_round=2) if p.key == "a0" else p for p in sectors(6, 6, 6)),
            6,
            table_count=6,
        ),
    ],
    ids=["seven rounds", "five rounds", "nine tables", "order five", "one is late"],
)
def test_other_rooms_are_not_capped_so(other: Problem) -> None:
    assert most_of_six(Tally(other)) is None
