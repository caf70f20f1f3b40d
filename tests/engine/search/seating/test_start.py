"""The first seating: complete and by the rules, in a hurry too."""

import numpy as np
import pytest

from scheduler.engine import rules
from scheduler.engine.problem import Person, Problem
from scheduler.engine.search.seating import start
from scheduler.engine.search.seating.instance import compile_problem
from scheduler.engine.search.seating.start import first_seating
from tests.engine.builders import sectors


def test_in_a_hurry_nobody_is_assigned_and_everybody_has_a_seat(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    host = Person("h", "H", "Org h", "a", host_table=2)
    instance = compile_problem(Problem((host, *sectors(7, 6, 5)), 3, table_count=4))
    layers: list[int] = []
    assign = start.assign

    def counted(cost: np.ndarray) -> np.ndarray:
        layers.append(len(cost))
        return assign(cost)

    monkeypatch.setattr(start, "assign", counted)
    unhurried = first_seating(instance, np.random.default_rng(1))
    assert len(layers) == 15
    layers.clear()
    hasty = first_seating(instance, np.random.default_rng(1), in_a_hurry=lambda: True)
    assert layers == []
    for state in (unhurried, hasty):
        assert rules.check(instance.problem, instance.to_rounds(state.seat)) == []
