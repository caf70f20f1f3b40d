"""Pairs dealt anew: proper colourings, nothing lost, and what the history leaves, found."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.engine import rules
from scheduler.engine.bounds.ceilings import ceiling
from scheduler.engine.kernels.kempe import FREE, GONE, NONE, open_slot, walk_colourings
from scheduler.engine.kernels.tuples import Edges, Partners
from scheduler.engine.problem import Odd, Person, Problem
from scheduler.engine.result import Settings, Status
from scheduler.engine.search.pairs.anneal import random_state
from scheduler.engine.search.pairs.colouring_walk import dealt_anew, may_be_dealt
from scheduler.engine.search.seating.instance import compile_problem
from scheduler.engine.search.seating.start import first_seating
from scheduler.engine.search.seating.state import broken, worth
from scheduler.engine.solve import solve
from scheduler.engine.solvers.budget import Budget
from tests.engine.builders import problem
from tests.engine.exhaustive import outcomes
from tests.engine.histories import with_history


def dealt(case: Problem, seed: int = 1) -> tuple[int, int]:
    """The pairs of a first seating, and of the same dealt anew."""
    instance = compile_problem(case)
    assert may_be_dealt(instance)
    before = first_seating(instance, np.random.default_rng(seed))
    budget = Budget.of(60.0, counted=True)
    after = dealt_anew(instance, before, random_state(seed), ceiling(case).pairs, budget)
    if not broken(instance, after.code):
        assert rules.check(case, instance.to_rounds(after.seat)) == []
    return worth(instance, before.code), worth(instance, after.code)


@pytest.mark.parametrize(
    ("sizes", "rounds", "share"),
    [((10, 10, 10, 10), 12, 0.6), ((16, 14, 10), 10, 0.6), ((20, 20, 20), 14, 0.6)],
)
def test_after_heavy_history_pairs_reach_the_ceiling(
    sizes: tuple[int, ...], rounds: int, share: float
) -> None:
    case = with_history(sizes, 2, rounds, share, 1)
    assert dealt(case)[1] == ceiling(case).pairs


@pytest.mark.parametrize(
    ("sizes", "rounds", "share", "odd"),
    [
        ((9, 8, 8), 10, 0.3, Odd.TRIO),
        ((21, 20, 20), 10, 0.7, Odd.TRIO),
        ((14, 14, 13), 9, 0.6, Odd.SIT_OUT),
    ],
)
def test_so_do_pairs_of_an_odd_number(
    sizes: tuple[int, ...], rounds: int, share: float, odd: Odd
) -> None:
    result = solve(with_history(sizes, 2, rounds, share, 1, odd=odd), Settings(seconds=30.0))
    assert result.status is Status.OPTIMAL


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000), st.sampled_from(Odd), st.integers(6, 13), st.integers(1, 7))
def test_nothing_is_lost_by_dealing_anew(seed: int, odd: Odd, people: int, rounds: int) -> None:
    sizes = (people // 2, people // 3, people - people // 2 - people // 3)
    case = with_history(sizes, 2, rounds, 0.5, seed, odd=odd)
    late = replace(case.people[0], arrives_round=min(2, rounds))
    case = replace(case, people=(late, *case.people[1:]))
    if may_be_dealt(compile_problem(case)):
        before, after = dealt(case, seed)
        assert after >= before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000), st.sampled_from([(2, 2, 2), (3, 2, 1), (3, 3)]))
def test_of_tiny_rooms_the_best_plan_is_found(seed: int, sizes: tuple[int, ...]) -> None:
    case = with_history(sizes, 2, 3, 0.4, seed)
    assert dealt(case, seed)[1] == max(outcome.pairs for outcome in outcomes(case))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(4, 12), st.integers(1, 6), st.integers(0, 3_000))
def test_a_walk_keeps_the_colouring_proper(seed: int, people: int, rounds: int, steps: int) -> None:
    rng = np.random.default_rng(seed)
    edge = np.triu(rng.random((people, people)) < 0.6, 1)
    edge |= edge.T
    mate = np.where(rng.random((rounds, people)) < 0.1, GONE, FREE).astype(np.int16)
    colour = np.full((people, people), NONE, dtype=np.int16)
    degree = edge.sum(axis=1).astype(np.int32)
    known = np.zeros((people, people), dtype=np.int16)
    for p in range(people):
        known[p, : degree[p]] = np.flatnonzero(edge[p])
    slots, number = np.zeros(mate.size, dtype=np.int32), np.zeros(1, dtype=np.int64)
    place, gone = np.full(mate.shape, -1, dtype=np.int32), mate == GONE
    edges = Edges(mate, colour, slots, place, number)
    for r, p in np.argwhere(mate == FREE):
        open_slot(edges, r, p)
    partners = Partners(known, degree)
    score = walk_colourings(edges, partners, steps, 0, 10**6, random_state(seed))
    assert ((mate == GONE) == gone).all()
    met = [(r, p, int(mate[r, p])) for r, p in np.argwhere(mate >= 0)]
    assert all(mate[r, q] == p and colour[p, q] == r and edge[p, q] for r, p, q in met)
    assert len(met) == 2 * score == int((colour != NONE).sum())
    listed = {(int(h) // people, int(h) % people) for h in slots[: number[0]]}
    assert listed == {(int(r), int(p)) for r, p in np.argwhere(mate == FREE)}
    assert all(place[r, p] >= 0 and slots[place[r, p]] == r * people + p for r, p in listed)


def test_people_bound_to_a_seat_or_who_must_meet_are_left_to_swaps() -> None:
    case = problem((4, 4), 2, 3)
    host = Person("h", "H", "", "a", host_table=1)
    assert may_be_dealt(compile_problem(case))
    assert not may_be_dealt(compile_problem(problem((4, 4), 4, 3)))
    assert not may_be_dealt(compile_problem(replace(case, must_meet=frozenset({("a0", "b0")}))))
    assert not may_be_dealt(compile_problem(replace(case, together=frozenset({("a0", "b0")}))))
    assert not may_be_dealt(
        compile_problem(replace(case, people=(*case.people, host, replace(host, key="i"))))
    )
