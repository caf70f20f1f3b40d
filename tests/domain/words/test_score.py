"""The sentences an organiser reads about a plan."""

from dataclasses import replace

import pytest

from scheduler.domain.words.score import (
    PlanScore,
    change_sentence,
    links_sentence,
    meaning,
    proof_sentence,
    remarks,
    replan_sentence,
    stale_sentence,
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


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ("new links between sectors,", "of at most 240")),
        ({"pairs": 240}, ("new links between sectors,", "the most possible")),
        ({"pairs": 1, "ceiling": 1}, ("new link between sectors,", "the most possible")),
        (
            {"pairs": 0, "ceiling": 0},
            ("new links between sectors,", "none is possible with these people"),
        ),
    ],
)
def test_the_number_has_its_meaning(changes: dict[str, int], words: tuple[str, str]) -> None:
    assert meaning(replace(SCORE, **changes)) == words


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
            "The search ended after 10 seconds, 5 short of the theoretical limit, which may not be "
            "reachable. Try again: this draft is kept.",
        ),
        (
            {"pairs": 239},
            True,
            0.4,
            "The search was stopped after less than a second, 1 short of the theoretical limit, "
            "which may not be reachable. Try again: this draft is kept.",
        ),
        (
            {"exhausted": True},
            False,
            4.0,
            "The search ended after 4 seconds because nothing it tried brought more, 5 short of "
            "the theoretical limit, which may not be reachable. Try again: "
            "this draft is kept.",
        ),
        (
            {"pairs": 240},
            False,
            1.0,
            "Proven: no other seating does better.",
        ),
        (
            {"pairs": 240, "fewest": 8},
            False,
            1.0,
            "Proven: no other seating does better, for the room or for the person who meets the "
            "fewest.",
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
        (3, 1, "Since this plan was made, 3 people have joined and 1 is no longer coming."),
        (1, 0, "Since this plan was made, 1 person has joined."),
        (0, 2, "Since this plan was made, 2 people are no longer coming."),
    ],
)
def test_what_changed_since(joined: int, left: int, sentence: str) -> None:
    assert change_sentence(joined, left) == sentence


@pytest.mark.parametrize(
    ("pairs", "held", "sentence"),
    [
        (240, 0, "No plan has more new links."),
        (240, 1, "Round 1 stays as it was. No plan that keeps this has more new links."),
        (
            239,
            2,
            "Rounds 1 to 2 stay as they were. That is 1 new link below the proven limit: starting "
            "afresh may come nearer, and may move everybody.",
        ),
    ],
)
def test_what_a_replan_is(pairs: int, held: int, sentence: str) -> None:
    begun = "The changes are fitted into plan 2 so that few people move. "
    assert replan_sentence(replace(SCORE, pairs=pairs), 2, held) == begun + sentence


def test_a_replan_for_the_best_meetings_says_so() -> None:
    begun = "The changes are fitted into plan 2 for the best meetings. "
    assert replan_sentence(replace(SCORE, pairs=240), 2, 0, meetings_first=True) == (
        begun + "No plan has more new links."
    )


def test_links_of_a_series_say_how_many_are_new() -> None:
    assert links_sentence(412, 412) == ""
    assert links_sentence(412, 388) == (
        "412 links between sectors, 388 of them new: the others met at an earlier event of the "
        "series."
    )


def test_what_rules_order_is_no_repeat_and_no_fewest() -> None:
    fields = {
        "cross_sector_pairs": 20, "ceiling": 20, "fewest_cross_sector": 4, "fewest_ceiling": 4,
        "repeat_meetings": 5, "same_organisation_meetings": 0, "wishes_kept": 0, "wishes": 0,
        "ordered": {"repeats": 3, "fewest": 6, "worst_off": ["1"], "kept_fewest": 4, "kept": ["2"]},
    }  # fmt: skip
    score = PlanScore.read(fields)
    assert (score.repeats, score.ordered, score.fewest, score.kept_fewest) == (2, 3, 6, 4)
    assert score.fewest_ceiling is None
    assert remarks(score) == (
        "3 repeat meetings are ordered by your own rules.",
        "People whom a rule keeps together meet fewer for that reason, at least 4: they are not "
        "counted as the fewest.",
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((0, 0), ""),
        ((2, 1), "Since the rounds were assigned, 2 people have joined and 1 is no longer coming. "
                 "Assign the rounds again."),
        ((0, 0, ["Ann and Ben share table 1 in round 2."]),
         "The rounds no longer fit: Ann and Ben share table 1 in round 2. Assign them again."),
        ((0, 0, [], True),
         "Somebody’s sector, or who has met before, has changed: assign the rounds again."),
        ((0, 0, [], True, True),
         "Somebody’s sector, or who has met before, has changed. Fit in late changes: most people "
         "keep their tables."),
        ((0, 0, ["Ann and Ben share table 1 in round 2."], False, True),
         "The rounds no longer fit: Ann and Ben share table 1 in round 2. Fit in late changes: "
         "most people keep their tables."),
    ],
)  # fmt: skip
def test_the_true_reason_is_told(arguments: tuple[int, int], sentence: str) -> None:
    assert stale_sentence(*arguments) == sentence
