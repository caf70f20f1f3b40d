"""The sentences an organiser reads about a plan."""

from dataclasses import replace

import pytest

from scheduler.domain.words.score import (
    PlanScore,
    change_sentence,
    proof_sentence,
    remarks,
    replan_sentence,
    score_sentence,
    worst_off_sentence,
)

SCORE = PlanScore(
    pairs=235,
    ceiling=240,
    fewest=7,
    fewest_ceiling=8,
    repeats=0,
    same_organisation=0,
    wishes_kept=0,
    wishes=0,
)


def test_the_score_has_its_denominator() -> None:
    assert score_sentence(SCORE) == (
        "235 of at most 240 possible cross-sector pairs; nobody meets twice; "
        "the least anyone meets is 7."
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"repeats": 1},
            "235 of at most 240 possible cross-sector pairs; 1 meeting is a repeat; "
            "the least anyone meets is 7.",
        ),
        (
            {"repeats": 12, "fewest": 0},
            "235 of at most 240 possible cross-sector pairs; 12 meetings are repeats; "
            "the least anyone meets is 0.",
        ),
        (
            {"pairs": 0, "ceiling": 0},
            "No cross-sector pair is possible with these people; nobody meets twice.",
        ),
    ],
)
def test_the_score_in_other_cases(changes: dict[str, int], sentence: str) -> None:
    assert score_sentence(replace(SCORE, **changes)) == sentence


def test_nobody_there_throughout_has_no_least() -> None:
    assert score_sentence(SCORE, has_constant_people=False) == (
        "235 of at most 240 possible cross-sector pairs; nobody meets twice."
    )


def test_stored_fields_are_read() -> None:
    fields = {
        "cross_sector_pairs": 235,
        "ceiling": 240,
        "fewest_cross_sector": 7,
        "fewest_ceiling": 8,
        "spread": 1,
        "spread_floor": None,
        "repeat_meetings": 0,
        "same_organisation_meetings": 0,
        "wishes_kept": 0,
        "wishes": 0,
        "moved_people": 0,
    }
    assert PlanScore.read(fields) == SCORE


@pytest.mark.parametrize(
    ("changes", "stopped", "seconds", "sentence"),
    [
        (
            {},
            False,
            10.2,
            "The search ended after 10 seconds, 5 pairs below a limit that is proven but may be "
            "out of reach. Assigning again tries another way and keeps this draft.",
        ),
        (
            {"pairs": 239},
            True,
            0.4,
            "The search was stopped after less than a second, 1 pair below a limit that is proven "
            "but may be out of reach. Assigning again tries another way and keeps this draft.",
        ),
        (
            {"pairs": 240},
            False,
            1.0,
            "Proven best: no plan for these people and rounds has more pairs.",
        ),
        (
            {"pairs": 240, "fewest": 8},
            False,
            1.0,
            "Proven best: no plan for these people and rounds has more pairs. Nor can the person "
            "who meets the fewest be given more.",
        ),
        (
            {"pairs": 0, "ceiling": 0},
            False,
            1.0,
            "With everybody from one sector there is nothing to improve: invite another sector.",
        ),
    ],
)
def test_whether_it_is_proven(
    changes: dict[str, int], stopped: bool, seconds: float, sentence: str
) -> None:
    assert proof_sentence(replace(SCORE, **changes), stopped, seconds) == sentence


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ([], ""),
        (
            ["Ann"],
            "Ann meets 7 people from other sectors, the fewest of those there throughout; "
            "at most 8 might be possible.",
        ),
        (
            ["Ann", "Ben"],
            "Ann and Ben each meet 7 people from other sectors, the fewest of those there "
            "throughout; at most 8 might be possible.",
        ),
        (
            ["Ann", "Ben", "Cy", "Di", "Ed"],
            "5 of those there throughout, Ann and Ben among them, meet 7 people from other "
            "sectors, the fewest; at most 8 might be possible.",
        ),
    ],
)
def test_the_worst_off_are_named(names: list[str], sentence: str) -> None:
    assert worst_off_sentence(SCORE, names) == sentence


def test_what_else_is_worth_saying() -> None:
    assert remarks(SCORE) == ()
    assert remarks(replace(SCORE, same_organisation=2, wishes=3, wishes_kept=1)) == (
        "Colleagues of one organisation share a table twice.",
        "1 of 3 wishes to meet is kept.",
    )


@pytest.mark.parametrize(
    ("joined", "left", "sentence"),
    [
        (0, 0, ""),
        (3, 1, "Since this plan was made, 3 people have joined and 1 has cancelled."),
        (1, 0, "Since this plan was made, 1 person has joined."),
        (0, 2, "Since this plan was made, 2 people have cancelled."),
    ],
)
def test_what_changed_since(joined: int, left: int, sentence: str) -> None:
    assert change_sentence(joined, left) == sentence


@pytest.mark.parametrize(
    ("pairs", "held", "sentence"),
    [
        (240, 0, "No plan has more pairs."),
        (240, 1, "Round 1 stays as it was. No plan that keeps this has more pairs."),
        (
            239,
            2,
            "Rounds 1 to 2 stay as they were. That is 1 pair below the proven limit: assigning "
            "again may come nearer, and may move everybody.",
        ),
    ],
)
def test_what_a_replan_is(pairs: int, held: int, sentence: str) -> None:
    begun = "The changes are fitted into plan 2 so that few people move. "
    assert replan_sentence(replace(SCORE, pairs=pairs), 2, held) == begun + sentence


def test_a_replan_for_the_best_meetings_says_so() -> None:
    begun = "The changes are fitted into plan 2 for the best meetings. "
    assert replan_sentence(replace(SCORE, pairs=240), 2, 0, meetings_first=True) == (
        begun + "No plan has more pairs."
    )
