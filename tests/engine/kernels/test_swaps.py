"""The compiled loops keep their running figures in step with a recount from the seats."""

from dataclasses import replace

import numpy as np
import pytest

from scheduler.engine.problem import Odd, Problem, pair
from scheduler.engine.search.levels.degrees import changed_seats, degrees
from scheduler.engine.search.levels.improve import NO_TARGET, Levels
from scheduler.engine.search.levels.phases import LevelPhase
from scheduler.engine.search.levels.reseat import reseat, reseat_as_sum
from scheduler.engine.search.pairs.anneal import AnnealingPhase, anneal, random_state
from scheduler.engine.search.seating.instance import compile_problem
from scheduler.engine.search.seating.start import first_seating
from scheduler.engine.search.seating.state import broken, from_seats, worth
from scheduler.engine.solvers.budget import Budget
from tests.engine.builders import problem, sectors

UNREACHED = np.full(5, NO_TARGET, dtype=np.int64)


def _rich() -> Problem:
    """Hosts, companions, windows, uneven tables, kept-apart, must-meet, wishes and an old plan."""
    people = [
        replace(p, priorities=("food",) if i % 3 else ("food", "youth"), organisation=f"o{i // 3}")
        for i, p in enumerate(sectors(9, 8, 6))
    ]
    people[0] = replace(people[0], host_table=2)
    people[5] = replace(people[5], arrives_round=2)
    asked = Problem(
        tuple(people),
        4,
        table_count=5,
        together=frozenset({pair("a1", "b0"), pair("c0", "c1")}),
        apart=frozenset({pair("a2", "b2")}),
        must_meet=frozenset({pair("a4", "b5")}),
        wishes=frozenset({pair("a3", "b4"), pair("b1", "c5")}),
    )
    instance = compile_problem(asked)
    before = first_seating(instance, np.random.default_rng(3))
    return replace(asked, previous=instance.to_rounds(before.seat))


PROBLEMS = {
    "rich": _rich(),
    "pairs with an out table": problem((5, 4, 2), 2, 4),
    "trio": problem((5, 4, 2), 2, 4, odd=Odd.TRIO),
    "tables": problem((12, 9, 6), 5, 4),
}


@pytest.mark.parametrize("aimed", [0.0, 0.9])
@pytest.mark.parametrize("name", PROBLEMS)
def test_annealing_returns_what_its_seats_are_worth(name: str, aimed: float) -> None:
    instance = compile_problem(PROBLEMS[name])
    state = first_seating(instance, np.random.default_rng(1))
    phase = AnnealingPhase(20_000, 0.5, 0.1, aimed=aimed)
    found, score = anneal(instance, state, phase, random_state(1), 10**9, Budget.of(60.0))
    bound = instance.fixed[:, : instance.n]
    assert (found.table[:, : instance.n][bound >= 0] == bound[bound >= 0]).all()
    assert score == worth(instance, found.code)
    assert (from_seats(instance, found.seat).code == found.code).all()
    assert broken(instance, found.code) == 0


@pytest.mark.parametrize("guards", [0, 1, 3])
@pytest.mark.parametrize("name", PROBLEMS)
def test_levels_keep_their_totals_in_step(name: str, guards: int) -> None:
    instance = compile_problem(PROBLEMS[name])
    levels = Levels(instance, first_seating(instance, np.random.default_rng(1)), 3)
    phase = LevelPhase(guards, 20_000, 1.0, 0.1, (1.0, 0.5, 0.3, 0.01, 0.2))
    before = levels.best.copy()
    levels.run(phase, random_state(1), UNREACHED, Budget.of(60.0))
    assert (levels.totals == levels.measure(levels.state)).all()
    assert (levels.best == levels.measure(levels.best_state())).all()
    assert levels.best.tolist() >= before.tolist()


@pytest.mark.parametrize("name", PROBLEMS)
def test_re_seating_keeps_its_totals_in_step_and_never_loses(name: str) -> None:
    instance = compile_problem(PROBLEMS[name])
    levels = Levels(instance, first_seating(instance, np.random.default_rng(1)), 3)
    before = levels.best.copy()
    reseat(levels, np.random.default_rng(2), UNREACHED, Budget.of(60.0))
    assert (levels.totals == levels.measure(levels.state)).all()
    assert (levels.best == levels.measure(levels.best_state())).all()
    assert levels.best.tolist() >= before.tolist()


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_sum_keeps_degrees_changes_and_totals_in_step(name: str) -> None:
    instance = compile_problem(PROBLEMS[name])
    levels = Levels(instance, first_seating(instance, np.random.default_rng(1)), 3)
    before = levels.best.copy()
    phase = LevelPhase(1, 20_000, 1.0, 0.1, (0.0, 1.0, 0.5, 0.05, 0.5), aim=4)
    taken = levels.run_as_sum(phase, random_state(1), UNREACHED, Budget.of(60.0))
    gain = levels.best - before
    assert taken == bool(gain[0] > 0 or (gain[0] == 0 and np.dot(phase.weight, gain) > 0))
    reseat_as_sum(levels, np.random.default_rng(2), (10**9, 1000, 500, 10, 500), 5, Budget.of(60.0))
    assert (levels.totals == levels.measure(levels.state)).all()
    assert (levels.degree == degrees(instance, levels.state.code)).all()
    assert (levels.changed == changed_seats(levels.state.table, levels.old)).all()
    assert (levels.state.code == from_seats(instance, levels.state.seat).code).all()


def test_a_guarded_level_is_never_lost() -> None:
    instance = compile_problem(PROBLEMS["tables"])
    levels = Levels(instance, first_seating(instance, np.random.default_rng(1)), 3)
    pairs, fair = levels.best[0], levels.best[1]
    phase = LevelPhase(2, 50_000, 5.0, 1.0, (0.0, 0.0, 1.0, 0.0, 0.0))
    levels.run(phase, random_state(1), UNREACHED, Budget.of(60.0))
    assert (levels.totals[0], levels.totals[1]) >= (pairs, fair)


def test_kernels_repeat_themselves() -> None:
    instance = compile_problem(PROBLEMS["tables"])
    state = first_seating(instance, np.random.default_rng(1))
    phase = AnnealingPhase(30_000, 0.5, 0.1)
    first, _ = anneal(instance, state.copy(), phase, random_state(5), 10**9, Budget.of(60.0))
    second, _ = anneal(instance, state.copy(), phase, random_state(5), 10**9, Budget.of(60.0))
    assert (first.seat == second.seat).all()
