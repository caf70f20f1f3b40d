"""Counting the answers of a survey."""

from scheduler.domain.afterwards.survey import SurveyAnswer, counted


def test_a_question_that_was_not_asked_yet_is_not_counted_for_who_replied_before() -> None:
    replies = (["yes", "no"], ["yes", "", "partly"])
    found = counted(("one", "two", "three"), replies)
    assert [(each.of, each.words(SurveyAnswer.YES)) for each in found] == [
        (2, "2 of 2 (100%)"),
        (1, "0 of 1 (0%)"),
        (1, "0 of 1 (0%)"),
    ]
