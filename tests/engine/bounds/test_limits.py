"""What the organiser is told about the ceiling, figure by figure."""

from dataclasses import replace

import pytest

from scheduler.domain.planning.outcome.limits import Limit, LimitKind
from scheduler.domain.words.limits import limit_in_scripts
from scheduler.engine.bounds.ceilings import ceiling
from scheduler.engine.bounds.limits import limits
from scheduler.engine.feasibility.small_rooms import best_plan
from scheduler.engine.problem import Person, Problem
from scheduler.engine.result import Settings
from scheduler.engine.solve import solve
from scheduler.engine.solvers.budget import Budget
from tests.engine.builders import problem, sectors


def told(case: Problem) -> list[str]:
    most, best = ceiling(case), best_plan(case, Budget.of(60.0))
    if best is not None:
        most = replace(most, pairs=min(most.pairs, best.pairs))
    return [limit_in_scripts(limit) for limit in limits(case, most, Budget.of(60.0))]


def test_a_dominant_sector_is_named_and_each_change_has_its_figure() -> None:
    case = problem((30, 12, 6), 4, 4)
    most = ceiling(case).pairs
    longer = ceiling(problem((30, 12, 6), 4, 5)).pairs
    more = ceiling(replace(case, people=sectors(30, 12, 12))).pairs
    larger = ceiling(problem((30, 12, 6), 5, 4)).pairs
    assert told(case) == [
        "30 of 48 people are from the a sector, so many of their seats are beside one another.",
        f"Six more people from the c sector would raise the ceiling by {more - most}.",
        f"One more round would raise the ceiling by {longer - most}.",
        f"Tables of 5 instead of 4 would raise the ceiling by {larger - most}.",
    ]


def test_without_a_dominant_sector_the_seats_are_the_limit() -> None:
    case = problem((8, 8, 8), 2, 6)
    assert told(case) == [
        "6 rounds at tables of 2 hold at most 72 new cross-sector pairs.",
        "Six more people from the a sector would raise the ceiling by 18.",
        "One more round would raise the ceiling by 12.",
    ]


def test_the_figure_of_a_re_plan_speaks_of_all_its_rounds() -> None:
    whole = problem((4, 4, 4), 4, 3)
    plan = solve(whole, Settings(1.0)).rounds
    again = replace(whole, kept=plan[:1], previous=plan)
    assert told(again)[0] == (
        "3 rounds at tables of 4, those held included, hold at most "
        f"{ceiling(again).pairs} new cross-sector pairs."
    )


def test_pairs_with_one_table_of_three_are_told_as_pairs() -> None:
    cause = told(Problem(sectors(3, 3, 3), 4, pairs=True))[0]
    assert cause == "4 rounds at tables of 2 hold at most 24 new cross-sector pairs."


def test_when_every_pair_can_meet_only_people_help() -> None:
    assert told(problem((2, 2), 2, 9)) == [
        "All 4 cross-sector pairs that are still new could meet.",
        "Six more people from the a sector would raise the ceiling by 12.",
    ]


def test_one_sector_alone_is_said() -> None:
    assert told(problem((6,), 3, 2))[0] == (
        "Everybody is from one sector, so there are no cross-sector pairs to meet."
    )


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (
            {"history": {("a0", "b0")}},
            "Pairs who met at an earlier event do not count again: without them the ceiling "
            "would be 1 higher.",
        ),
        ({"apart": {("a0", "b0")}}, "Keeping pairs apart lowers the ceiling by 2."),
        ({"together": {("a0", "a1")}}, "Keeping companions together lowers the ceiling by 4."),
    ],
)
def test_a_rule_that_lowers_the_ceiling_is_named(
    rule: dict[str, set[tuple[str, str]]], sentence: str
) -> None:
    assert sentence in told(problem((2, 2), 2, 2, **rule))


def test_rules_on_people_that_lower_the_ceiling_are_named() -> None:
    plain = Person("a", "A", "NHS", "x"), Person("b", "B", "NHS", "y")
    hosts = replace(plain[0], host_table=1), replace(plain[1], host_table=2)
    early = replace(plain[0], leaves_after_round=1), replace(plain[1], arrives_round=2)
    assert "People bound to one table lower the ceiling by 1." in told(
        Problem((*hosts, Person("c", "C", "", "x"), Person("d", "D", "", "x")), 3, table_count=2)
    )
    assert "Late arrivals and early leavers lower the ceiling by 1." in told(
        Problem(early, 2, table_count=1)
    )
    assert "Keeping colleagues apart lowers the ceiling by 1." in told(
        Problem(plain, 2, table_count=1, apart_organisations=True)
    )


def test_an_organisers_word_for_a_sector_is_not_doubled() -> None:
    people = tuple(replace(p, sector=f"{p.sector} Sector") for p in sectors(5, 2))
    assert told(Problem(people, 1, pairs=True))[0].startswith(
        "5 of 7 people are from the a Sector, "
    )


def test_without_time_the_cause_is_still_told() -> None:
    case = problem((8, 8, 8), 2, 6)
    assert limits(case, ceiling(case), Budget.of(-1.0)) == (
        Limit(LimitKind.SEATS, pairs=72, rounds=6, size=2),
    )


def test_a_figure_of_a_small_room_is_what_planning_it_would_show() -> None:
    case, longer = problem((3, 3), 3, 1), problem((3, 3), 3, 2)
    assert ceiling(longer).pairs == 8
    scores = [solve(each).score for each in (case, longer)]
    assert [score and score.ceiling for score in scores] == [4, 7]
    assert "One more round would raise the ceiling by 3." in told(case)
