"""The organiser's own questions on the form of an event."""

from datetime import datetime

from sqlalchemy import func, select

from scheduler.domain.people.questions.custom import MOST, QuestionDraft, checked_question
from scheduler.errors import InvalidInput, NotFound
from scheduler.models import Answer, Event, Question, db, transaction
from scheduler.services.registration.answers.values import question_draft
from scheduler.services.registration.places import lock_event


def question_of(event: Event, question_id: int) -> Question:
    """Return the event's question of that id. Raises NotFound, another event's included."""
    found = next((one for one in event.questions if one.id == question_id), None)
    if found is None:
        raise NotFound("There is no such question on this form.")
    return found


def answers_to(question: Question) -> int:
    """Return how many people have answered."""
    count = select(func.count()).where(Answer.question_id == question.id)
    return db.session.scalar(count) or 0


def add_question(event: Event, draft: QuestionDraft, now: datetime) -> Question:
    """Put a question at the end of the form. Raises InvalidInput as `custom.checked` does."""
    with transaction():
        event = lock_event(event.id)
        if len(event.questions) >= MOST:
            raise InvalidInput(f"A form has at most {MOST} questions of your own.", field="label")
        draft = checked_question(draft, [one.label for one in event.questions])
        question = Question(event_id=event.id, position=len(event.questions) + 1)
        _write(question, draft)
        event.questions.append(question)
        event.updated_at = now
    return question


def change_question(event: Event, question: Question, draft: QuestionDraft, now: datetime) -> None:
    """Replace a question; answers stay, and so does the kind once somebody has answered.

    Raises InvalidInput as `custom.checked` does, and for another kind of a question with answers.
    """
    with transaction():
        event = lock_event(event.id)
        draft = checked_question(
            draft, [one.label for one in event.questions if one is not question]
        )
        if draft.kind != question.kind and answers_to(question):
            raise InvalidInput(
                "People have answered already: add another question for another kind of answer.",
                field="kind",
            )
        _write(question, draft)
        event.updated_at = now


def move_question(event: Event, question: Question, by: int, now: datetime) -> None:
    """Move a question up (-1) or down (1) by one place; at the end it stays."""
    with transaction():
        event = lock_event(event.id)
        order = list(event.questions)
        place = order.index(question)
        order.insert(max(0, place + by), order.pop(place))
        for position, one in enumerate(order, start=1):
            one.position = position
        event.updated_at = now


def remove_question(event: Event, question: Question, now: datetime) -> None:
    """Take a question off the form; its answers are deleted with it."""
    with transaction():
        event = lock_event(event.id)
        event.questions.remove(question)
        event.updated_at = now


def copied(question: Question) -> Question:
    """Return the same question for another event's form, without answers; it is not kept yet."""
    copy = Question(position=question.position)
    _write(copy, question_draft(question))
    return copy


def _write(question: Question, draft: QuestionDraft) -> None:
    question.kind, question.label, question.purpose = draft.kind.value, draft.label, draft.purpose
    question.help, question.choices = draft.help, list(draft.choices)
    question.required, question.kept_days = draft.required, draft.kept_days
    question.seen = [one.value for one in draft.seen]
