"""A walk over covers raises the worst-off person and leaves a design a design."""

from functools import partial

import numpy as np

from scheduler.engine.designs import design, even_further, wander
from scheduler.engine.designs.verify import SeatingArray, people_met, sector_labels, valid_rounds
from scheduler.engine.kernels.covers import cover, list_paths, look_at_covers
from scheduler.engine.kernels.tuples import Options
from scheduler.engine.solvers.budget import Budget

CANCELLED = Budget.of(600.0, lambda: True)
_SIZES = (12, 16, 20)
_SECTORS = sector_labels(_SIZES)


def _uneven() -> SeatingArray:
    seating = design(_SIZES, 8, 7, 0.5)
    assert seating is not None
    assert people_met(seating, _SECTORS).min() == 21
    return seating


def test_the_worst_off_meet_more_and_every_pair_is_kept() -> None:
    seating = _uneven()
    wandered = wander(seating, _SECTORS, 23, Budget.of(600.0))
    assert valid_rounds(wandered, _SECTORS, 8) == 7
    assert people_met(wandered, _SECTORS).sum() == people_met(seating, _SECTORS).sum()
    assert people_met(wandered, _SECTORS).min() > 21


def test_squares_are_evened_out_at_no_cost_to_the_worst_off() -> None:
    sectors = sector_labels((10, 14, 16))
    seating = design((10, 14, 16), 8, 8, 0.5)
    assert seating is not None
    looks = iter([False] * 8 + [True])
    evened = even_further(seating, sectors, 24, Budget.of(600.0, lambda: next(looks)))
    before, after = people_met(seating, sectors), people_met(evened, sectors)
    assert valid_rounds(evened, sectors, 8) == 8
    assert (after.min(), after.sum()) == (before.min(), before.sum())
    assert (after**2).sum() < (before**2).sum()


def test_an_even_design_is_left_alone() -> None:
    sectors = sector_labels((12, 12, 12))
    seating = design((12, 12, 12), 6, 5, 0.5)
    assert seating is not None
    assert even_further(seating, sectors, 20, Budget.of(600.0)) is seating


def test_told_to_stop_it_returns_what_it_has() -> None:
    seating = _uneven()
    assert (wander(seating, _SECTORS, 23, CANCELLED) == seating).all()


def test_it_repeats_itself_for_a_seed() -> None:
    plans = []
    for _ in range(2):
        left = iter([False, False, False, True])
        plans.append(wander(_uneven(), _SECTORS, 23, Budget.of(600.0, partial(next, left)), 7))
    assert np.array_equal(*plans)


def test_paths_are_those_that_meet_nobody_twice_and_a_cover_fills_the_room() -> None:
    # Two sectors of two at two tables, two rounds: rows 0, 1 of the first sector are seated
    # so that each may sit with either of the others, but not with one of them twice.
    table = np.array([[0, 1, 0, 1], [0, 1, 1, 0]])
    sector = np.array([0, 0, 1, 1])
    room, masks = np.zeros((2, 2), np.int64), np.zeros((2, 2, 1), np.uint64)
    paths, work = np.zeros((8, 2), np.int64), np.zeros(1, np.int64)
    look_at_covers(table, sector, 0, room, masks)
    assert room.tolist() == [[1, 1], [1, 1]]

    number = list_paths(room, masks, 1_000, paths, work)
    assert sorted(paths[:number].tolist()) == [[0, 0], [1, 1]]
    assert list_paths(room, masks, 1_000, paths[:1], work) == -1

    chosen, state = np.zeros(4, np.int64), np.array([9], np.uint64)
    cost = np.zeros(8)
    assert cover(Options(paths, cost, number), room, 2, 100, 1.0, chosen, work, state)
    assert sorted(chosen[:2].tolist()) == [0, 1]
    assert not cover(Options(paths, cost, 1), room, 2, 100, 1.0, chosen, work, state)
