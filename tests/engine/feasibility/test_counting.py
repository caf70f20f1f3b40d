"""Clashes that counting shows: too many to meet, too many to keep apart."""

from dataclasses import replace
from itertools import combinations

import pytest

from scheduler.engine.feasibility.arithmetic import quick_contradictions
from scheduler.engine.feasibility.contradictions import explain
from scheduler.engine.problem import Problem, pair
from scheduler.engine.search.rules.any_plan import feasible_plan
from tests.engine.builders import problem, sectors
from tests.engine.feasibility.test_contradictions import people
from tests.engine.planted import planted

CLASHES = [
    (
        # Three hosts in two rounds, though there are seats enough beside a3.
        Problem(
            people({"host_table": 1}, {"host_table": 2}, {"host_table": 3}, *[{}] * 6),
            2,
            table_count=3,
            must_meet=frozenset({("a0", "a3"), ("a1", "a3"), ("a2", "a3")}),
        ),
        [
            "A3 must meet A0, A1 and A2, of whom no two may share a table, but only 2 rounds "
            "are left for that."
        ],
    ),
    (
        problem((6,), 3, 1, apart={("a0", key) for key in ("a1", "a2", "a3", "a4")}),
        [
            "A0 is to be kept apart from A1, A2, A3 and A4, so only 1 of the 5 others may share a "
            "table with A0 in round 1, but every table seats at least 3."
        ],
    ),
    (
        problem((4,), 2, 2, apart={("a0", key) for key in ("a1", "a2", "a3")}),
        [
            "A0 is to be kept apart from A1, A2 and A3, so nobody may share a table with A0 in "
            "round 1, but every table seats at least 2."
        ],
    ),
    (
        Problem(
            people({"host_table": 1}, {"host_table": 2}, {}, {}, {}, {}),
            1,
            table_count=2,
            apart=frozenset({("a0", "a2"), ("a1", "a2")}),
        ),
        [
            "No two of A0, A1 and A2 may share a table, being kept apart, colleagues or bound "
            "to different tables, but round 1 has only 2 tables."
        ],
    ),
]


@pytest.mark.parametrize(("case", "sentences"), CLASHES)
def test_a_clash_is_named_in_a_sentence(case: Problem, sentences: list[str]) -> None:
    assert [clash.sentence for clash in explain(case)] == sentences
    assert feasible_plan(case) is None


def test_a_larger_crowd_kept_apart_is_found_among_many_pairs() -> None:
    crowd = [f"a{i}" for i in (1, 4, 9, 12, 16, 20, 23, 28, 30, 33, 39)]
    asked, _ = planted(3, sectors(40), 8, 3, apart=0.5)
    clash = replace(asked, apart=asked.apart | {pair(a, b) for a, b in combinations(crowd, 2)})
    (clash_found,) = quick_contradictions(clash)
    assert clash_found.sentence.endswith("are all to be kept apart, but round 1 has only 8 tables.")
    assert quick_contradictions(asked) == ()


@pytest.mark.parametrize("seed", range(12))
def test_counting_finds_no_fault_with_a_problem_that_has_a_plan(seed: int) -> None:
    hosts = tuple(
        replace(p, host_table=i % 5 + 1 if p.sector == "c" else None)
        for i, p in enumerate(sectors(8, 7, 5))
    )
    asked, _ = planted(seed, hosts, 5, 3, 10 * (seed % 3), 1.0 if seed % 2 else 0.5)
    assert quick_contradictions(asked) == ()
