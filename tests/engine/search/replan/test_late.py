"""A late change: what must move, what need not, and what is given up for it."""

import random
from dataclasses import replace

import numpy as np
import pytest

from scheduler.engine import rules
from scheduler.engine.problem import Person, Problem, Rounds
from scheduler.engine.result import Settings, measure
from scheduler.engine.search.levels.improve import Levels
from scheduler.engine.search.levels.targets import forced
from scheduler.engine.search.replan.covering import fewest_movers
from scheduler.engine.search.replan.late import renumbered
from scheduler.engine.search.replan.tables_in_use import tables_in_use
from scheduler.engine.search.seating.instance import compile_problem
from scheduler.engine.search.seating.start import first_seating
from scheduler.engine.search.seating.state import from_seats, tables_in
from scheduler.engine.solve import solve
from scheduler.engine.solvers.budget import Budget
from tests.engine.builders import problem, seated, without

PLENTY = Settings(seconds=20.0)


def _late(asked: Problem, plan: Rounds, missing: int, kept: int, size: int) -> Problem:
    gone = {person.key for person in random.Random(1).sample(asked.people, missing)}
    return without(asked, gone, plan, kept, size)


def _levels(late: Problem) -> Levels:
    instance = compile_problem(late, late.previous)
    old = tables_in(instance, late.previous)
    return Levels(instance, first_seating(instance, np.random.default_rng(1), old), 0)


def test_the_forced_seats_are_those_beyond_a_size_and_those_of_tables_left_out() -> None:
    plan = (seated("a0 b0 c0 a4", "a1 b1 c1 b4", "a2 b2 c2 c4", "a3 b3 c3 a5"),)
    asked = replace(problem((6, 5, 5), 4, 1), previous=plan)
    gone = {"a0", "b0", "c0", "c4", "a5"}
    here = tuple(p for p in asked.people if p.key not in gone)
    # One person is left at table 1, four at table 2, three at tables 3 and 4.
    at_four = replace(asked, people=here, table_count=4)
    at_three = replace(asked, people=here, table_count=3, room_tables=4)
    compact = tables_in_use(at_three, 10)
    assert compact is not None
    assert forced(_levels(at_four)) == [1]
    assert forced(_levels(compact.compact())) == [1]


def test_as_few_people_move_as_must() -> None:
    asked = problem((12, 10, 8), 5, 4)
    plan = solve(asked, PLENTY).rounds
    late = _late(asked, plan, 5, 1, 5)
    stable = solve(replace(late, prefer_stability=True), PLENTY)
    least = fewest_movers(late, Budget.of(5.0))
    assert least is not None
    assert measure(late, stable.rounds).moved_people == len(least.people)


@pytest.mark.parametrize(("size", "kept"), [(2, 0), (2, 2), (5, 0), (5, 2)])
def test_twice_the_forced_seats_are_enough(size: int, kept: int) -> None:
    asked = problem((30, 24, 16), size, 6)
    plan = solve(asked, PLENTY).rounds
    late = _late(asked, plan, 10, kept, size)
    result = solve(late, PLENTY)
    compact = tables_in_use(late, 10)
    assert compact is not None
    assert result.score is not None
    assert rules.check(late, result.rounds) == []
    assert result.score.cross_sector_pairs == result.score.ceiling
    assert result.score.fewest_cross_sector == result.score.fewest_ceiling
    floor = sum(forced(_levels(compact.compact())))
    assert measure(late, result.rounds).moved_seats <= 2 * floor


def test_walk_ins_into_empty_seats_move_few() -> None:
    asked = problem((30, 24, 16), 5, 6)
    plan = solve(asked, PLENTY).rounds
    late = _late(asked, plan, 10, 2, 5)
    walk_ins = tuple(Person(f"w{i}", f"W{i}", "", "abc"[i % 3], arrives_round=3) for i in range(10))
    late = replace(late, people=late.people + walk_ins, table_count=14)
    result = solve(late, PLENTY)
    assert result.score is not None
    assert rules.check(late, result.rounds) == []
    assert result.score.cross_sector_pairs == result.score.ceiling
    # Of the 240 seats of those who stay.
    assert measure(late, result.rounds).moved_seats <= 48


def test_a_small_room_is_evened_out_whatever_it_costs() -> None:
    asked = problem((6, 6, 6), 3, 3)
    plan = solve(asked, PLENTY).rounds
    late = _late(asked, plan, 3, 1, 3)
    fresh = solve(replace(late, previous=(), room_tables=0), PLENTY).score
    again = solve(late, PLENTY).score
    assert fresh is not None
    assert again is not None
    assert (again.cross_sector_pairs, again.fewest_cross_sector, again.spread) == (
        fresh.cross_sector_pairs,
        fresh.fewest_cross_sector,
        fresh.spread,
    )


def test_renumbering_keeps_the_company_and_the_hosts_and_returns_the_numbers() -> None:
    asked = problem((4, 4, 4), 3, 1)
    people = tuple(replace(p, host_table=1) if p.key == "a0" else p for p in asked.people)
    plan = (seated("a0 b0 c0", "a1 b1 c1", "a2 b2 c2", "a3 b3 c3"),)
    late = replace(asked, people=people, previous=plan)
    instance = compile_problem(late, plan)
    old = tables_in(instance, plan)
    state = first_seating(instance, np.random.default_rng(1), old)
    shuffled = from_seats(instance, state.seat[:, [0, 3, 1, 2]])
    back = renumbered(instance, shuffled, old)
    assert back.table.tolist() == state.table.tolist()
    assert (back.code == state.code).all()
