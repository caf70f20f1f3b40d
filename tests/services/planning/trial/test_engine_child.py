"""The engine in a process of its own."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress

import pytest

from scheduler.engine.problem import Person, Problem
from scheduler.engine.result import Settings, Status
from scheduler.errors import RuleBroken
from scheduler.services.planning.trial.engine_child import EngineChild
from tests.processes import until

PEOPLE = tuple(Person(str(i), f"P{i}", f"O{i}", ("a", "b")[i % 2]) for i in range(8))
PATIENT = Settings(seconds=120)
"""The search ends with the proof, not with the clock."""
EIGHT = Problem(PEOPLE, 3, table_count=4, table_limit=2)


@pytest.fixture
def child() -> Iterator[EngineChild]:
    made = EngineChild()
    yield made
    made.close()


def test_it_answers_one_problem_after_another(child: EngineChild) -> None:
    results = [child.solve(EIGHT, PATIENT) for _ in range(2)]
    assert [result.status for result in results] == [Status.OPTIMAL] * 2
    assert results[0].rounds == results[1].rounds


def test_a_dead_child_is_replaced(child: EngineChild) -> None:
    child.solve(EIGHT, PATIENT)
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    with suppress(RuleBroken):  # Its death is seen before the next problem, or by it.
        child.solve(EIGHT, PATIENT)
    assert child.solve(EIGHT, PATIENT).status == Status.OPTIMAL


def test_it_ends_when_nobody_asks() -> None:
    child = EngineChild(idle_seconds=0.05)
    assert child.solve(EIGHT, PATIENT).status == Status.OPTIMAL
    until(lambda: child.pid is None, "the child ends")
    assert child.solve(EIGHT, PATIENT).status == Status.OPTIMAL
    child.close()
