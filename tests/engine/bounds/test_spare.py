"""Seats that not everybody can have: never below what exists, and exact where they decide."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.engine.bounds.ceilings import ceiling
from scheduler.engine.bounds.spare import spare_seats
from scheduler.engine.bounds.tally import Tally
from scheduler.engine.problem import Odd, Person, Problem, SeatedRound
from tests.engine.builders import plan, problem, seated, tiny_problems
from tests.engine.exhaustive import outcomes
from tests.engine.histories import with_history

SHAPES = [(2, 2, 1), (3, 2), (2, 2, 2), (3, 1, 1), (4, 2), (3, 2, 2), (2, 1)]


def best(case: Problem) -> int:
    """The most pairs of any plan."""
    return max(outcome.pairs for outcome in outcomes(case))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(SHAPES),
    st.integers(2, 3),
    st.sampled_from(Odd),
    st.integers(1, 3),
    st.floats(0.0, 0.8),
    st.integers(0, 10_000),
    st.booleans(),
)
def test_no_plan_passes_the_ceiling_after_history(
    sizes: tuple[int, ...], size: int, odd: Odd, rounds: int, share: float, seed: int, late: bool
) -> None:
    case = with_history(sizes, size, rounds, share, seed, odd=odd)
    if late:
        people = (replace(case.people[0], arrives_round=min(2, rounds)), *case.people[1:])
        case = replace(case, people=people)
    assert best(case) <= ceiling(case).pairs


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tiny_problems(most_people=7))
def test_no_plan_passes_it_in_pairs_under_any_rules(case: Problem) -> None:
    hosts = max((person.host_table or 0 for person in case.people), default=0)
    if hosts > len(case.people) // 2:
        return  # In pairs there is no such table.
    paired = replace(case, pairs=True)
    assert max((outcome.pairs for outcome in outcomes(paired)), default=0) <= ceiling(paired).pairs


@pytest.mark.parametrize(
    ("case", "each", "total"),
    [
        (problem((3, 2), 3, 2), 2, 6),
        (problem((3, 2), 2, 2, odd=Odd.TRIO), 2, 6),
        (problem((3, 2), 2, 2), 1, 3),
        (problem((3, 3), 3, 2), 0, 0),
        (problem((3, 3), 2, 2), 0, 0),
    ],
    ids=["uneven tables", "a table of three", "sitting out", "even tables", "pairs"],
)
def test_spare_seats_are_counted(case: Problem, each: int, total: int) -> None:
    spare = spare_seats(Tally(case))
    assert set(spare.each.values()) == {each}
    assert spare.total == total


def test_whoever_has_sat_out_has_no_turn_left() -> None:
    kept = plan(seated("a0 b0", "a1 b1", out="a2"))
    spare = spare_seats(Tally(problem((3, 2), 2, 2, kept=kept)))
    assert spare.each["a2"] == 0
    assert spare.total == 3


def test_a_table_of_three_gives_only_three_people_a_seat_more() -> None:
    case = with_history((14, 14, 13), 2, 5, 0.75, 1, odd=Odd.TRIO)
    assert ceiling(case).pairs == 106


def test_everybody_sits_out_in_turn() -> None:
    case = with_history((14, 14, 13), 2, 18, 0.3, 1)
    assert ceiling(case).pairs == 353


def test_whoever_has_nobody_left_to_meet_keeps_a_table() -> None:
    case = problem((2, 2, 2), 2, 3, history={("a0", "b0"), ("a0", "b1"), ("a0", "c0")})
    assert ceiling(case).pairs == best(case) == 7


@pytest.mark.parametrize("alone", [1, 2])
def test_whoever_sits_out_alone_loses_no_seat(alone: int) -> None:
    kept = (SeatedRound((("gone", "a"),)),)
    people = (
        Person("a", "A", "Org a", "a"),
        Person("b", "B", "Org b", "b", arrives_round=2 + alone),
    )
    for before in ((), kept):
        asked = Problem(people, 2 + alone, pairs=True, odd=Odd.SIT_OUT, kept=before)
        assert ceiling(asked).pairs == 1
