"""Each contradiction knows where it can be mended, whatever its people are called."""

from typing import Any

import pytest

from scheduler.domain.planning.outcome.contradictions import Cause, all_causes
from scheduler.engine.feasibility.contradictions import explain
from scheduler.engine.problem import Problem
from tests.engine.builders import problem
from tests.engine.feasibility.test_contradictions import people

BOTH = frozenset({("a0", "a1")})


def room(*changes: dict[str, Any], tables: int = 1, rounds: int = 1, **rules: Any) -> Problem:
    return Problem(people(*changes), rounds, table_count=tables, **rules)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (problem((2, 2), 2, 1, apart={("a0", "b0")}, together={("a0", "b0")}), (Cause.RULES,)),
        (room({"organisation": "NHS"}, {"organisation": "NHS"}, {}, {}, tables=2, must_meet=BOTH,
              apart_organisations=True), (Cause.RULES, Cause.COLLEAGUES)),
        (room({"organisation": "NHS"}, {"organisation": "NHS"}, {"organisation": "NHS"}, {},
              tables=2, apart_organisations=True), (Cause.COLLEAGUES, Cause.TABLES)),
        (room({"host_table": 1}, {"host_table": 2}, {}, {}, tables=2, together=BOTH),
         (Cause.RULES, Cause.PEOPLE)),
        (room({"leaves_after_round": 1}, {"arrives_round": 2}, {}, rounds=3, must_meet=BOTH),
         (Cause.RULES, Cause.PEOPLE)),
        (room({"host_table": 1}, {"host_table": 1}, {"host_table": 1}, {}, tables=2),
         (Cause.PEOPLE, Cause.TABLES)),
        (room({"name": "Kept Together"}, {"name": "Hosts Colleague"}, {}, {}, table_limit=2,
              tables=1), (Cause.TABLES,)),
    ],
)  # fmt: skip
def test_each_contradiction_leads_to_what_causes_it(
    case: Problem, expected: tuple[Cause, ...]
) -> None:
    assert all_causes(explain(case)) == expected
