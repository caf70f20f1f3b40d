"""Where those who stay at one table are put."""

from scheduler.engine import rules
from scheduler.engine.problem import Person, Problem, pair
from scheduler.engine.result import Settings, Status
from scheduler.engine.solve import solve


def morning(**changes: object) -> Problem:
    """Forty people at eight hosted tables, of whom two Voluntary people stay where they are."""
    sectors = ["Voluntary"] * 14 + ["Public"] * 16 + ["Private"] * 10
    hosts = {0: 1, 1: 2, 14: 3, 15: 4, 16: 5, 30: 6, 31: 7, 32: 8}
    people = tuple(
        Person(f"p{i:02}", f"P{i}", f"Organisation {i}", sector, hosts.get(i), stays=i in (5, 6))
        for i, sector in enumerate(sectors)
    )
    return Problem(people, 4, table_count=8, **changes)


def test_staying_beside_a_host_costs_no_pair() -> None:
    problem = morning()
    result = solve(problem, Settings(seconds=20.0))
    assert rules.check(problem, result.rounds) == []
    assert result.status is Status.OPTIMAL


def test_nobody_stays_beside_a_host_they_must_not_meet() -> None:
    problem = morning(apart=frozenset({pair("p05", "p00"), pair("p05", "p01")}))
    result = solve(problem, Settings(seconds=1.0))
    assert rules.check(problem, result.rounds) == []


def test_nobody_stays_beside_a_colleague_where_colleagues_are_kept_apart() -> None:
    people = tuple(
        Person(
            f"p{i}",
            f"P{i}",
            "Hub" if i in (0, 4) else f"O{i}",
            "ab"[i % 2],
            i + 1 if i < 4 else None,
            stays=i == 4,
        )
        for i in range(8)
    )
    problem = Problem(people, 3, table_count=4, apart_organisations=True)
    result = solve(problem, Settings(seconds=1.0))
    assert rules.check(problem, result.rounds) == []
