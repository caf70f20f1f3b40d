"""The algebra underneath: rings, shifts, squares, round robins, and the gate."""

from itertools import combinations

import numpy as np
import pytest

from scheduler.engine.designs.columns.differences import ring_shifts, slope_shifts, terrace_shifts
from scheduler.engine.designs.columns.layout import lay_out
from scheduler.engine.designs.columns.rings import prime_powers, ring
from scheduler.engine.designs.columns.squares import orthogonal_array_of_ten
from scheduler.engine.designs.columns.stored import stored_shifts
from scheduler.engine.designs.golfers.circle import circle
from scheduler.engine.designs.verify import valid_rounds


@pytest.mark.parametrize("order", [1, 2, 4, 6, 8, 9, 12, 15, 25, 27, 36, 49, 125])
def test_a_ring_is_a_ring(order: int) -> None:
    r, elements = ring(order), np.arange(order)
    a, b = elements[:, None], elements[None]
    assert r.order == order
    assert r.add(a, 0).ravel().tolist() == elements.tolist()
    assert (r.add(a, b) == r.add(b, a)).all()
    assert (np.sort(r.add(a, b), axis=1) == elements).all()
    assert (r.multiply(a, b) == r.multiply(b, a)).all()
    c = elements[:: max(1, order // 5), None, None]
    assert (r.multiply(c, r.add(a, b)) == r.add(r.multiply(c, a), r.multiply(c, b))).all()
    fewest = min((p**e for p, e in prime_powers(order)), default=1)
    assert len(r.spread) == fewest


def differences_are_injective(shifts: np.ndarray, tables: int) -> bool:
    return all(len(set(((f - g) % tables).tolist())) == len(f) for f, g in combinations(shifts, 2))


@pytest.mark.parametrize("tables", [2, 4, 6, 10, 14, 50])
def test_the_terrace_gives_three_columns(tables: int) -> None:
    shifts = terrace_shifts(tables)
    assert shifts.shape == (3, tables - 1)
    assert differences_are_injective(shifts, tables)


def test_slopes_are_injective_while_they_do_not_wrap() -> None:
    assert differences_are_injective(slope_shifts(4, 8), 22)


@pytest.mark.parametrize("tables", [3, 4, 8, 15, 45])
def test_ring_columns_take_every_difference(tables: int) -> None:
    columns = len(ring(tables).spread)
    shifts = ring_shifts(columns, tables, tables)
    minus = {
        int(e): int(np.flatnonzero(ring(tables).add(np.arange(tables), e) == 0)[0])
        for e in range(tables)
    }
    for f, g in combinations(shifts, 2):
        negated = [minus[int(v)] for v in g]
        assert sorted(ring(tables).add(f, negated).tolist()) == list(range(tables))


@pytest.mark.parametrize("tables", [6, 10, 12, 14, 15, 18, 20])
def test_stored_shifts_are_what_they_claim(tables: int) -> None:
    for columns in range(2, 10):
        for shifts in stored_shifts(columns, tables):
            assert len(shifts) == columns
            assert differences_are_injective(shifts, tables)


def test_the_array_of_ten_is_orthogonal() -> None:
    array = orthogonal_array_of_ten()
    for i, j in combinations(range(4), 2):
        assert len({(row[i], row[j]) for row in array.tolist()}) == 100


@pytest.mark.parametrize("teams", [2, 4, 10])
def test_the_circle_meets_every_pair_once(teams: int) -> None:
    assert valid_rounds(circle(teams), np.arange(teams), teams // 2) == teams - 1


def test_remainders_that_do_not_pack_have_no_layout() -> None:
    assert lay_out((6, 6, 8), 10) is None
    layout = lay_out((13, 17, 10), 10)
    assert layout is not None
    assert layout.columns == 4


def test_more_shifts_go_first_to_the_sector_with_the_most_columns() -> None:
    ways = []
    for spare in range(5):
        layout = lay_out((12, 9, 2), 4, spare)
        assert layout is not None
        ways.append([len(set(layout.column[:12])), len(set(layout.column[12:21]))])
    # The one left over of the second sector packs with the third and goes its own way.
    assert ways == [[1, 2], [2, 2], [2, 3], [3, 3], [3, 3]]


def test_the_gate_stops_at_the_first_fault() -> None:
    sectors = np.array([0, 0, 1, 1])
    good, crossed = [0, 1, 0, 1], [0, 1, 1, 0]
    assert valid_rounds(np.array([good, crossed, good]), sectors, 2) == 2
    assert valid_rounds(np.array([[0, 0, 1, 1]]), sectors, 2) == 0
    assert valid_rounds(np.array([[0, 1, 0, 2]]), sectors, 2) == 0
