"""The ceilings: as published for the named instances, and never below what exists."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from scheduler.engine.bounds.ceilings import ceiling, fewest_ceiling, spread_floor
from scheduler.engine.problem import Odd, Person, Problem, pair
from scheduler.engine.solvers.budget import Budget
from tests.engine.builders import plan, problem, seated, sectors, tiny_problems
from tests.engine.exhaustive import outcomes

NAMED = [
    ((8, 8, 8), 2, 6, 72, 6),
    ((30, 20, 10), 2, 8, 240, 8),
    ((40, 15, 6), 2, 10, 210, 5),
    ((80, 70, 50), 2, 12, 1200, 12),
    ((400, 350, 250), 2, 15, 7500, 15),
    ((10, 10, 10), 2, 20, 300, 20),
    ((12, 8, 4), 2, 16, 160, 12),
    ((700, 700, 600), 2, 20, 20000, 20),
    ((12, 12, 12), 6, 5, 360, 20),
    ((24, 16, 8), 4, 6, 336, 12),
    ((45, 35, 20), 5, 8, 1240, 21),
    ((120, 110, 70), 6, 8, 4560, 28),
    ((400, 350, 250), 8, 10, 26000, 47),
    ((17, 12, 8), 6, 6, 366, 16),
    ((6, 6, 6), 3, 8, 108, 12),
]
"""Sector sizes, table size, rounds, ceiling of pairs, ceiling of the fewest."""


@pytest.mark.parametrize(("sizes", "table_size", "rounds", "pairs", "fewest"), NAMED)
def test_named_instances_have_their_known_ceilings(
    sizes: tuple[int, ...], table_size: int, rounds: int, pairs: int, fewest: int
) -> None:
    case = problem(sizes, table_size, rounds)
    assert ceiling(case).pairs == pairs
    assert fewest_ceiling(case, pairs) == fewest


@pytest.mark.parametrize(
    ("sizes", "table_size", "rounds", "pairs"),
    [
        ((16, 14, 10), 5, 8, 512),
        ((40, 35, 25), 10, 9, 2925),
        ((9, 9, 9, 9), 4, 9, 486),
        ((30, 20, 10), 6, 9, 990),
        ((40, 35, 25), 10, 10, 3250),
        ((40, 35, 25), 10, 13, 3275),
        ((12, 12, 12), 6, 6, 432),
        ((20, 16, 12), 6, 7, 644),
        ((17, 13, 10), 5, 7, 441),
        ((10, 10, 10), 5, 6, 288),
    ],
)
def test_saturated_instances_have_their_known_ceilings(
    sizes: tuple[int, ...], table_size: int, rounds: int, pairs: int
) -> None:
    assert ceiling(problem(sizes, table_size, rounds)).pairs == pairs


def test_more_sectors_than_the_tables_model_takes_fall_back_on_arithmetic() -> None:
    people = tuple(Person(f"p{i}", f"P{i}", "", f"sector {i}") for i in range(32))
    case = Problem(people, 10, table_count=8)
    assert ceiling(case).pairs == 480
    assert fewest_ceiling(case, 480) == 30
    assert spread_floor(case, 480, 30) == 32 * 30 * 30


SMALL = [
    ((2,), 1), ((1, 1), 2), ((2, 1), 2), ((2, 2), 3), ((3, 1), 3), ((3, 2), 2), ((1, 1, 1), 3),
    ((2, 1, 1), 3), ((3, 1, 1), 2), ((4, 2), 3), ((2, 2, 2), 2), ((1, 1, 1, 1), 3), ((3, 3), 1),
]  # fmt: skip


@pytest.mark.parametrize(("sizes", "rounds"), SMALL)
@pytest.mark.parametrize("odd", Odd)
def test_without_rules_pairs_reach_the_bounds(
    sizes: tuple[int, ...], rounds: int, odd: Odd
) -> None:
    _is_reached(problem(sizes, 2, rounds, odd=odd))


@pytest.mark.parametrize(("sizes", "rounds"), SMALL)
@pytest.mark.parametrize("table_size", [3, 4])
def test_without_rules_tables_reach_the_bounds(
    sizes: tuple[int, ...], rounds: int, table_size: int
) -> None:
    _is_reached(problem(sizes, table_size, rounds))


def _is_reached(case: Problem) -> None:
    found = outcomes(case)
    most = max(outcome.pairs for outcome in found)
    best = [outcome for outcome in found if outcome.pairs == most]
    fewest = max(outcome.fewest for outcome in best)
    spread = min(outcome.spread for outcome in best if outcome.fewest == fewest)
    assert ceiling(case).pairs == most
    assert fewest_ceiling(case, most) == fewest
    assert spread_floor(case, most, fewest) == spread


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tiny_problems())
def test_no_plan_passes_a_bound_under_any_rules(case: Problem) -> None:
    found = outcomes(case)
    if not found:
        return  # The rules contradict each other: every number is a ceiling.
    most = max(outcome.pairs for outcome in found)
    assert most <= ceiling(case).pairs
    for pairs in {most, most - 1}:
        such = [outcome for outcome in found if outcome.pairs == pairs]
        for fewest in {outcome.fewest for outcome in such}:
            assert fewest <= fewest_ceiling(case, pairs)
            spread = min(outcome.spread for outcome in such if outcome.fewest >= fewest)
            assert spread_floor(case, pairs, fewest) <= spread


def test_fewer_tables_than_sectors_force_people_to_meet_again() -> None:
    assert ceiling(problem((2, 2, 2), 3, 2)).pairs == 10
    # 60 pairs in the first round; then six people come from four tables: 13 pairs a table.
    assert ceiling(problem((4,) * 6, 6, 4)).pairs == 60 + 3 * 4 * 13
    kept = plan(seated("a0 b0 c0", "a1 b1 c1"))
    assert ceiling(problem((2, 2, 2), 3, 2, kept=kept)).pairs == 10


def test_history_and_apart_do_not_count() -> None:
    everyone = problem((2, 2), 4, 1)
    less = problem((2, 2), 4, 1, history={("a0", "b0")}, apart={("a1", "b1")})
    assert (ceiling(everyone).pairs, ceiling(less).pairs) == (4, 2)


def test_colleagues_kept_apart_do_not_count() -> None:
    people = tuple(
        Person(p.key, p.name, "NHS" if p.key in ("a0", "b0") else "", p.sector)
        for p in sectors(2, 2)
    )
    assert ceiling(Problem(people, 3, table_count=1)).pairs == 4
    assert ceiling(Problem(people, 3, table_count=1, apart_organisations=True)).pairs == 3


def test_hosts_of_different_tables_never_meet() -> None:
    people = (Person("a", "A", "", "x", host_table=1), Person("b", "B", "", "y", host_table=2))
    assert ceiling(Problem(people, 3, table_count=2)).pairs == 0


def test_a_pair_kept_together_uses_its_seats_every_round() -> None:
    case = problem((2, 2), 2, 3, together={("a0", "b0")})
    assert ceiling(case).pairs == 2


def test_a_locked_round_adds_only_its_own_pairs() -> None:
    locked = {
        (1, key): table for table, keys in ((1, "a0 a1"), (2, "b0 b1")) for key in keys.split()
    }
    assert ceiling(problem((2, 2), 2, 2)).pairs == 4
    assert ceiling(problem((2, 2), 2, 2, locked=locked)).pairs == 2


def test_a_model_on_which_presolve_would_abort_is_solved() -> None:
    people = (
        Person("p0", "P0", "Hub", "a"),
        Person("p1", "P1", "Trust", "b"),
        Person("p2", "P2", "", "b", stays=True),
        Person("p3", "P3", "Hub", "a", host_table=3),
        Person("p4", "P4", "Hub", "c", leaves_after_round=1),
        Person("p5", "P5", "Trust", "a"),
    )
    case = Problem(
        people,
        2,
        pairs=True,
        odd=Odd.SIT_OUT,
        history=frozenset({("p0", "p4"), ("p2", "p5"), ("p1", "p2")}),
        apart=frozenset({("p1", "p3"), ("p1", "p4")}),
        apart_organisations=True,
        locked={(2, "p4"): 1, (1, "p1"): 3},
    )
    assert ceiling(case).pairs == 5


def test_people_who_never_overlap_cannot_meet() -> None:
    people = (
        Person("a", "A", "", "x", leaves_after_round=1),
        Person("b", "B", "", "y", arrives_round=2),
        Person("c", "C", "", "z"),
    )
    assert ceiling(Problem(people, 3, table_count=1)).pairs == 2


def test_meetings_of_kept_rounds_count_while_both_are_here() -> None:
    kept = plan(seated("a0 b0", "a1 gone"))
    case = problem((2, 2), 2, 2, kept=kept)
    assert ceiling(case).pairs == 3


def test_newcomers_take_seats_from_those_present_throughout() -> None:
    late = tuple(replace(person, arrives_round=2) for person in sectors(3, 2)[1:4])
    case = Problem((sectors(3, 2)[0], *late, sectors(3, 2)[4]), 2, table_count=2)
    _is_reached(case)
    assert fewest_ceiling(case, ceiling(case).pairs) == 1


def test_whoever_met_few_people_has_one_good_seat_a_round() -> None:
    kept = plan(seated("a0 a1 a2 a3", "a4 a5 b0 b1", "b2 b3 b4 b5"))
    case = problem((6, 6), 4, 2, kept=kept)
    assert ceiling(case).pairs == 16
    # Only an even spread gives 16, and then every seat of the last round is worth two.
    assert fewest_ceiling(case, 16) == 2


def test_being_told_to_stop_still_gives_a_ceiling() -> None:
    case = problem((17, 12, 8), 6, 6)
    assert ceiling(case, Budget.of(5.0, lambda: True)).pairs >= 366


def test_big_sectors_and_small_ones_are_named_by_key_not_by_order() -> None:
    case = problem((3, 2, 2), 3, 2, history={pair("c0", "a0")})
    renamed = Problem(
        tuple(Person(p.key, p.name, "", {"a": "z"}.get(p.sector, p.sector)) for p in case.people),
        2,
        table_count=case.table_count,
        history=case.history,
    )
    assert ceiling(renamed).pairs == ceiling(case).pairs
