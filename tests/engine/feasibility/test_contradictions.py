"""Clashing rules are always named, and only when they clash."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from scheduler.engine.feasibility.contradictions import clash_is_plain, explain
from scheduler.engine.problem import Odd, Person, Problem, pair
from scheduler.engine.result import Settings, Status
from scheduler.engine.rules import check
from scheduler.engine.search.rules.any_plan import feasible_plan
from scheduler.engine.solve import solve
from scheduler.engine.solvers.budget import Budget
from tests.engine.builders import plan, problem, seated, sectors, tiny_problems
from tests.engine.exhaustive import has_plan
from tests.engine.planted import planted


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tiny_problems(most_people=5, most_rounds=2))
def test_a_problem_has_a_plan_or_a_sentence_and_never_both(case: Problem) -> None:
    sentences = explain(case)
    found = feasible_plan(case)
    assert (found is None) == bool(sentences) == (not has_plan(case))
    assert found is None or check(case, found) == []


def people(*changes: dict[str, Any]) -> tuple[Person, ...]:
    """a0, a1, … of one sector, each changed as told."""
    base = sectors(len(changes))
    return tuple(
        Person(**{"organisation": p.organisation, "sector": "a", "key": p.key, "name": p.name} | c)
        for p, c in zip(base, changes, strict=True)
    )


CLASHES = [
    (
        problem((2, 2), 2, 1, apart={("a0", "b0")}, together={("a0", "b0")}),
        ["A0 and B0 are to be together, but they are to be kept apart."],
    ),
    (
        problem((2, 2), 2, 2, apart={("a0", "b0")}, must_meet={("a0", "b0")}),
        ["A0 must meet B0, but they are to be kept apart."],
    ),
    (
        Problem(
            people({"leaves_after_round": 1}, {"arrives_round": 2}, {}),
            3,
            table_count=1,
            must_meet=frozenset({("a0", "a1")}),
        ),
        ["A0 must meet A1, but leaves before A1 arrives."],
    ),
    (
        Problem(
            people({"arrives_round": 2}, {"leaves_after_round": 1}, {}),
            3,
            table_count=1,
            must_meet=frozenset({("a0", "a1")}),
        ),
        ["A0 must meet A1, but A1 leaves before A0 arrives."],
    ),
    (
        Problem(
            people({"host_table": 1}, {"host_table": 2}, {}, {}),
            1,
            table_count=2,
            must_meet=frozenset({("a0", "a1")}),
        ),
        ["A0 must meet A1, but they are bound to tables 1 and 2."],
    ),
    (
        Problem(people({"host_table": 1}, {"host_table": 1}, {"host_table": 1}, {}), 1, True),
        ["Table 1 seats at most 2 in round 1, but 3 people are bound to it: A0, A1 and A2."],
    ),
    (
        Problem(people({"host_table": 2}, {"leaves_after_round": 1}, {}, {}), 2, True),
        ["A0 hosts table 2, but round 2 has only 1 table."],
    ),
    (
        Problem(people({"host_table": 1}, {}), 1, table_count=2, locked={(1, "a0"): 2}),
        ["A0 hosts table 1, but is locked at table 2 in round 1."],
    ),
    (
        Problem(people({}, {}, {}, {}), 1, table_count=2, table_limit=1),
        ["4 people cannot sit at 2 tables of at most 1 in round 1."],
    ),
    (
        problem((4, 2), 3, 1, together={("a0", "a1"), ("a1", "b0")}, apart={("a0", "b0")}),
        ["A0 and B0 are to be together, but they are to be kept apart."],
    ),
    (
        problem((4,), 2, 1, together={("a0", "a1"), ("a1", "a2")}),
        ["A0, A1 and A2 are to be together, but tables seat at most 2 in round 1."],
    ),
    (
        Problem(
            people({"host_table": 1}, {"host_table": 2}, {}, {}),
            1,
            table_count=2,
            together=frozenset({("a0", "a1")}),
        ),
        [
            "A0 and A1 are to be together, but A0 hosts table 1 and A1 hosts table 2 in round 1.",
        ],
    ),
    (
        Problem(
            people(*[{"organisation": "NHS"}] * 3),
            1,
            table_count=2,
            apart_organisations=True,
        ),
        ["3 colleagues of NHS are to be kept apart, but round 1 has only 2 tables."],
    ),
    (
        problem((6,), 3, 1, apart={("a0", "a1"), ("a0", "a2"), ("a1", "a2")}),
        ["A0, A1 and A2 are all to be kept apart, but round 1 has only 2 tables."],
    ),
    (
        problem((3,), 2, 1, odd=Odd.SIT_OUT, together={("a0", "a1"), ("a1", "a2")}),
        [
            "A0, A1 and A2 are to be together, but tables seat at most 2 in round 1.",
            "One person must sit out in round 1, but everybody is bound to a seat.",
        ],
    ),
    (
        problem((3, 3), 2, 2, must_meet={("a0", "a2"), ("a0", "b1"), ("a0", "b2")}),
        [
            "A0 must meet A2, B1 and B2, but only 2 people can sit with A0 in the rounds "
            "that are left."
        ],
    ),
    (
        Problem(
            people({}, {}, {"leaves_after_round": 1}, {}),
            2,
            table_count=4,
            must_meet=frozenset({("a0", "a1")}),
        ),
        [
            "A0 must meet A1, but nobody can sit with A0 in the rounds that are left.",
            "A1 must meet A0, but nobody can sit with A1 in the rounds that are left.",
        ],
    ),
    (
        problem((6,), 3, 1, together={("a0", "a1"), ("a2", "a3"), ("a4", "a5")}),
        [
            "These cannot all be kept in round 1: A0 and A1 are to be together; "
            "A2 and A3 are to be together; A4 and A5 are to be together."
        ],
    ),
    (
        Problem(
            people({"stays": True}, {}, {}, {}),
            2,
            True,
            locked={(1, "a0"): 1, (2, "a0"): 2},
        ),
        [
            "These cannot all be kept: A0 stays at one table; A0 is locked at table 1 in "
            "round 1; A0 is locked at table 2 in round 2."
        ],
    ),
]


@pytest.mark.parametrize(("case", "sentences"), CLASHES)
def test_clashing_rules_are_named_in_a_sentence(case: Problem, sentences: list[str]) -> None:
    assert [clash.sentence for clash in explain(case)] == sentences
    assert feasible_plan(case) is None


def test_a_plain_clash_is_seen_before_any_search() -> None:
    pigeons = {("a0", "a1"), ("a0", "a2"), ("a1", "a2")}
    clash, room = (problem((8,), 2, rounds, must_meet=pigeons) for rounds in (2, 3))
    assert [clash_is_plain(case, Budget.of(5.0)) for case in (clash, room)] == [True, False]
    result = solve(clash)
    assert (result.status, result.unproven) == (Status.INFEASIBLE, False)
    assert result.why_none == (
        "These cannot all be kept: A0 must meet A1; A0 must meet A2; A1 must meet A2.",
    )


def test_clashes_that_do_not_overlap_are_all_named() -> None:
    case = problem(
        (4, 4),
        4,
        1,
        together={("a0", "a1"), ("b0", "b1")},
        apart={("a0", "a1"), ("b0", "b1")},
    )
    assert [clash.sentence for clash in explain(case)] == [
        "A0 and A1 are to be together, but they are to be kept apart.",
        "B0 and B1 are to be together, but they are to be kept apart.",
    ]


def test_meetings_in_kept_rounds_satisfy_must_meet() -> None:
    case = problem(
        (2, 2),
        2,
        2,
        kept=plan(seated("a0 b0", "a1 b1")),
        must_meet={("a0", "b0"), ("a0", "b1")},
    )
    assert explain(case) == ()
    assert has_plan(case)


def test_rules_across_rounds_are_kept_in_a_large_room() -> None:
    hosts = {f"a{i}": i + 1 for i in range(6)}
    room = tuple(
        Person(p.key, p.name, f"Org {i % 15}", p.sector, hosts.get(p.key), stays=p.key == "b7")
        for i, p in enumerate(sectors(20, 20, 20))
    )
    case = Problem(
        room,
        4,
        table_count=10,
        apart_organisations=True,
        must_meet=frozenset({("a0", "b1"), ("a1", "b1"), ("b7", "c9")}),
        together=frozenset({("a9", "c0")}),
    )
    found = feasible_plan(case)
    assert found is not None
    assert check(case, found) == []


def test_those_who_stay_may_still_take_their_turn_at_sitting_out() -> None:
    kept = plan(seated("a0 b0", out="a1"))
    stayers = tuple(Person(p.key, p.name, "", p.sector, stays=True) for p in sectors(2, 1))
    case = Problem(stayers, 2, True, odd=Odd.SIT_OUT, kept=kept, apart=frozenset({("a0", "a1")}))
    assert explain(case) == ()
    assert feasible_plan(case) is not None


def test_being_told_to_stop_gives_no_plan() -> None:
    assert feasible_plan(problem((8, 8), 4, 4), Budget.of(10.0, lambda: True)) is None


def test_being_told_to_stop_ends_the_explanation() -> None:
    pigeons = {("a0", "a1"), ("a0", "a2"), ("a1", "a2")}
    assert explain(problem((8,), 2, 2, must_meet=pigeons), Budget.of(10.0, lambda: True)) == ()


def test_no_model_is_begun_that_would_take_longer_than_there_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def begun(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("scheduler.engine.feasibility.seating_model.SeatingModel", begun)
    case, _ = planted(1, sectors(40, 35, 25), 20, 8, must_meet=500, apart=0.2)
    assert feasible_plan(case, Budget.of(0.01)) is None
    assert explain(case, Budget.of(0.01)) == ()
    assert clash_is_plain(case, Budget.of(0.01)) is False


def test_those_who_stay_find_a_table_beside_whom_they_must_meet() -> None:
    # Everybody who stays must meet a guest who hosts, each at another table.
    staying = {"a0": "b2", "a1": "b0", "a2": "b3", "a3": "b1"}
    hosts = {f"b{i}": i + 1 for i in range(4)}
    room = tuple(
        replace(p, stays=p.key in staying, host_table=hosts.get(p.key)) for p in sectors(12, 12)
    )
    pairs = frozenset(pair(*both) for both in staying.items())
    case = Problem(room, 4, table_count=4, must_meet=pairs)
    assert check(case, solve(case, Settings(seconds=1.0)).rounds) == []
