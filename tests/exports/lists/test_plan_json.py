"""A plan written as JSON, CSV and text, and its rounds read back."""

import csv
import io
import json
from dataclasses import replace

import pytest

from scheduler import __version__
from scheduler.domain.planning.outcome.contradictions import Contradiction
from scheduler.domain.planning.outcome.limits import Limit, LimitKind
from scheduler.engine.problem import Person, Problem, SeatedRound
from scheduler.engine.result import Ended, Result, Score, Status
from scheduler.errors import UnreadableFile
from scheduler.exports.lists.plan_json import (
    plan_as_csv,
    plan_as_json,
    plan_as_text,
    rounds_from_json,
    summary,
)

PEOPLE = (
    Person("a", "Ann", "Hub", "Voluntary"),
    Person("b", "=Bo", "NHS, East", "Public"),
    Person("c", "Cy", "Ltd", "Private"),
)
PROBLEM = Problem(PEOPLE, 2, table_count=2)
ROUNDS = (
    SeatedRound((("a", "b"), ("c",))),
    SeatedRound((("c",), ("a",)), sitting_out=("b",)),
)
SCORE = Score(1, 2, 0, None, 2, None, 0, 0, 1, 3)
RESULT = Result(
    Status.FEASIBLE,
    ROUNDS,
    SCORE,
    limits=(Limit(LimitKind.MORE_ROUNDS, more=2),),
    seconds=1.23456,
    seed=7,
    ended=Ended.PROVEN,
)


def test_the_document_has_every_documented_field() -> None:
    document = json.loads(plan_as_json(RESULT))
    assert document == {
        "status": "feasible",
        "rounds": [
            {
                "round": 1,
                "tables": [{"table": 1, "people": ["a", "b"]}, {"table": 2, "people": ["c"]}],
                "sitting_out": [],
            },
            {
                "round": 2,
                "tables": [{"table": 1, "people": ["c"]}, {"table": 2, "people": ["a"]}],
                "sitting_out": ["b"],
            },
        ],
        "score": {
            "cross_sector_pairs": 1,
            "ceiling": 2,
            "fewest_cross_sector": 0,
            "fewest_ceiling": None,
            "spread": 2,
            "spread_floor": None,
            "repeat_meetings": 0,
            "same_organisation_meetings": 0,
            "wishes_kept": 1,
            "wishes": 3,
            "moved_people": 0,
        },
        "limits": ["One more round would raise the ceiling by 2."],
        "contradictions": [],
        "unproven": False,
        "worst_off": [],
        "stopped": False,
        "ended": "proven",
        "seconds": 1.235,
        "seed": 7,
        "version": __version__,
    }


@pytest.mark.parametrize(
    ("ended", "sentence"),
    [
        (Ended.PROVEN, ""),
        (Ended.STOPPED, ""),
        (Ended.TIME, " The search used all of its time; more may bring more."),
        (
            Ended.EXHAUSTED,
            " The search ended early: several starts in a row brought nothing more. Another seed "
            "may.",
        ),
    ],
)
def test_the_summary_says_why_the_search_ended(ended: Ended, sentence: str) -> None:
    assert summary(PROBLEM, replace(RESULT, ended=ended)) == summary(PROBLEM, RESULT) + sentence


def test_rounds_survive_writing_and_reading() -> None:
    assert rounds_from_json(plan_as_json(RESULT).encode()) == ROUNDS


def test_tables_are_read_by_their_number() -> None:
    data = b'{"rounds": [{"round": 1, "tables": [{"table": 3, "people": ["a"]}]}]}'
    assert rounds_from_json(data) == (SeatedRound(((), (), ("a",))),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[]", "This JSON is not a plan: it has no list of rounds."),
        ('{"rounds": 3}', "This JSON is not a plan: it has no list of rounds."),
        (
            '{"rounds": [{"round": 2, "tables": []}]}',
            "Round 1 of this plan is missing or out of order.",
        ),
        ('{"rounds": [{"round": 1}]}', "Round 1 of this plan has no list of tables."),
        (
            '{"rounds": [{"tables": [{"table": 0}]}]}',
            "Table 1 in round 1 of this plan has no number.",
        ),
        (
            '{"rounds": [{"tables": [{"table": 1, "people": []}, {"table": 1, "people": []}]}]}',
            "Table 1 is there twice in round 1 of this plan.",
        ),
        (
            '{"rounds": [{"tables": [{"table": 1}]}]}',
            "Table 1 in round 1 of this plan: people is no list of ids in text.",
        ),
        (
            '{"rounds": [{"tables": [{"table": 1, "people": ["a", 7]}]}]}',
            "Table 1 in round 1 of this plan: people is no list of ids in text.",
        ),
        (
            '{"rounds": [{"tables": [{"table": 1, "people": ["\\ud83d"]}]}]}',
            "Table 1 in round 1 of this plan: people is no list of ids in text.",
        ),
        (
            '{"rounds": [{"tables": [], "sitting_out": "a"}]}',
            "Round 1 of this plan: sitting_out is no list of ids in text.",
        ),
        (
            '{"rounds": [{"tables": [{"table": 1, "people": ["a", "a"]}]}]}',
            "Somebody has two places in round 1 of this plan.",
        ),
    ],
)
def test_what_is_not_a_plan_is_refused_with_the_place(text: str, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        rounds_from_json(text.encode())
    assert caught.value.sentence == sentence


@pytest.mark.parametrize("data", [b"rounds: none", b"", b"[" * 200_000])
def test_text_that_is_not_json_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"^This is not JSON: .*\.$"):
        rounds_from_json(data)


