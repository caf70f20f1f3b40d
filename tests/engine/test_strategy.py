"""The table of contents of the engine: complete, in order, and obeyed."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from scheduler.engine import rules
from scheduler.engine.problem import Problem
from scheduler.engine.result import Settings, Status
from scheduler.engine.solve import solve
from scheduler.engine.strategy import STRATEGY, Method, Stage, methods, removable
from tests.engine.builders import problem
from tests.engine.histories import with_history

_DOCUMENT = Path(__file__).parents[2] / "docs" / "engine.md"


def test_every_method_has_one_entry_and_stages_follow_one_another() -> None:
    assert sorted(entry.method for entry in STRATEGY) == sorted(Method)
    stages = list(Stage)
    assert all(
        stages.index(before.stage) <= stages.index(after.stage)
        for before, after in pairwise(STRATEGY)
    )


def test_the_document_has_every_section_that_the_table_names() -> None:
    text = _DOCUMENT.read_text()
    marked = set(re.findall(r"^\*\*([^*.,]+)[.,*]", text, flags=re.M))
    marked |= set(re.findall(r"^## (.+)$", text, flags=re.M))
    named = {part for entry in STRATEGY for part in re.split(r", | to ", entry.section)}
    assert named - {name.removeprefix("**") for name in marked} == set()


def test_methods_of_a_stage_may_be_left_out_unless_they_are_needed() -> None:
    assert methods(Stage.HISTORY) == (Method.PRICES,)
    assert methods(Stage.HISTORY, {Method.PRICES}) == ()
    assert Method.ANNEALING in methods(Stage.PAIRS, set(Method))


@pytest.mark.parametrize("method", removable())
def test_without_any_one_method_there_still_is_a_plan(method: Method) -> None:
    settings = Settings(seconds=0.1, without=frozenset({method}))
    cases: tuple[Problem, ...] = (
        problem((4, 3), 4, 2),
        problem((9, 6, 4), 5, 4),
        with_history((8, 8, 8), 2, 4, 0.5, 1),
        with_history((8, 8, 8), 4, 3, 0.3, 1),
    )
    for case in cases:
        assert rules.check(case, solve(case, settings).rounds) == []


def test_a_ceiling_left_out_proves_nothing() -> None:
    case = problem((10, 10, 10, 10), 2, 18)
    proofs = frozenset(methods(Stage.CEILING))
    with_them = solve(case, Settings(seconds=0.5)).score
    without = solve(case, Settings(seconds=0.5, without=proofs))
    assert with_them is not None
    assert without.score is not None
    assert (with_them.ceiling, without.score.ceiling) == (360, 600)
    assert without.status is Status.FEASIBLE
