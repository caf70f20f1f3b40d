"""Whole tables listed, and why no choice of them seats everybody."""

from dataclasses import replace
from itertools import combinations

import pytest

from scheduler.domain.planning.outcome.contradictions import Cause, Contradiction
from scheduler.engine.feasibility.contradictions import explain
from scheduler.engine.feasibility.table_lists import list_tables
from scheduler.engine.feasibility.whole_tables import why_no_round
from scheduler.engine.problem import pair
from scheduler.engine.result import Progress, Settings
from scheduler.engine.rules import check
from scheduler.engine.solve import solve
from scheduler.engine.solvers.budget import Budget
from tests.engine.builders import problem, sectors
from tests.engine.planted import planted

HOSTED = tuple(
    replace(p, host_table=i % 6 + 1 if p.sector == "c" else None)
    for i, p in enumerate(sectors(12, 10, 6))
)
WINDOWED = tuple(
    replace(p, leaves_after_round=1 if i % 7 == 3 else None)
    for i, p in enumerate(sectors(12, 10, 8))
)
CASES = {
    "60% of 60 apart": planted(1, sectors(24, 20, 16), 12, 4, apart=0.6)[0],
    "70% of 60 apart": planted(1, sectors(24, 20, 16), 10, 3, apart=0.7)[0],
    "hosts": planted(2, HOSTED, 6, 3, apart=0.5)[0],
    "absences and must meet": planted(3, WINDOWED, 6, 3, 25, 0.45)[0],
    "companions": planted(4, sectors(12, 10, 8), 6, 3, 10, 0.45, together=[("a0", "b0")])[0],
}


@pytest.mark.parametrize("name", CASES)
def test_a_room_with_so_many_apart_gets_a_plan(name: str) -> None:
    seen: list[Progress] = []
    result = solve(
        CASES[name],
        Settings(seconds=60.0),
        seen.append,
        lambda: any(report.cross_sector_pairs for report in seen),
    )
    assert check(CASES[name], result.rounds) == []
    assert result.score is not None


def test_every_company_is_listed_once() -> None:
    asked = problem((4, 1), 3, 1, apart={("a0", "a1"), ("a2", "b0")})
    lists = list_tables(asked)
    assert lists is not None
    keys = [person.key for person in asked.people]
    wanted = {
        group
        for size in (2, 3)
        for group in combinations(sorted(keys), size)
        if not {pair(a, b) for a, b in combinations(group, 2)} & asked.apart
    }
    assert sorted(tuple(sorted(table)) for table in lists[0].tables) == sorted(wanted)


def test_a_crowd_has_too_many_groups() -> None:
    assert list_tables(problem((30, 30), 6, 3)) is None


def test_somebody_in_no_company_is_named() -> None:
    # a0 may sit with a1 and a2 only, who are kept apart, and every table seats three.
    apart = {("a0", key) for key in ("a3", "a4", "a5")} | {("a1", "a2")}
    asked = problem((6,), 3, 1, apart=apart)
    sentence = (
        "No table can be filled around A0 in round 1: too many of those who may sit there may "
        "not sit with one another."
    )
    clash = Contradiction.of(sentence, Cause.RULES, Cause.TABLES)
    assert why_no_round(asked, Budget.of(5.0)) == (clash, True)
    assert explain(asked) == (clash,)


def test_groups_that_do_not_fit_together_prove_that_there_is_no_round() -> None:
    # Friends sit in a ring of five and a chain of three, in pairs: five people are odd.
    friends = {("a0", "a1"), ("a1", "a2"), ("a2", "a3"), ("a3", "a4"), ("a0", "a4")}
    friends |= {("a5", "a6"), ("a6", "a7")}
    every = {pair(a.key, b.key) for a, b in combinations(sectors(8), 2)}
    asked = problem((8,), 2, 1, apart=every - friends)
    reason, named = why_no_round(asked, Budget.of(5.0))
    assert reason is not None
    assert reason.sentence.startswith("The tables of round 1 cannot be filled: 7 groups ")
    assert not named
    assert explain(asked) != ()


@pytest.mark.parametrize("name", CASES)
def test_a_room_with_a_plan_is_never_called_impossible(name: str) -> None:
    assert why_no_round(CASES[name], Budget.of(5.0)) == (None, False)
