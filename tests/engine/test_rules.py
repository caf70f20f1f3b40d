"""Each hard rule, broken once, is named exactly; a plan that keeps them all passes."""

from dataclasses import replace
from typing import Any

import pytest

from scheduler.engine.problem import Odd, Person, Problem, Rounds
from scheduler.engine.rules import HardRule, Violation, check, keeps
from tests.engine.builders import plan, problem, seated, sectors


def change(case: Problem, key: str, **fields: Any) -> Problem:
    """The problem with one person changed."""
    people = tuple(replace(p, **fields) if p.key == key else p for p in case.people)
    return replace(case, people=people)


TABLES = problem((3, 3), 3, 2)
GOOD = plan(seated("a0 b0 a1", "b1 a2 b2"), seated("a0 b1 a2", "b0 a1 b2"))
PAIRS = problem((2, 2), 2, 2)
ODD = problem((2, 1), 2, 3)


def broken(case: Problem, rounds: Rounds) -> list[tuple[HardRule, tuple[str, ...], int | None]]:
    found = [(v.rule, v.people, v.round) for v in check(case, rounds)]
    assert keeps(case, rounds) is not bool(found)
    return found


def test_a_plan_that_keeps_every_rule_passes() -> None:
    case = replace(
        change(TABLES, "a0", host_table=1, stays=True),
        apart=frozenset({("a0", "b2")}),
        together=frozenset({("a2", "b1")}),
        must_meet=frozenset({("b0", "b2")}),
        locked={(2, "b2"): 2},
        table_limit=3,
    )
    assert check(case, GOOD) == []


def test_a_missing_round_is_named() -> None:
    assert check(TABLES, GOOD[:1]) == [
        Violation(HardRule.ROUNDS, (), None, "The plan has 1 rounds instead of 2.")
    ]


def test_a_person_without_a_place_is_named() -> None:
    rounds = plan(seated("a0 b0 a1", "b1 a2"), GOOD[1])
    assert check(TABLES, rounds) == [
        Violation(HardRule.ONCE, ("b2",), 1, "B2 has no place in round 1."),
        Violation(HardRule.SIZES, (), 1, "Round 1 has tables of 3, 2 instead of 3, 3."),
    ]


def test_a_person_with_two_places_is_named() -> None:
    rounds = plan(seated("a0 b0 a1", "b1 a0 b2"), GOOD[1])
    assert broken(TABLES, rounds) == [(HardRule.ONCE, ("a0",), 1), (HardRule.ONCE, ("a2",), 1)]


def test_somebody_who_is_not_there_is_named() -> None:
    case = change(TABLES, "b2", leaves_after_round=1)
    rounds = plan(GOOD[0], seated("a0 b1 a2", "b0 a1 b2"))
    assert broken(case, rounds) == [(HardRule.PRESENCE, ("b2",), 2), (HardRule.SIZES, (), 2)]
    stranger = plan(GOOD[0], seated("a0 b1 a2", "b0 a1 b2 zoe"))
    assert (HardRule.PRESENCE, ("zoe",), 2) in broken(TABLES, stranger)


def test_uneven_tables_are_named() -> None:
    rounds = plan(seated("a0 b0 a1 b1", "a2 b2"), GOOD[1])
    assert broken(TABLES, rounds) == [(HardRule.SIZES, (), 1)]


def test_another_number_of_tables_is_named() -> None:
    rounds = plan(seated("a0 b0", "a1 b1", "a2 b2"), GOOD[1])
    assert broken(TABLES, rounds) == [(HardRule.SIZES, (), 1)]


def test_empty_tables_are_right_when_there_are_more_tables_than_people() -> None:
    case = Problem(sectors(1, 1), 1, table_count=3)
    assert check(case, plan(seated("", "a0", "b0"))) == []
    assert broken(case, plan(seated("a0", "b0"))) == [(HardRule.SIZES, (), 1)]


def test_a_table_over_its_limit_is_named() -> None:
    case = replace(TABLES, table_limit=2)
    assert broken(case, GOOD)[0] == (HardRule.LIMIT, ("a0", "b0", "a1"), 1)


def test_pairs_of_an_odd_number_are_one_trio() -> None:
    case = replace(ODD, odd=Odd.TRIO, rounds=1)
    assert check(case, plan(seated("a0 a1 b0"))) == []
    assert broken(case, plan(seated("a0 a1", out="b0"))) == [
        (HardRule.SIZES, (), 1),
        (HardRule.SIT_OUT, ("b0",), 1),
    ]


def test_sitting_out_twice_before_the_others_is_named() -> None:
    fair = plan(seated("a0 a1", out="b0"), seated("a0 b0", out="a1"), seated("a1 b0", out="a0"))
    assert check(ODD, fair) == []
    unfair = plan(fair[0], fair[1], seated("a0 a1", out="b0"))
    assert check(ODD, unfair) == [
        Violation(
            HardRule.SIT_OUT, ("b0",), 3, "B0 sits out again in round 3, before everybody has."
        )
    ]


def test_turns_of_kept_rounds_are_remembered() -> None:
    kept = plan(seated("a0 a1", out="b0"))
    case = replace(ODD, kept=kept)
    again = plan(*kept, seated("a0 a1", out="b0"), seated("a0 b0", out="a1"))
    assert broken(case, again) == [(HardRule.SIT_OUT, ("b0",), 2)]


def test_hosts_do_not_hold_up_the_turns() -> None:
    case = change(ODD, "b0", host_table=1)
    rounds = plan(seated("b0 a0", out="a1"), seated("b0 a1", out="a0"), seated("b0 a0", out="a1"))
    assert check(case, rounds) == []


