"""Old seats given back after a late change: what may not be lost, and what is kept in step."""

import random
from dataclasses import replace

import numpy as np
import pytest

from scheduler.engine import rules
from scheduler.engine.kernels.levels.changes import PAIRS
from scheduler.engine.problem import Problem, pair
from scheduler.engine.result import Settings, measure
from scheduler.engine.search.levels.degrees import degrees
from scheduler.engine.search.levels.improve import NO_TARGET, Levels
from scheduler.engine.search.levels.phases import ReturnPhase
from scheduler.engine.search.levels.targets import forced
from scheduler.engine.search.pairs.anneal import random_state
from scheduler.engine.search.replan.tables_in_use import tables_in_use
from scheduler.engine.search.seating.instance import compile_problem
from scheduler.engine.search.seating.start import first_seating
from scheduler.engine.search.seating.state import tables_in
from scheduler.engine.solve import solve
from scheduler.engine.solvers.budget import Budget
from tests.engine.builders import problem, without

PLENTY = Settings(seconds=20.0)
ANY = np.full(5, NO_TARGET, dtype=np.int64)


def _changed(seed: int, size: int) -> Problem:
    """A morning with hosts, companions and people kept apart, some of whom fail to come."""
    rng = random.Random(seed)
    asked = problem((10, 8, 7), size, 4)
    people = tuple(replace(p, host_table=i + 1) if i < 3 else p for i, p in enumerate(asked.people))
    keys = [p.key for p in people[3:]]
    asked = replace(
        asked,
        people=people,
        together=frozenset({pair(keys[0], keys[9])} if size > 2 else ()),
        apart=frozenset({pair(keys[1], keys[10])}),
    )
    plan = solve(asked, Settings(seconds=2.0)).rounds
    gone = set(rng.sample(keys[2:9] + keys[11:], 4))
    late = without(asked, gone, plan, 1, size)
    compact = tables_in_use(late, 10)
    return late if compact is None else compact.compact()


def _shuffled(late: Problem, seed: int, fewest: int) -> Levels:
    """Seats that hardly anybody had before."""
    instance = compile_problem(late, late.previous)
    levels = Levels(instance, first_seating(instance, np.random.default_rng(seed)), fewest)
    assert levels.seats_changed() > 20
    return levels


@pytest.mark.parametrize("size", [2, 4])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_totals_stay_in_step_and_no_pair_is_lost(seed: int, size: int) -> None:
    late = _changed(seed, size)
    levels = _shuffled(late, seed, 4)
    before, changed = levels.best.copy(), levels.seats_changed()

    levels.return_seats(
        ReturnPhase(60_000, 2.0, 0.1, 0.05), random_state(seed), ANY, Budget.of(60.0, counted=True)
    )

    assert levels.best[PAIRS] >= before[PAIRS]
    assert levels.seats_changed() < changed
    assert levels.best.tolist() == levels.measure(levels.best_state()).tolist()
    assert levels.degree.tolist() == degrees(levels.instance, levels.state.code).tolist()
    table, fixed = levels.state.table[:, :-1], levels.instance.fixed[:, :-1]
    assert (table[fixed >= 0] == fixed[fixed >= 0]).all()
    together: dict[int, list] = {g: [] for g in set(levels.instance.group.tolist()) - {-1}}
    for person, group in enumerate(levels.instance.group.tolist()):
        if group >= 0:
            together[group].append(levels.state.table[:, person].tolist())
    assert all(tables == members[0] for members in together.values() for tables in members)


def test_a_phase_from_the_old_seats_leaves_them() -> None:
    asked = problem((12, 10, 8), 5, 4)
    plan = solve(asked, PLENTY).rounds
    late = replace(asked, previous=plan)
    instance = compile_problem(late, plan)
    old = tables_in(instance, plan)
    levels = Levels(instance, first_seating(instance, np.random.default_rng(1), old), 0)

    levels.return_seats(
        ReturnPhase(20_000, 2.0, 0.1, 0.0), random_state(1), ANY, Budget.of(60.0, counted=True)
    )

    assert levels.seats_changed() == 0


@pytest.mark.parametrize("kept", [0, 2])
def test_where_every_table_has_a_host_twice_the_forced_seats_are_enough(kept: int) -> None:
    asked = problem((30, 24, 16), 5, 6)
    people = tuple(
        replace(p, host_table=t // 5 + 1) if t % 5 == 0 and t < 60 else p
        for t, p in enumerate(asked.people)
    )
    asked = replace(asked, people=people)
    plan = solve(asked, PLENTY).rounds
    guests = [p.key for p in people if p.host_table is None]
    late = without(asked, set(random.Random(1).sample(guests, 10)), plan, kept, 5)

    result = solve(late, PLENTY)

    compact = tables_in_use(late, 10)
    assert compact is not None
    instance = compile_problem(compact.compact(), compact.compact().previous)
    floor = sum(forced(Levels(instance, first_seating(instance, np.random.default_rng(1)), 0)))
    assert result.score is not None
    assert rules.check(late, result.rounds) == []
    assert result.score.cross_sector_pairs == result.score.ceiling
    assert kept or result.score.fewest_cross_sector == result.score.fewest_ceiling
    assert measure(late, result.rounds).moved_seats <= 2 * floor