def test_who_sits_out_may_be_left_out_or_null() -> None:
    rounds = '{"rounds": [{"tables": []}, {"tables": [], "sitting_out": null}]}'
    assert rounds_from_json(rounds.encode()) == (SeatedRound(()), SeatedRound(()))


def test_the_csv_has_a_row_for_every_place_and_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(plan_as_csv(PROBLEM, RESULT))))
    assert rows == [
        ["round", "table", "id", "name", "organisation", "sector"],
        ["1", "1", "a", "Ann", "Hub", "Voluntary"],
        ["1", "1", "b", "'=Bo", "NHS, East", "Public"],
        ["1", "2", "c", "Cy", "Ltd", "Private"],
        ["2", "1", "c", "Cy", "Ltd", "Private"],
        ["2", "2", "a", "Ann", "Hub", "Voluntary"],
        ["2", "", "b", "'=Bo", "NHS, East", "Public"],
    ]


def test_the_text_says_what_the_plan_is_worth_and_who_sits_where() -> None:
    assert plan_as_text(PROBLEM, RESULT).splitlines() == [
        "1 new cross-sector pair meets; at most 2 are possible. The least anyone present "
        "throughout meets is 0. Nobody meets twice. Wishes kept: 1 of 3.",
        "One more round would raise the ceiling by 2.",
        "",
        "Round 1",
        "  Table 1: Ann (Voluntary), =Bo (Public)",
        "  Table 2: Cy (Private)",
        "",
        "Round 2",
        "  Table 1: Cy (Private)",
        "  Table 2: Ann (Voluntary)",
        "  Sitting out: =Bo (Public)",
    ]


def test_what_the_rules_order_is_no_repeat_and_not_the_least_anyone_meets() -> None:
    people = (*PEOPLE, Person("d", "Di", "Law", "Private"))
    kept = Problem(people, 2, table_count=2, together=frozenset({("a", "b")}))
    rounds = (SeatedRound((("a", "b"), ("c", "d"))), SeatedRound((("a", "b", "d"), ("c",))))
    result = replace(RESULT, rounds=rounds, score=Score(3, 5, 0, 2, 0, None, 1, 0, 0, 0))
    assert summary(kept, result) == (
        "3 new cross-sector pairs meet; at most 5 are possible. The least anyone present "
        "throughout meets is 0, of at most 2. Repeated meetings that the rules order: 1. "
        "Nobody else meets twice."
    )
    wide = replace(kept, together=frozenset({("c", "d")}))
    rounds = (SeatedRound((("a", "b"), ("c", "d"))), SeatedRound((("a", "b"), ("c", "d"))))
    result = replace(RESULT, rounds=rounds, score=Score(1, 5, 0, 2, 0, None, 2, 0, 0, 0))
    assert summary(wide, result) == (
        "1 new cross-sector pair meets; at most 5 are possible. The least anyone present "
        "throughout meets is 1. People whom a rule keeps together meet fewer for that reason, at "
        "least 0. Repeated meetings that the rules order: 1. Other repeated meetings: 1."
    )


def test_without_a_plan_the_text_names_each_contradiction() -> None:
    none = Result(Status.INFEASIBLE, (), None, contradictions=(Contradiction("A and B cannot."),))
    assert plan_as_text(PROBLEM, none) == (
        "There is no plan: the rules contradict each other.\nA and B cannot.\n"
    )
    document = json.loads(plan_as_json(none))
    assert (document["rounds"], document["unproven"]) == ([], False)


def test_a_plan_that_was_only_not_found_is_told_from_one_that_cannot_be() -> None:
    none = Result(
        Status.INFEASIBLE, (), None, contradictions=(Contradiction("Not found."),), unproven=True
    )
    assert plan_as_text(PROBLEM, none) == "Not found.\n"
    document = json.loads(plan_as_json(none))
    assert (document["status"], document["unproven"]) == ("infeasible", True)


def test_a_table_left_empty_by_a_re_plan_is_not_listed_and_the_numbers_are_read_back() -> None:
    rounds = (SeatedRound((("a", "b"), (), ("c",))),)
    text = plan_as_json(Result(Status.FEASIBLE, rounds, SCORE))
    assert json.loads(text)["rounds"][0]["tables"] == [
        {"table": 1, "people": ["a", "b"]},
        {"table": 3, "people": ["c"]},
    ]
    assert rounds_from_json(text.encode()) == rounds


def test_more_tables_than_people_are_all_listed() -> None:
    rounds = (SeatedRound((("a",), ("b",), ())),)
    text = plan_as_json(Result(Status.FEASIBLE, rounds, SCORE))
    assert [table["people"] for table in json.loads(text)["rounds"][0]["tables"]] == [
        ["a"],
        ["b"],
        [],
    ]
