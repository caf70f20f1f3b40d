"""Every design is even, repeats no cross-sector pair, and has the rounds it is known for."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.engine.designs import design
from scheduler.engine.designs.columns.paths import with_paths


def faults(seating: np.ndarray, sizes: tuple[int, ...], tables: int) -> list[str]:
    """What is wrong with a design, found without the package's own verifier."""
    sector = [s for s, size in enumerate(sizes) for _ in range(size)]
    found, met = [], set()
    for number, row in enumerate(seating.tolist()):
        groups = [[p for p, t in enumerate(row) if t == table] for table in range(tables)]
        if sorted(p for group in groups for p in group) != list(range(len(sector))):
            found.append(f"round {number}: not everybody has one table")
        for s in {*sector, None}:
            counts = [sum(s is None or sector[p] == s for p in group) for group in groups]
            if max(counts) - min(counts) > 1:
                found.append(f"round {number}: sector {s} is uneven")
        for group in groups:
            for i, a in enumerate(group):
                for b in group[i + 1 :]:
                    if sector[a] != sector[b]:
                        if (a, b) in met:
                            found.append(f"round {number}: {a} and {b} meet again")
                        met.add((a, b))
    return found


@pytest.mark.parametrize(
    ("sizes", "tables", "rounds"),
    [
        ((16, 14, 10), 8, 8),
        ((40, 35, 25), 10, 9),
        ((9, 9, 9, 9), 9, 9),
        ((30, 20, 10), 10, 10),
        ((40, 35, 25), 10, 10),
        ((35, 25, 40), 10, 10),
        ((20, 16, 12), 8, 7),
        ((17, 13, 10), 8, 7),
        ((12, 12, 12), 6, 5),
        ((12, 12, 12), 6, 6),
        ((24, 16, 8), 12, 6),
        ((45, 35, 20), 20, 8),
        ((120, 110, 70), 50, 8),
        ((400, 350, 250), 125, 10),
        ((30, 30, 30, 30), 15, 8),
    ],
)
def test_known_shapes_are_built_in_full(sizes: tuple[int, ...], tables: int, rounds: int) -> None:
    seating = design(sizes, tables, rounds, seconds=10)
    assert seating is not None
    assert seating.shape == (rounds, sum(sizes))
    assert faults(seating, sizes, tables) == []


@pytest.mark.parametrize(
    ("sizes", "tables", "rounds", "repeats"),
    [
        ((16, 14, 10), 8, 8, 0),
        ((17, 13, 10), 8, 7, 0),
        ((30, 20, 10), 10, 9, 80),
        ((12, 12, 12), 6, 5, 24),
    ],
)
def test_columns_of_a_sector_go_separate_ways_as_far_as_shifts_are_known(
    sizes: tuple[int, ...], tables: int, rounds: int, repeats: int
) -> None:
    seating = design(sizes, tables, rounds, seconds=0.5)
    assert seating is not None
    assert faults(seating, sizes, tables) == []
    meetings = np.zeros((sum(sizes), sum(sizes)), dtype=int)
    for row in seating:
        meetings += np.equal.outer(row, row)
    assert np.maximum(0, meetings - 1)[np.triu_indices(sum(sizes), 1)].sum() == repeats


@pytest.mark.parametrize(
    ("sizes", "tables", "rounds"),
    [((17, 12, 8), 7, 6), ((23, 19, 15), 12, 6), ((10, 10, 10, 10), 8, 5)],
)
def test_remainders_that_do_not_pack_find_paths(
    sizes: tuple[int, ...], tables: int, rounds: int
) -> None:
    seating = next(with_paths(sizes, tables, rounds, 2_000_000, 1))
    assert seating.shape == (rounds, sum(sizes))
    assert faults(seating, sizes, tables) == []


def test_among_paths_a_fairer_design_is_kept() -> None:
    seating = design((17, 12, 8), 7, 6, seconds=5)
    assert seating is not None
    assert faults(seating, (17, 12, 8), 7) == []


@settings(deadline=None, max_examples=60)
@given(
    sizes=st.lists(st.integers(0, 24), min_size=1, max_size=5).map(tuple),
    tables=st.integers(1, 16),
    rounds=st.integers(1, 12),
    seed=st.integers(0, 3),
)
def test_whatever_is_built_is_a_design(
    sizes: tuple[int, ...], tables: int, rounds: int, seed: int
) -> None:
    seating = design(sizes, tables, rounds, seconds=0.05, seed=seed)
    if seating is not None:
        assert 1 <= len(seating) <= rounds
        assert faults(seating, sizes, tables) == []


def test_no_people_or_no_rounds_is_no_design() -> None:
    assert design((), 4, 3, 1) is None
    assert design((0, 0), 4, 3, 1) is None
    assert design((4, 4), 4, 0, 1) is None
    assert design((4, 4), 0, 3, 1) is None


def test_the_same_seed_gives_the_same_design() -> None:
    first, second = (design((6, 6, 6, 6), 6, 4, seconds=20, seed=5) for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.tolist() == second.tolist()


def test_where_nobody_is_left_over_there_are_no_paths_to_look_for() -> None:
    assert list(with_paths((10, 10, 10, 10), 10, 9, 1_000, 1)) == []
    sizes = (10, 10, 10, 10)
    seating = design(sizes, 10, 11, 0.1)
    assert seating is not None
    assert (len(seating), faults(seating, sizes, 10)) == (9, [])


@pytest.mark.parametrize(
    ("order", "sectors"),
    [
        *((12, 6), (14, 5), (15, 5), (18, 6), (20, 5), (21, 6), (22, 4), (24, 8)),
        *((26, 5), (28, 6), (30, 5), (36, 9)),
    ],
)
def test_equal_sectors_meet_completely_in_as_many_rounds_as_tables(
    order: int, sectors: int
) -> None:
    sizes = (order,) * sectors
    seating = design(sizes, order, order, 0.1)
    assert seating is not None
    assert seating.shape == (order, order * sectors)
    assert faults(seating, sizes, order) == []
