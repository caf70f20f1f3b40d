"""The survey: answered once by each, kept without a name, counted with denominators."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler.domain.afterwards.survey import LONGEST_WORDS, QUESTIONS, SurveyAnswer
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Attendee, Event, Survey, SurveyReply, db
from scheduler.services.afterwards import survey as surveys
from tests.builders import make_attendee

MINUTE = timedelta(minutes=1)


@pytest.fixture
def asked(event: Event) -> Survey:
    survey = surveys.begin_survey(event)
    surveys.change_questions(survey, ["Early?", "Loud?", "Again?"], "Why?")
    return survey


def say(event: Event, name: str, *answers: str, words: str = "", quotable: bool = False) -> None:
    person = make_attendee(event, name)
    surveys.keep_answers(person, answers, words, quotable, event.ends_at)


def test_asking_twice_asks_the_proposed_questions_once(event: Event) -> None:
    asked = surveys.begin_survey(event)
    assert (surveys.begin_survey(event).id, asked.questions) == (asked.id, list(QUESTIONS))


def test_each_answer_is_counted_of_those_who_answered_it(event: Event, asked: Survey) -> None:
    say(event, "Ann Lee", "yes", "no", "")
    say(event, "Bea Ray", "yes", "", "partly")
    say(event, "Cem Oz", "no", "nonsense", "yes")
    found = surveys.results_of(asked, 5)
    shown = [{a.value: one.words(a) for a in SurveyAnswer} for one in found.questions]
    assert (found.replies, found.came, shown) == (
        3,
        5,
        [
            {"yes": "2 of 3 (67%)", "partly": "0 of 3 (0%)", "no": "1 of 3 (33%)"},
            {"yes": "0 of 1 (0%)", "partly": "0 of 1 (0%)", "no": "1 of 1 (100%)"},
            {"yes": "1 of 2 (50%)", "partly": "1 of 2 (50%)", "no": "0 of 2 (0%)"},
        ],
    )


def test_only_words_that_may_be_quoted_are_shown(event: Event, asked: Survey) -> None:
    say(event, "Ann Lee", "yes", "", "", words="More coffee", quotable=True)
    say(event, "Bea Ray", "yes", "", "", words="My secret")
    say(event, "Cem Oz", "yes", "", "", quotable=True)
    found = surveys.results_of(asked, 3)
    assert (found.quotes, found.unquoted) == (["More coffee"], 1)


def test_nothing_of_a_reply_leads_to_the_person(event: Event, asked: Survey) -> None:
    columns = set(SurveyReply.__table__.columns.keys())
    assert columns == {"id", "survey_id", "answers", "words", "quotable"}


def test_nobody_answers_twice(event: Event, asked: Survey) -> None:
    ann = make_attendee(event, "Ann Lee")
    surveys.keep_answers(ann, ["yes", "", ""], "", False, event.ends_at)
    with pytest.raises(RuleBroken):
        surveys.keep_answers(ann, ["no", "", ""], "", False, event.ends_at)
    [reply] = db.session.scalars(select(SurveyReply)).all()
    assert reply.answers == ["yes", "", ""]


@pytest.mark.parametrize(
    ("answers", "words", "field"),
    [(["", "", ""], " ", "question_1"), (["yes", "", ""], "x" * (LONGEST_WORDS + 1), "words")],
)
def test_what_cannot_be_kept_is_refused_at_its_field(
    event: Event, asked: Survey, answers: list[str], words: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        surveys.keep_answers(make_attendee(event, "Ann Lee"), answers, words, False, event.ends_at)
    assert (refused.value.field, surveys.replied(asked)) == (field, 0)


def test_who_is_asked(event: Event) -> None:
    ann = make_attendee(event, "Ann Lee")
    gone = make_attendee(event, "Bea Ray", state="cancelled")
    assert surveys.to_answer(ann, event.ends_at) is None
    surveys.begin_survey(event)
    asked = [
        surveys.to_answer(person, now) is not None
        for person, now in (
            (ann, event.ends_at),
            (ann, event.ends_at - MINUTE),
            (gone, event.ends_at),
        )
    ]
    assert asked == [True, False, False]


def test_questions_change_until_somebody_has_answered(event: Event, asked: Survey) -> None:
    surveys.change_questions(asked, [" Was it  early?", "B?"], "D?")
    assert (asked.questions, asked.reflection) == (["Was it early?", "B?"], "D?")
    say(event, "Ann Lee", "yes", "")
    with pytest.raises(RuleBroken) as refused:
        surveys.change_questions(asked, ["Late?", "B?"], "D?")
    assert (refused.value.rule, asked.questions[0]) == (Rule.BEGUN, "Was it early?")


@pytest.mark.parametrize(
    ("questions", "reflection", "field"),
    [(["A?", " "], "D?", "question_2"), (["A?"], "x" * 201, "reflection")],
)
def test_a_question_without_words_or_with_too_many_is_refused_at_its_field(
    asked: Survey, questions: list[str], reflection: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        surveys.change_questions(asked, questions, reflection)
    assert (refused.value.field, asked.questions) == (field, ["Early?", "Loud?", "Again?"])


def test_an_erased_person_leaves_the_reply_that_names_nobody(event: Event, asked: Survey) -> None:
    say(event, "Ann Lee", "yes", "", "")
    db.session.delete(db.session.scalars(select(Attendee)).one())
    db.session.commit()
    assert surveys.replied(asked) == 1
