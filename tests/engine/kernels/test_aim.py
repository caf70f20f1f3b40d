"""Aimed moves after much history: more pairs than random swaps, and only then."""

from dataclasses import replace

import numpy as np

from scheduler.engine.search.pairs.anneal import AnnealingPhase, anneal, random_state
from scheduler.engine.search.pairs.race import steps
from scheduler.engine.search.seating.instance import compile_problem
from scheduler.engine.search.seating.start import first_seating
from scheduler.engine.solvers.budget import Budget
from tests.engine.histories import with_history


def test_aimed_phases_find_more_in_as_many_moves() -> None:
    instance = compile_problem(with_history((10, 10, 10, 10), 4, 7, 0.3, 1))
    phase = AnnealingPhase(400_000, 0.35, 0.1)
    found = []
    for aimed in (0.0, 0.9):
        state = first_seating(instance, np.random.default_rng(1))
        phase = replace(phase, aimed=aimed)
        found.append(anneal(instance, state, phase, random_state(1), 10**9, Budget.of(60.0))[1])
    assert found[1] > found[0]


def test_without_history_no_phase_is_aimed() -> None:
    for history in (False, True):
        some = [step for step, _ in zip(steps(1000, history), range(16), strict=False)]
        assert any(phase.aimed > 0 for step in some for phase in step.phases) == history
