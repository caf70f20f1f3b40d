"""The engine as a whole: whatever the problem, the answer is a checked plan or the reason."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.engine import rules
from scheduler.engine.problem import Odd, Person, Problem, pair
from scheduler.engine.result import Progress, Result, Settings, Status, measure, preferred_in
from scheduler.engine.search.conductor import Conductor
from scheduler.engine.solve import solve
from tests.engine.builders import problem, seated, sectors, tiny_problems

SHORT = Settings(seconds=1.0)
PATIENT = settings(
    max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


def _numbers(result: Result) -> tuple[int, int, int]:
    assert result.score is not None
    score = result.score
    return score.cross_sector_pairs, score.fewest_cross_sector, score.spread


def _assert_sound(asked: Problem, result: Result) -> None:
    """A plan that keeps every rule within its bounds, or a reason why there is none."""
    if result.status is Status.INFEASIBLE:
        assert (result.rounds, result.score) == ((), None)
        assert result.contradictions
        return
    assert rules.check(asked, result.rounds) == []
    score, counts = result.score, measure(asked, result.rounds)
    assert score is not None
    assert score.cross_sector_pairs == counts.cross_sector_pairs <= score.ceiling
    assert score.fewest_ceiling is not None
    assert score.fewest_cross_sector == counts.fewest <= score.fewest_ceiling
    assert score.spread_floor is not None
    assert score.spread == counts.spread >= score.spread_floor
    assert (result.status is Status.OPTIMAL) == (score.cross_sector_pairs == score.ceiling)


@PATIENT
@given(tiny_problems(most_people=8))
def test_any_problem_gives_a_sound_plan_or_a_reason(asked: Problem) -> None:
    _assert_sound(asked, solve(asked, SHORT))


@PATIENT
@given(st.lists(st.integers(1, 4), min_size=1, max_size=3), st.integers(2, 4), st.integers(1, 3))
def test_order_of_people_and_names_of_sectors_do_not_matter(
    sizes: list[int], table_size: int, rounds: int
) -> None:
    asked = problem(sizes, table_size, rounds)
    people = list(asked.people)
    random.Random(1).shuffle(people)
    renamed = tuple(replace(p, sector=f"z{9 - ord(p.sector) % 8}") for p in people)
    first, second = solve(asked, SHORT), solve(replace(asked, people=renamed), SHORT)
    if Status.OPTIMAL in (first.status, second.status):
        assert _numbers(first)[0] == _numbers(second)[0]


@PATIENT
@given(st.lists(st.integers(1, 4), min_size=1, max_size=3), st.integers(2, 4), st.integers(1, 3))
def test_one_more_round_never_lowers_the_pairs(
    sizes: list[int], table_size: int, rounds: int
) -> None:
    fewer = solve(problem(sizes, table_size, rounds), SHORT)
    more = solve(problem(sizes, table_size, rounds + 1), SHORT)
    assert _numbers(fewer)[0] <= _numbers(more)[0]


SHAPES = {
    "two people": problem((1, 1), 2, 3),
    "one person": problem((1,), 4, 2),
    "one of a sector": problem((7, 1), 4, 3),
    "one sector only": problem((9,), 3, 3),
    "more tables than people": Problem(sectors(2, 1), 2, table_count=5),
    "three in pairs": problem((2, 1), 2, 6),
    "three as a trio": problem((2, 1), 2, 2, odd=Odd.TRIO),
    "five pairs with a trio": problem((4, 4, 3), 2, 4, odd=Odd.TRIO),
    "uneven tables": problem((8, 6, 5), 4, 4),
    "very many rounds": problem((2, 2), 2, 60),
    "very many rounds at one table": problem(
        (2, 2), 4, 60, must_meet=frozenset({pair("a0", "b1")})
    ),
    "very many rounds, must meet": problem((2, 2), 2, 60, must_meet=frozenset({pair("a0", "b1")})),
}


@pytest.mark.parametrize("name", SHAPES)
def test_real_life_shapes(name: str) -> None:
    _assert_sound(SHAPES[name], solve(SHAPES[name], SHORT))
    assert solve(SHAPES[name], SHORT).status is Status.OPTIMAL


def test_everybody_hosts() -> None:
    people = tuple(replace(p, host_table=1 + i % 2) for i, p in enumerate(sectors(2, 2)))
    result = solve(Problem(people, 3, table_count=2), SHORT)
    assert [len(t) for t in result.rounds[0].tables] == [2, 2]
    assert result.status is Status.OPTIMAL


def test_returners_meet_new_people_first() -> None:
    history = frozenset(pair(f"a{i}", f"b{i}") for i in range(4))
    result = solve(problem((4, 4), 2, 3, history=history), SHORT)
    assert _numbers(result)[0] == 12


def test_stays_locks_company_and_windows_are_kept() -> None:
    people = list(sectors(6, 5, 4))
    people[0] = replace(people[0], stays=True)
    people[7] = replace(people[7], arrives_round=2)
    people[12] = replace(people[12], leaves_after_round=2)
    asked = Problem(
        tuple(people),
        3,
        table_count=4,
        together=frozenset({pair("a1", "b0")}),
        apart=frozenset({pair("a2", "b2"), pair("a3", "c0")}),
        must_meet=frozenset({pair("a4", "a5")}),
        locked={(2, "c3"): 4},
    )
    result = solve(asked, SHORT)
    assert rules.check(asked, result.rounds) == []


def test_wishes_cost_no_pair() -> None:
    wish = frozenset({pair("a0", "b0"), pair("a1", "c1"), pair("b1", "b2")})
    plain, wished = problem((6, 6, 6), 3, 4), problem((6, 6, 6), 3, 4, wishes=wish)
    first, second = solve(plain, SHORT), solve(wished, SHORT)
    assert second.score is not None
    assert _numbers(first)[:2] == _numbers(second)[:2]
    assert second.score.wishes_kept >= 2


@pytest.mark.parametrize("size", [2, 8])
def test_who_is_favoured_comes_before_wishes_and_costs_no_pair(size: int) -> None:
    """Two of one sector and two of another, among others, in one round of pairs."""
    wishes = frozenset({pair("a0", "b0"), pair("a1", "b1")})
    plain = problem((size, size), 2, 1, wishes=wishes)
    first, last = frozenset({pair("a0", "b1")}), frozenset({pair("a1", "b0")})
    asked = replace(plain, favoured=first, rated=last)
    assert preferred_in(asked, solve(plain, SHORT).rounds).favoured_kept == 0
    result = solve(asked, SHORT)
    assert result.score is not None
    assert (result.score.cross_sector_pairs, result.score.wishes_kept) == (size, 0)
    found = preferred_in(asked, result.rounds)
    assert (found.favoured_kept, found.rated_kept) == (1, 1)


def test_a_plan_in_force_is_the_best_re_plan_of_itself() -> None:
    asked = problem((10, 8, 6), 4, 4)
    plan = solve(asked, SHORT).rounds
    again = solve(replace(asked, kept=plan[:1], previous=plan), SHORT)
    assert again.score is not None
    assert (again.rounds[0], again.score.moved_people) == (plan[0], 0)


def test_late_change_keeps_most_seats() -> None:
    asked = problem((20, 16, 12), 4, 5)
    plan = solve(asked, SHORT).rounds
    here = tuple(p for i, p in enumerate(asked.people) if i % 8)
    walk_in = Person("w0", "W0", "Org w0", "a", arrives_round=2)
    late = replace(asked, people=(*here, walk_in), kept=plan[:1], previous=plan, table_count=11)
    stable = solve(replace(late, prefer_stability=True), SHORT)
    moved, seats = measure(late, stable.rounds).moved_seats, 4 * len(here)
    assert rules.check(late, stable.rounds) == []
    assert moved <= seats // 5


def test_a_re_plan_is_never_worse_than_the_plan_it_replaces(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = problem((6, 6), 4, 2)
    plan = solve(asked, SHORT).rounds
    worse = plan[:1] * 2
    assert not rules.check(asked, worse)
    monkeypatch.setattr(Conductor, "find", lambda *_: worse)
    again = solve(replace(asked, previous=plan), SHORT)
    assert (again.rounds, again.score and again.score.moved_people) == (plan, 0)
    stable = solve(replace(asked, previous=worse, prefer_stability=True), SHORT)
    assert stable.rounds == worse


def test_those_who_stay_may_have_to_take_turns_at_sitting_out() -> None:
    people = tuple(replace(person, stays=True) for person in sectors(6, 5))
    asked = Problem(people, 2, pairs=True, odd=Odd.SIT_OUT)
    result = solve(asked, SHORT)
    assert [len(seated.sitting_out) for seated in result.rounds] == [1, 1]
    _assert_sound(asked, result)


def test_newcomers_who_stay_leave_the_old_tables_to_those_who_had_them() -> None:
    def staying(key: str, sector: str) -> Person:
        return Person(key, key, f"Org {key}", sector, stays=True)

    newcomers = tuple(staying(f"w{i}", "abc"[i % 3]) for i in range(5))
    old = tuple(staying(key, sector) for key, sector in zip("pqrst", "aabbc", strict=True))
    before = seated("p q", "r s", "t left")
    asked = Problem(newcomers + old, 1, table_count=3, previous=(before,), prefer_stability=True)
    result = solve(asked, SHORT)
    assert result.score is not None
    assert result.score.moved_people == 0


def test_a_hint_is_never_made_worse() -> None:
    asked = problem((5, 4, 3), 4, 3)
    hint = solve(asked, SHORT).rounds
    again = solve(asked, SHORT, hint=hint)
    assert (
        measure(asked, again.rounds).cross_sector_pairs >= measure(asked, hint).cross_sector_pairs
    )


def test_one_worker_and_one_seed_repeat_themselves() -> None:
    asked = problem((9, 8, 7), 4, 4)
    settings = Settings(seconds=20.0, seed=7)
    assert solve(asked, settings).rounds == solve(asked, settings).rounds


def test_two_workers_give_a_sound_plan() -> None:
    asked = problem((12, 10, 8), 5, 6)
    _assert_sound(asked, solve(asked, Settings(seconds=2.0, workers=2)))


def test_it_stops_when_told_to_and_keeps_the_best_so_far() -> None:
    # The ceiling of these is out of reach, so that nothing ends the search by itself.
    asked = problem((10, 10, 10), 5, 6)
    seen: list[Progress] = []
    result = solve(asked, Settings(seconds=60.0), seen.append, lambda: len(seen) > 1)
    assert result.stopped
    assert len(seen) < 10
    _assert_sound(asked, result)


def test_a_contradiction_is_told_without_a_search() -> None:
    together = frozenset({pair("a0", "a1"), pair("a1", "a2")})
    asked = problem((30, 30, 30), 6, 8, together=together, apart=frozenset({pair("a0", "a2")}))
    seen: list[Progress] = []
    result = solve(asked, Settings(seconds=60.0), seen.append)
    assert result.why_none == ("A0 and A2 are to be together, but they are to be kept apart.",)
    assert {report.level for report in seen} <= {"preparing"}
    assert not result.unproven


def test_a_search_that_ends_early_claims_no_contradiction() -> None:
    # Six tables of six in seven rounds for everybody to meet: there is no plane of order six,
    # but that takes more than a moment to find out.
    everybody = frozenset(pair(a.key, b.key) for a, b in combinations(sectors(12, 12, 12), 2))
    asked = problem((12, 12, 12), 6, 7, must_meet=everybody)
    result = solve(asked, Settings(seconds=0.2))
    assert (result.status, result.unproven) == (Status.INFEASIBLE, True)
    assert result.why_none == (
        "No plan that keeps every rule was found in the time given. "
        "Allow more time, or take out a rule.",
    )


def test_progress_names_the_level_and_never_passes_the_ceiling() -> None:
    seen: list[Progress] = []
    solve(problem((10, 10, 10), 5, 6), Settings(seconds=1.5), seen.append)
    assert seen
    assert all(report.level for report in seen)
    assert all(report.cross_sector_pairs <= report.ceiling for report in seen if report.ceiling)


def test_a_finished_plan_is_returned_as_it_is() -> None:
    kept = (seated("a0 b0", "a1 b1"),)
    result = solve(Problem(sectors(2, 2), 1, pairs=True, kept=kept), SHORT)
    assert result.rounds == kept


def test_many_solves_at_once_do_not_disturb_each_other() -> None:
    asked = [problem((5 + i, 5, 4), 3, 3) for i in range(4)]
    alone = [solve(one, Settings(seconds=20.0)).rounds for one in asked]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda one: solve(one, Settings(seconds=20.0)).rounds, asked))
    assert together == alone
