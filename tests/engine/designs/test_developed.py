"""Kept seatings have as many pairs as they are kept for."""

import numpy as np

from scheduler.engine.designs import design, nearly
from scheduler.engine.designs.verify import sector_labels


def pairs_met(seating: np.ndarray, sectors: np.ndarray) -> int:
    met = np.zeros((len(sectors), len(sectors)), dtype=bool)
    for row in seating:
        met |= np.equal.outer(row, row)
    return int((met & np.not_equal.outer(sectors, sectors)).sum() // 2)


def test_three_sectors_of_twelve_all_meet_in_six_rounds() -> None:
    seating = design((12, 12, 12), 6, 6, seconds=1)
    assert seating is not None
    assert pairs_met(seating, sector_labels((12, 12, 12))) == 3 * 12 * 12


def test_three_sectors_of_ten_meet_282_times() -> None:
    seating = nearly((10, 10, 10), 6, 6)
    assert seating is not None
    sectors = sector_labels((10, 10, 10))
    assert pairs_met(seating, sectors) == 282
    assert [np.bincount(row).tolist() for row in seating] == [[5] * 6] * 6


def test_nothing_is_kept_for_other_shapes_or_rounds() -> None:
    assert nearly((10, 10, 10), 6, 5) is None
    assert nearly((10, 10, 11), 6, 6) is None
