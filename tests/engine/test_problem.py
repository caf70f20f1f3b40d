"""The engine's input: what it works out, and what it refuses."""

from dataclasses import replace
from typing import Any

import pytest

from scheduler.engine.problem import Odd, Person, Problem, tables_for
from scheduler.errors import InvalidProblem
from tests.engine.builders import plan, problem, seated, sectors


@pytest.mark.parametrize(
    ("people", "tables", "sizes"),
    [(12, 3, (4, 4, 4)), (11, 3, (4, 4, 3)), (2, 3, (1, 1, 0)), (0, 2, (0, 0))],
)
def test_tables_differ_by_at_most_one(people: int, tables: int, sizes: tuple[int, ...]) -> None:
    assert Problem(sectors(people), 1, table_count=tables).table_sizes(1) == sizes


@pytest.mark.parametrize(
    ("people", "trio", "sit_out"),
    [(4, (2, 2), (2, 2)), (5, (3, 2), (2, 2)), (3, (3,), (2,)), (1, (1,), ()), (0, (), ())],
)
def test_pairs_of_any_number(people: int, trio: tuple[int, ...], sit_out: tuple[int, ...]) -> None:
    case = problem((people,), 2, 1)
    assert replace(case, odd=Odd.TRIO).table_sizes(1) == trio
    assert case.table_sizes(1) == sit_out


def test_table_sizes_follow_who_is_present() -> None:
    people = (*sectors(4), Person("late", "Late", "", "b", arrives_round=2))
    case = Problem(people, 2, table_count=2)
    assert (case.table_sizes(1), case.table_sizes(2)) == ((2, 2), (3, 2))


@pytest.mark.parametrize(
    ("people", "size", "tables"), [(12, 4, 3), (13, 4, 4), (1, 4, 1), (0, 4, 1)]
)
def test_the_fewest_tables_that_seat_everybody(people: int, size: int, tables: int) -> None:
    assert tables_for(people, size) == tables


def test_colleagues_are_found_whatever_the_spelling() -> None:
    names = ("NHS GGC", "nhs  ggc", "Hub & Co.", "hub and co", "", "")
    people = tuple(
        replace(person, organisation=name) for person, name in zip(sectors(6), names, strict=True)
    )
    case = Problem(people, 1, table_count=1)
    assert set(case.colleagues()) == {("a0", "a1"), ("a2", "a3")}


def test_hosts_and_stayers_with_one_kept_table_are_fixed() -> None:
    people = list(sectors(6))
    people[0] = replace(people[0], host_table=2)
    people[1] = replace(people[1], stays=True)
    people[2] = replace(people[2], stays=True)
    people[3] = replace(people[3], stays=True, host_table=1)
    kept = plan(seated("a0 a1 a2", "a3 a4 a5"), seated("a0 a1 a3", "a2 a4 a5"))
    case = Problem(tuple(people), 4, table_count=2, kept=kept)
    assert case.fixed_tables == {"a0": 2, "a1": 1, "a3": 1}


def test_a_stayer_whose_table_is_gone_may_choose_again() -> None:
    people = (replace(sectors(1)[0], stays=True), *sectors(0, 3))
    kept = plan(seated("b0 gone", "b1 b2", "a0 left"))
    case = Problem(people, 2, pairs=True, kept=kept)
    assert case.fixed_tables == {}


def test_open_rounds_follow_the_kept_ones() -> None:
    case = problem((2, 2), 2, 3, kept=plan(seated("a0 b0", "a1 b1")))
    assert list(case.open_rounds) == [2, 3]


GOOD: dict[str, Any] = {"people": sectors(2, 2), "rounds": 3, "table_count": 2}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"rounds": 0}, "There must be at least 1 round, not 0."),
        ({"rounds": 61}, "There can be at most 60 rounds, not 61."),
        ({"table_count": 0}, "There must be at least 1 table, not 0."),
        ({"people": sectors(1) * 2}, "Two people have the same key."),
        ({"kept": plan(*[seated()] * 4)}, "4 rounds are kept, but there are only 3."),
        ({"apart": {("b0", "a0")}}, "The pair b0, a0 in apart does not name two people."),
        ({"wishes": {("a0", "zoe")}}, "The pair a0, zoe in wishes does not name two people."),
        (
            {"people": (Person("a", "Ann", "", "x", arrives_round=4),)},
            "Ann arrives in round 4, but the rounds are 1 to 3.",
        ),
        (
            {"people": (Person("a", "Ann", "", "x", arrives_round=2, leaves_after_round=1),)},
            "Ann leaves after round 1, before arriving in round 2.",
        ),
        (
            {"people": (Person("a", "Ann", "", "x", host_table=3),)},
            "Ann hosts table 3, but the tables are 1 to 2.",
        ),
    ],
)
def test_what_contradicts_itself_is_refused(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidProblem) as caught:
        Problem(**(GOOD | change))
    assert caught.value.sentence == sentence
