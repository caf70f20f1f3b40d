"""Who takes which point: bookkeeping against a recount, hosts and sizes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.engine.designs.fit import Fit, Units, frames
from scheduler.engine.search.pairs.anneal import random_state
from scheduler.engine.solvers.budget import Budget


def _units(sectors: list[int], rounds: int, bound: list[int] | None = None) -> Units:
    sector = np.repeat(np.arange(len(sectors)), sectors)
    crosses = (sector[:, None] != sector).astype(np.int32)
    people = len(sector)
    return Units(
        once=crosses,
        always=crosses,
        here=np.ones((rounds, people), dtype=bool),
        weight=np.ones(people, dtype=np.int64),
        bound=np.array(bound or [-1] * people, dtype=np.int64),
    )


def _annealed(units: Units, tables: int, seats: int, which: int = 0, standing: int = 0) -> Fit:
    rounds = len(units.here)
    frame = frames(tables, rounds, seats, standing)[which]
    fit = Fit(units, frame, tables, np.random.default_rng(1))
    fit.anneal(200_000, random_state(1), Budget.of(600.0))
    return fit


def _pairs(paths: np.ndarray, crosses: np.ndarray) -> int:
    """Recount the cross-sector pairs who share a table at least once."""
    met = np.zeros(crosses.shape, dtype=bool)
    for row in paths.T:
        met |= (row[:, None] == row) & (row >= 0)
    return int(np.triu(met & (crosses > 0), 1).sum())


def test_an_uneven_room_without_rules_reaches_the_bound_of_an_even_spread() -> None:
    units = _units([12, 20, 16, 9, 7], 8)
    fit = _annealed(units, 8, 8)
    assert _pairs(fit.paths(), units.once) == 8 * (8 * 64 - 20 - 52 - 32 - 11 - 7) // 2
    for row in fit.paths().T:
        assert np.bincount(row).tolist() == [8] * 8


def test_hosts_of_any_sector_keep_their_tables() -> None:
    bound = [-1] * 43
    for table, person in enumerate([0, 3, 9, 17, 20, 30, 36, 41]):
        bound[person] = table
    fit = _annealed(_units([16, 18, 9], 8, bound), 8, 6, standing=1)
    for person, table in enumerate(bound):
        if table >= 0:
            assert fit.paths()[person].tolist() == [table] * 8


@given(
    sectors=st.lists(st.integers(1, 9), min_size=2, max_size=4),
    tables=st.integers(3, 7),
    rounds=st.integers(2, 6),
    which=st.integers(0, 3),
    data=st.data(),
)
@settings(max_examples=25, deadline=None)
def test_the_worth_kept_along_the_way_is_that_of_a_recount(
    sectors: list[int], tables: int, rounds: int, which: int, data: st.DataObject
) -> None:
    units = _units(sectors, rounds)
    people = len(units.weight)
    draw = np.random.default_rng(data.draw(st.integers(0, 99)))
    here = draw.random((rounds, people)) < 0.9
    both = here.T.astype(int) @ here
    unmet = np.triu(draw.random((people, people)) < 0.8, 1)
    once = units.once * (unmet | unmet.T)
    always = (once * (both > 0)).astype(np.int32)
    mixed = Units(once, always, here, draw.integers(1, 3, people), units.bound)
    some = frames(tables, rounds, -(-people // tables), 0)
    frame = some[which % len(some)]
    if len(frame.path) < people:
        return
    prices = np.round(draw.random((people, data.draw(st.sampled_from([0, 2 * people])))), 3)
    fit = Fit(mixed, frame, tables, draw, prices)
    fit.anneal(3_000, random_state(1), Budget.of(600.0))
    again = Fit(mixed, frame, tables, draw, prices)
    again.point = fit.point
    again.load = again._loads(tables)
    assert fit.load.tolist() == again.load.tolist()
    assert fit.worth == pytest.approx(again._worth())
    if prices.size:
        assert fit.degree.tolist() == again.degree.tolist()


def test_with_a_price_on_degrees_a_fit_has_as_many_pairs_and_is_fairer() -> None:
    units, found = _units([16, 14, 20], 7), []
    squares = (np.arange(51) - 24.0) ** 2
    for evenness in (0.0, 0.005):
        prices = np.tile(evenness * squares, (50, 1))
        fit = Fit(units, frames(9, 7, 6, 0)[0], 9, np.random.default_rng(1), prices)
        fit.anneal(200_000, random_state(1), Budget.of(600.0))
        paths = fit.paths()
        met = ((paths[:, None, :] == paths) & (paths[:, None, :] >= 0)).any(axis=2) & (
            units.once > 0
        )
        found.append((int(met.sum()) // 2, int((met.sum(axis=1) ** 2).sum())))
    (pairs, spread), (pairs_too, fairer) = found
    assert pairs_too == pairs
    assert fairer < spread


def test_a_frame_of_all_columns_is_tried_as_well() -> None:
    assert [len(frame.path) for frame in frames(8, 6, 5, 0)].count(64) == 1


def test_tables_left_out_on_a_curve_leave_most_people_seated_in_every_round() -> None:
    bent = next(frame for frame in frames(6, 7, 5, 0) if len(frame.path) == 49)
    assert sorted((bent.path < 0).sum(axis=1).tolist()) == [0] * 21 + [1] * 7 + [2] * 21
