"""Turns at the smaller tables, as even as plans of one worth allow."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.engine.problem import Person, Problem, SeatedRound, pair, tables_for
from scheduler.engine.result import Settings, measure
from scheduler.engine.rules import check
from scheduler.engine.search.levels.small_tables import fair_turns, turns_at_small_tables
from scheduler.engine.solve import solve
from scheduler.engine.strategy import Method

WITHOUT = Settings(seconds=2, workers=1, without=frozenset({Method.TURNS}))


def room(people: int, sectors: int, size: int, rounds: int) -> Problem:
    """So many people in turn of so many sectors, at tables of at most ``size``."""
    names = [(f"p{n}", f"Person {n}", f"Office {n // 3}") for n in range(people)]
    return Problem(
        tuple(Person(*name, f"s{n % sectors}") for n, name in enumerate(names)),
        rounds,
        table_count=tables_for(people, size),
        table_limit=size,
    )


def spread_of_turns(problem: Problem, rounds: object) -> int:
    """How many turns the person with the most has more than the one with the fewest."""
    turns = turns_at_small_tables(problem, rounds).values()
    return max(turns) - min(turns)


@pytest.mark.parametrize(("people", "sectors", "size", "rounds"), [(8, 3, 3, 6), (8, 8, 3, 6)])
def test_nobody_has_two_turns_more_than_another(
    people: int, sectors: int, size: int, rounds: int
) -> None:
    problem = room(people, sectors, size, rounds)
    before = solve(problem, WITHOUT)
    after = solve(problem, replace(WITHOUT, without=frozenset()))
    assert spread_of_turns(problem, before.rounds) > 1
    assert spread_of_turns(problem, after.rounds) <= 1
    assert measure(problem, after.rounds).rank >= measure(problem, before.rounds).rank


def test_who_sits_at_a_larger_table_may_go_to_a_smaller_one() -> None:
    """Three couples are kept apart, and one more joins one of them: no swap is possible."""
    couples = (("p1", "p2"), ("p3", "p4"), ("p5", "p6"))
    apart = {pair(a, b) for one, other in combinations(couples, 2) for a in one for b in other}
    problem = replace(room(7, 1, 3, 3), apart=frozenset(apart))
    tables = (("p0", *couples[0]), *couples[1:])
    fair = fair_turns(problem, (SeatedRound(tables),) * 3, 1, lambda: False)
    assert turns_at_small_tables(problem, fair) == {"p0": 0} | {f"p{n}": 2 for n in range(1, 7)}


@settings(max_examples=12)
@given(st.randoms(use_true_random=False), st.integers(5, 14), st.integers(2, 4))
def test_no_level_and_no_rule_is_lost(random: object, people: int, rounds: int) -> None:
    draw = random.sample
    problem = room(people, 3, 4, rounds)
    keys = [person.key for person in problem.people]
    a, b, c, d, e = draw(keys, 5)
    problem = replace(
        problem,
        people=tuple(replace(p, stays=p.key == e) for p in problem.people),
        together=frozenset({pair(a, b)}),
        apart=frozenset({pair(a, c)}),
        wishes=frozenset({pair(c, d)}),
        history=frozenset({pair(b, d)}),
    )
    plan = solve(problem, replace(WITHOUT, seconds=0.1)).rounds
    if not plan:
        return
    fair = fair_turns(problem, plan, 1, lambda: False)
    assert check(problem, fair) == []
    assert measure(problem, fair).rank >= measure(problem, plan).rank
    assert fair == fair_turns(problem, plan, 1, lambda: False)
    turns = [turns_at_small_tables(problem, rounds).values() for rounds in (plan, fair)]
    same = measure(problem, fair).rank == measure(problem, plan).rank
    assert not same or sum(t * t for t in turns[1]) <= sum(t * t for t in turns[0])


def test_nobody_is_moved_for_it_in_a_plan_that_replaces_another() -> None:
    problem = room(8, 3, 3, 6)
    plan = solve(problem, WITHOUT).rounds
    again = replace(problem, previous=plan)
    assert fair_turns(again, plan, 1, lambda: False) is plan
    assert fair_turns(problem, plan, 1, lambda: False) != plan


def test_who_says_stop_keeps_the_plan() -> None:
    problem = room(8, 3, 3, 6)
    plan = solve(problem, WITHOUT).rounds
    assert fair_turns(problem, plan, 1, lambda: True) == plan