def test_nobody_sits_out_without_need() -> None:
    rounds = plan(seated("a0 b0", out="a1 b1"), seated("a0 b1", "a1 b0"))
    assert (HardRule.SIT_OUT, ("a1", "b1"), 1) in broken(PAIRS, rounds)


def test_a_host_at_another_table_is_named() -> None:
    assert check(change(TABLES, "b1", host_table=2), GOOD) == [
        Violation(HardRule.HOST, ("b1",), 2, "B1 hosts table 2, but sits at table 1 in round 2.")
    ]


def test_one_who_stays_but_is_moved_is_named() -> None:
    assert check(change(TABLES, "b1", stays=True), GOOD) == [
        Violation(HardRule.STAYS, ("b1",), None, "B1 stays at one table, but is moved: 1, 2.")
    ]


def test_one_who_stays_keeps_the_table_of_kept_rounds() -> None:
    case = replace(change(TABLES, "a1", stays=True), kept=GOOD[:1])
    assert broken(case, GOOD) == [(HardRule.STAYS, ("a1",), None)]
    other = plan(GOOD[0], seated("b0 a1 b2", "a0 b1 a2"))
    assert check(case, other) == []


def test_companions_at_two_tables_are_named() -> None:
    assert check(replace(TABLES, together=frozenset({("a0", "b0")})), GOOD) == [
        Violation(HardRule.TOGETHER, ("a0", "b0"), 2, "A0 and B0 are not together in round 2.")
    ]


def test_companions_are_together_only_while_both_are_there() -> None:
    case = replace(change(TABLES, "b0", leaves_after_round=1), together=frozenset({("a0", "b0")}))
    assert check(case, plan(GOOD[0], seated("a0 b1 a2", "a1 b2"))) == []


def test_companions_do_not_sit_out() -> None:
    case = replace(ODD, rounds=1, together=frozenset({("a0", "b0")}))
    assert (HardRule.TOGETHER, ("a0", "b0"), 1) in broken(case, plan(seated("a0 a1", out="b0")))


def test_people_kept_apart_at_one_table_are_named() -> None:
    assert check(replace(TABLES, apart=frozenset({("a0", "b1")})), GOOD) == [
        Violation(
            HardRule.APART,
            ("a0", "b1"),
            2,
            "A0 and B1 are to be kept apart, but share table 1 in round 2.",
        )
    ]


def test_colleagues_are_named_only_when_they_are_to_be_apart() -> None:
    case = change(change(TABLES, "a0", organisation="NHS  GGC"), "b0", organisation="nhs ggc ")
    assert check(case, GOOD) == []
    assert check(replace(case, apart_organisations=True), GOOD) == [
        Violation(
            HardRule.ORGANISATIONS,
            ("a0", "b0"),
            1,
            "A0 and B0 are colleagues, but share table 1 in round 1.",
        )
    ]


def test_people_without_an_organisation_are_no_colleagues() -> None:
    people = tuple(replace(person, organisation="") for person in TABLES.people)
    assert check(replace(TABLES, people=people, apart_organisations=True), GOOD) == []


def test_a_pair_that_must_meet_and_does_not_is_named() -> None:
    assert check(replace(TABLES, must_meet=frozenset({("a0", "b2")})), GOOD) == [
        Violation(HardRule.MUST_MEET, ("a0", "b2"), None, "A0 and B2 must meet, but never do.")
    ]


def test_a_meeting_in_a_kept_round_satisfies_must_meet() -> None:
    case = replace(TABLES, kept=GOOD[:1], must_meet=frozenset({("a0", "b0")}))
    assert check(case, GOOD) == []


def test_a_locked_seat_left_empty_is_named() -> None:
    assert check(replace(TABLES, locked={(1, "b2"): 1}), GOOD) == [
        Violation(
            HardRule.LOCKED, ("b2",), 1, "B2 is locked at table 1 in round 1, but sits at table 2."
        )
    ]


def test_a_lock_on_somebody_who_is_away_binds_nobody() -> None:
    case = change(TABLES, "b2", leaves_after_round=1)
    rounds = plan(GOOD[0], seated("a0 b1 a2", "b0 a1"))
    assert check(replace(case, locked={(2, "b2"): 1, (1, "gone"): 2}), rounds) == []


def test_a_changed_kept_round_is_named_with_those_who_moved() -> None:
    kept = plan(seated("a0 b0 b1", "a1 a2 b2"))
    assert check(replace(TABLES, kept=kept), GOOD) == [
        Violation(HardRule.KEPT, ("a1", "b1"), 1, "Round 1 was to be kept as it was.")
    ]


def test_kept_rounds_are_judged_by_no_other_rule() -> None:
    kept = plan(seated("a0 b0 gone b9", "a1"))
    case = replace(TABLES, kept=kept, apart=frozenset({("a0", "b0")}))
    case = change(case, "a1", host_table=1)
    rounds = plan(*kept, seated("a1 b0 b2", "a0 b1 a2"))
    assert check(case, rounds) == []


@pytest.mark.parametrize("order", [("a0 b0 a1", "b1 a2 b2"), ("b0 a1 a0", "b2 a2 b1")])
def test_the_order_at_a_table_does_not_matter(order: tuple[str, str]) -> None:
    case = replace(TABLES, kept=GOOD[:1])
    assert check(case, plan(seated(*order), GOOD[1])) == []


def test_a_violation_speaks_of_people_by_name() -> None:
    people = (Person("x", "Zoë Ann", "", "a", host_table=2), Person("y", "Bo", "", "b"))
    case = Problem(people, 1, table_count=2)
    assert [v.sentence for v in check(case, plan(seated("x", "y")))] == [
        "Zoë Ann hosts table 2, but sits at table 1 in round 1."
    ]
