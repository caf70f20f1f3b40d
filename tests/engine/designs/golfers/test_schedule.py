"""Golfer schedules: nobody meets twice, and as many rounds as each shape is known for."""

import numpy as np
import pytest

from scheduler.engine.designs import golfer
from scheduler.engine.designs.golfers.schedule import most_rounds

KNOWN = {
    3: {3: 4},
    4: {3: 4, 4: 5},
    5: {3: 7, 4: 5, 5: 6},
    6: {3: 8, 4: 7, 5: 6, 6: 3},
    7: {3: 10, 4: 9, 5: 7, 6: 7, 7: 8},
    8: {3: 11, 4: 10, 5: 8, 6: 8, 7: 8, 8: 9},
    9: {3: 13, 4: 11, 5: 9, 6: 9, 7: 9, 8: 9, 9: 10},
    10: {3: 14, 4: 13, 5: 10, 6: 8, 7: 8, 8: 8, 9: 5, 10: 4},
    11: {3: 16, 5: 11},
    12: {6: 13},
    # Maximal arcs, and a unital.
    13: {4: 17, 5: 16, 6: 13},
    15: {8: 17},
    21: {6: 25},
    16: {4: 21},
    # Arrays of orders that are no prime power, and a round within the columns.
    18: {6: 19},
    20: {5: 21},
}
"""Rounds by groups, then by size."""

SHAPES = [(groups, size, r) for groups, row in KNOWN.items() for size, r in row.items()]


def met_at_most_once(seating: np.ndarray, groups: int, size: int) -> bool:
    met: set[tuple[int, int]] = set()
    for row in seating.tolist():
        tables = [[p for p, t in enumerate(row) if t == table] for table in range(groups)]
        if [len(table) for table in tables] != [size] * groups:
            return False
        pairs = [(a, b) for table in tables for a in table for b in table if a < b]
        if met & set(pairs):
            return False
        met |= set(pairs)
    return True


@pytest.mark.parametrize(("groups", "size", "rounds"), SHAPES)
def test_known_shapes_reach_their_rounds(groups: int, size: int, rounds: int) -> None:
    seating = golfer(groups, size, rounds)
    assert seating is not None
    assert seating.shape == (rounds, groups * size)
    assert met_at_most_once(seating, groups, size)


@pytest.mark.parametrize("groups", range(1, 13))
def test_pairs_meet_everybody(groups: int) -> None:
    seating = golfer(groups, 2, 2 * groups)
    assert seating is not None
    assert len(seating) == 2 * groups - 1 == most_rounds(groups, 2)
    assert met_at_most_once(seating, groups, 2)


def test_fewer_rounds_are_a_prefix_of_more() -> None:
    longer, shorter = golfer(8, 4, 10), golfer(8, 4, 6)
    assert longer is not None
    assert shorter is not None
    assert shorter.tolist() == longer[:6].tolist()


def test_tables_of_one_never_meet() -> None:
    seating = golfer(3, 1, 4)
    assert seating is not None
    assert seating.tolist() == [[0, 1, 2]] * 4


@pytest.mark.parametrize(("groups", "size", "rounds"), [(0, 3, 4), (3, 0, 4), (3, 3, 0)])
def test_no_people_or_no_rounds_is_no_schedule(groups: int, size: int, rounds: int) -> None:
    assert golfer(groups, size, rounds) is None
