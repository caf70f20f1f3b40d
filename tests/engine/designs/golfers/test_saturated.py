"""Where the rounds suffice, every cross-sector pair meets and nobody meets anybody twice."""

import numpy as np
import pytest

from scheduler.engine.designs import all_meet


@pytest.mark.parametrize(
    ("sizes", "tables", "rounds"),
    [
        ((6, 6, 6), 6, 8),
        ((5, 5, 5), 5, 7),
        ((8, 8, 8), 8, 11),
        ((12, 12, 8), 8, 10),
        ((6, 5, 5), 4, 5),
        ((9, 9, 9), 9, 13),
        ((5, 5, 5), 5, 9),
    ],
)
def test_everybody_meets_all_of_the_other_sectors_and_nobody_twice(
    sizes: tuple[int, ...], tables: int, rounds: int
) -> None:
    seating = all_meet(sizes, tables, rounds)
    assert seating is not None
    assert len(seating) <= rounds
    meetings = np.zeros((sum(sizes), sum(sizes)), dtype=int)
    for row in seating:
        assert np.bincount(row).tolist() == [sum(sizes) // tables] * tables
        meetings += np.equal.outer(row, row)
    sector = np.repeat(np.arange(len(sizes)), sizes)
    other = np.not_equal.outer(sector, sector)
    assert (meetings[other] == 1).all()
    assert (meetings[~np.eye(sum(sizes), dtype=bool)] <= 1).all()


@pytest.mark.parametrize(
    ("sizes", "tables", "rounds"),
    [
        ((6, 6, 6), 6, 7),  # too few rounds
        ((7, 6, 5), 6, 8),  # the strangers are couples, and two sectors are odd
        ((6, 6, 5), 6, 8),  # uneven tables
        ((12, 12, 12), 6, 7),  # no golfer schedule is known
        ((5, 5), 5, 9),  # pairs
        ((), 3, 4),
    ],
)
def test_none_where_no_such_seating_is_known(
    sizes: tuple[int, ...], tables: int, rounds: int
) -> None:
    assert all_meet(sizes, tables, rounds) is None
