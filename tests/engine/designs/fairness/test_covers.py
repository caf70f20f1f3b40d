"""Re-seating sector by sector makes a design fairer and leaves it a design."""

import numpy as np

from scheduler.engine.designs import design, share_out
from scheduler.engine.designs.verify import SeatingArray, people_met, sector_labels, valid_rounds
from scheduler.engine.solvers.budget import Budget

_SIZES = (20, 16, 12)
_SECTORS = sector_labels(_SIZES)


def _uneven() -> SeatingArray:
    seating = design(_SIZES, 8, 7, 0.5)
    assert seating is not None
    assert people_met(seating, _SECTORS).min() == 21
    return seating


def test_the_worst_off_meet_as_many_as_can_be() -> None:
    seating = _uneven()
    shared = share_out(seating, _SECTORS, 300, Budget.of(600.0))
    assert valid_rounds(shared, _SECTORS, 8) == 7
    assert people_met(shared, _SECTORS).sum() == people_met(seating, _SECTORS).sum()
    assert people_met(shared, _SECTORS).min() == 23


def test_told_to_stop_it_returns_what_it_has() -> None:
    seating = _uneven()
    assert (share_out(seating, _SECTORS, 300, Budget.of(600.0, lambda: True)) == seating).all()


def test_it_repeats_itself_for_a_seed() -> None:
    first, second = (share_out(_uneven(), _SECTORS, 12, Budget.of(600.0), 5) for _ in range(2))
    assert np.array_equal(first, second)


def test_a_fair_design_is_left_alone() -> None:
    sectors = sector_labels((12, 12, 12))
    seating = design((12, 12, 12), 6, 5, 0.5)
    assert seating is not None
    assert (share_out(seating, sectors, 10, Budget.of(600.0)) == seating).all()
