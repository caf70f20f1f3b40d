"""The organiser's own questions on a form."""

from dataclasses import replace

import pytest

from scheduler.domain.people.questions.custom import MOST, QuestionDraft, field_name
from scheduler.domain.people.questions.description import Kind
from scheduler.errors import InvalidInput, NotFound
from scheduler.models import Answer, Event, db
from scheduler.services.registration.answers.questions import (
    add_question,
    answers_to,
    change_question,
    copied,
    move_question,
    question_of,
    remove_question,
)
from scheduler.services.registration.answers.values import question_draft, write_values
from tests.builders import NOW, Account, make_attendee, make_event

STALL = QuestionDraft(Kind.CHOICE, "Stall?", "To order tables.", choices=("Yes", "No"))


def labels(event: Event) -> list[str]:
    db.session.expire(event)
    return [question.label for question in event.questions]


def test_they_stand_in_the_order_they_were_put(event: Event) -> None:
    added = [add_question(event, replace(STALL, label=f"{n}?"), NOW) for n in "abc"]
    move_question(event, added[2], -1, NOW)
    move_question(event, added[0], -1, NOW)
    assert labels(event) == ["a?", "c?", "b?"]
    with pytest.raises(InvalidInput) as refused:
        add_question(event, replace(STALL, label="A?"), NOW)
    assert refused.value.field == "label"


def test_a_form_has_so_many_at_most(event: Event) -> None:
    for number in range(MOST):
        add_question(event, replace(STALL, label=f"{number}?"), NOW)
    with pytest.raises(InvalidInput, match=f"at most {MOST} questions"):
        add_question(event, STALL, NOW)


def test_one_that_is_answered_keeps_its_kind_and_goes_with_its_answers(event: Event) -> None:
    question = add_question(event, STALL, NOW)
    ann = make_attendee(event, "Ann Lee")
    write_values(ann, {field_name(question.id): "Yes"}, NOW)
    db.session.commit()
    assert answers_to(question) == 1
    with pytest.raises(InvalidInput) as refused:
        change_question(event, question, replace(STALL, kind=Kind.TEXT, choices=()), NOW)
    assert refused.value.field == "kind"
    change_question(event, question, replace(STALL, label="A stall?"), NOW)
    assert labels(event) == ["A stall?"]
    remove_question(event, question, NOW)
    assert (labels(event), db.session.query(Answer).count()) == ([], 0)


def test_another_events_question_is_not_there_and_a_copy_says_the_same(
    owner: Account, event: Event
) -> None:
    question = add_question(event, STALL, NOW)
    with pytest.raises(NotFound):
        question_of(make_event(owner.body_id), question.id)
    copy = copied(question_of(event, question.id))
    assert (question_draft(copy), copy.id) == (question_draft(question), None)
