"""What a seating in progress is worth, and how many rules it breaks, after kept rounds."""

from itertools import combinations

import numpy as np
import pytest

from scheduler.engine.problem import Problem, SeatedRound, pair
from scheduler.engine.search.seating.instance import compile_problem
from scheduler.engine.search.seating.start import first_seating
from scheduler.engine.search.seating.state import broken, from_seats, tables_in, worth
from tests.engine.builders import sectors

KEPT = SeatedRound((("a0", "b0"), ("a1", "b1"), ("a2", "b2")))
"""Two of these pairs are to be kept apart from now on."""
APART = frozenset({pair("a0", "b0"), pair("a1", "b1"), pair("a2", "b0")})


def _after(*tables: tuple[str, ...]) -> tuple[int, int]:
    """The worth of these tables after the kept round, and the rules they break."""
    asked = Problem(sectors(3, 3), 2, table_count=3, apart=APART, kept=(KEPT,))
    instance = compile_problem(asked)
    table = tables_in(instance, (KEPT, SeatedRound(tables)))
    seat = table[:, :-1].argsort(kind="stable").reshape(1, 3, 2)
    code = from_seats(instance, seat).code
    return worth(instance, code), broken(instance, code)


def test_a_meeting_of_kept_rounds_that_is_forbidden_now_breaks_nothing() -> None:
    assert _after(("a0", "b1"), ("a1", "b2"), ("a2", "b0")) == (5 - 1000, 1)
    assert _after(("a0", "b1"), ("a1", "b0"), ("a2", "b2")) == (5, 0)


def test_each_rule_broken_after_kept_rounds_counts() -> None:
    assert _after(("a0", "b0"), ("a1", "b1"), ("a2", "b2")) == (3 - 2000, 2)
    assert _after(("a0", "b0"), ("a1", "b2"), ("a2", "b1")) == (5 - 1000, 1)


@pytest.mark.parametrize("tables", [1, 3, 60])
def test_every_meeting_of_a_table_of_any_size_is_counted(tables: int) -> None:
    instance = compile_problem(Problem(sectors(70, 60, 51), 2, table_count=tables))
    state = first_seating(instance, np.random.default_rng(1))
    expected = instance.base.copy()
    for table in state.seat.reshape(-1, state.seat.shape[2]):
        for a, b in combinations([p for p in table if p >= 0], 2):
            expected[a, b] += 1
            expected[b, a] += 1
    assert np.array_equal(state.code, expected)
    assert np.array_equal(from_seats(instance, state.seat).code, expected)
