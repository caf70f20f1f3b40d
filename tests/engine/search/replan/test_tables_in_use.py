"""Tables left empty by a re-plan: the emptiest ones, and everybody else keeps a number."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.engine import rules
from scheduler.engine.problem import Person, pair, tables_for
from scheduler.engine.result import Settings, measure
from scheduler.engine.search.replan.covering import fewest_movers
from scheduler.engine.search.replan.tables_in_use import tables_in_use
from scheduler.engine.solve import solve
from scheduler.engine.solvers.budget import Budget
from tests.engine.builders import problem, seated, without

SHORT = Settings(seconds=1.0)
FOUR_TABLES = (seated("a0 b0 c0", "a1 b1 c1", "a2 b2 c2", "a3 b3 c3"),) * 2


def test_the_emptiest_table_closes_and_the_others_keep_their_numbers() -> None:
    asked = problem((4, 4, 4), 3, 2)
    late = without(asked, {"a1", "b1", "c1"}, FOUR_TABLES, 1, 3)
    result = solve(replace(late, prefer_stability=True), SHORT)
    assert rules.check(late, result.rounds) == []
    assert [sorted(keys) for keys in result.rounds[1].tables] == [
        ["a0", "b0", "c0"],
        [],
        ["a2", "b2", "c2"],
        ["a3", "b3", "c3"],
    ]
    assert measure(late, result.rounds).moved_seats == 0


def test_a_table_with_a_host_or_a_locked_seat_is_never_left_empty() -> None:
    asked = problem((4, 4, 4), 3, 2, locked={(2, "b2"): 2})
    people = tuple(replace(p, host_table=1) if p.key == "a0" else p for p in asked.people)
    plan = (seated("a0 b0 c0", "a1 b1 c1", "a2 b2 c2", "a3 b3 c3"),) * 2
    late = without(replace(asked, people=people), {"b0", "c0", "a1", "b1", "c1"}, plan, 0, 3)
    result = solve(late, SHORT)
    assert rules.check(late, result.rounds) == []
    assert all(r.tables[0] for r in result.rounds)
    assert "b2" in result.rounds[1].tables[1]


@pytest.mark.parametrize("gone", ["a1 b1 c1", "a3 b3 a1"])
def test_whoever_stays_keeps_a_table_of_a_high_number_even_if_hardly_anybody_else_does(
    gone: str,
) -> None:
    asked = problem((4, 4, 4), 3, 2)
    people = tuple(replace(p, stays=p.key == "c3") for p in asked.people)
    late = without(replace(asked, people=people), set(gone.split()), FOUR_TABLES, 1, 3)
    result = solve(late, SHORT)
    assert rules.check(late, result.rounds) == []
    assert "c3" in result.rounds[1].tables[3]


def test_more_who_stay_than_tables_are_left_keep_the_first_tables() -> None:
    asked = problem((4, 4, 4), 3, 2)
    people = tuple(replace(p, stays=p.key in "c0 c1 c2 c3") for p in asked.people)
    gone = {"a0", "b0", "a1", "b1", "a2"}
    late = without(replace(asked, people=people), gone, FOUR_TABLES, 1, 3)
    result = solve(late, SHORT)
    assert rules.check(late, result.rounds) == []
    assert [len(keys) for keys in result.rounds[1].tables[:3]] == [3, 2, 2]


def test_a_round_with_fewer_people_than_tables_moves_no_host() -> None:
    asked = problem((4, 4, 4), 3, 2)
    bound = {"a0": 1, "a1": 2, "a2": 3}
    people = tuple(
        replace(
            person,
            host_table=bound.get(person.key),
            leaves_after_round=None if person.key in ("a1", "a2") else 1,
        )
        for person in asked.people
    )
    gone = {"a3", "b3", "c3"}
    late = without(replace(asked, people=people), gone, FOUR_TABLES, 0, 3)
    result = solve(late, SHORT)
    assert rules.check(late, result.rounds) == []


def test_a_room_without_spare_tables_leaves_no_choice() -> None:
    asked = problem((4, 4, 4), 3, 2)
    assert tables_in_use(asked, 10) is None
    assert tables_in_use(without(asked, set(), FOUR_TABLES, 1, 3), 10) is None


def test_a_round_of_other_sizes_than_the_room_allows_is_told() -> None:
    asked = problem((4, 4, 4), 3, 2)
    late = without(asked, {"a1", "b1", "c1"}, FOUR_TABLES, 0, 3)
    good = (seated("a0 b0 c0", "", "a2 b2 c2", "a3 b3 c3"),) * 2
    spilt = (seated("a0 b0 c0", "a2", "b2 c2", "a3 b3 c3"),) * 2
    assert [v.rule for v in rules.check(late, good)] == []
    assert [v.rule for v in rules.check(late, spilt)] == [rules.HardRule.SIZES] * 2
    assert [v.rule for v in rules.check(replace(late, room_tables=0), good)] == [
        rules.HardRule.SIZES
    ] * 2


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.booleans(), st.integers(0, 2))
def test_any_late_change_gives_a_sound_plan(seed: int, pairs: bool, kept: int) -> None:
    rng = random.Random(seed)
    size = 2 if pairs else rng.randint(3, 5)
    asked = problem([rng.randint(3, 7) for _ in range(3)], size, 3)
    plan = solve(asked, SHORT).rounds
    gone = {p.key for p in rng.sample(asked.people, rng.randint(1, len(asked.people) // 2))}
    late = without(asked, gone, plan, kept, size)
    walk_ins = tuple(
        Person(f"w{i}", f"W{i}", "", "a", arrives_round=kept + 1) for i in range(rng.randint(0, 2))
    )
    stayer = rng.choice(late.people).key
    late = replace(
        late,
        people=tuple(replace(p, stays=p.key == stayer) for p in late.people) + walk_ins,
        apart=frozenset({pair(late.people[0].key, late.people[1].key)}),
        table_count=tables_for(len(late.people) + len(walk_ins), size),
    )
    result = solve(late, SHORT)
    if result.rounds:
        assert rules.check(late, result.rounds) == []
        assert result.rounds[:kept] == plan[:kept]
        assert result.score is not None
        assert result.score.moved_people == measure(late, result.rounds).moved_people
    else:
        assert result.contradictions


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("stays", [False, True])
def test_with_few_moves_first_the_tables_are_those_of_the_fewest_who_move(
    seed: int, stays: bool
) -> None:
    rng = random.Random(seed)
    asked = problem((9, 8, 6), 3, 3)
    people = tuple(replace(p, stays=stays and p.key == "a0") for p in asked.people)
    asked = replace(asked, people=people)
    plan = solve(asked, Settings(seconds=0.5, seed=seed)).rounds
    gone = set(rng.sample([p.key for p in people if p.key != "a0"], 6))
    late = replace(without(asked, gone, plan, 0, 3), prefer_stability=True)
    tables = tables_in_use(late, 10)
    assert tables is not None
    least, compact = (fewest_movers(p, Budget.of(20.0)) for p in (late, tables.compact()))
    assert least is not None
    assert compact is not None
    assert len(compact.people) == len(least.people)
    assert tables.outward(tables.inward(plan)) == plan
