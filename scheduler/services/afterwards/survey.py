"""The survey of an event: asked once it is over, answered once by each, kept without names."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from scheduler.domain.afterwards.survey import (
    LONGEST_QUESTION,
    LONGEST_WORDS,
    QUESTIONS,
    REFLECTION,
    Counted,
    SurveyAnswer,
    counted,
    question_field,
)
from scheduler.domain.languages import gettext
from scheduler.domain.states import RegistrationState
from scheduler.domain.text import one_line, paragraph
from scheduler.errors import InvalidInput, Rule, RuleBroken
from scheduler.models import Attendee, Event, Survey, SurveyDone, SurveyReply, db, transaction
from scheduler.services.afterwards.opening import is_looked_back_on
from scheduler.services.registration.places import lock_attendee, lock_event


@dataclass(frozen=True, slots=True)
class Results:
    """What was answered. ``quotes`` are the words of those who allow it, in no order."""

    replies: int
    came: int
    questions: Sequence[Counted]
    quotes: Sequence[str]
    unquoted: int


def survey_of(event_id: int) -> Survey | None:
    """Return the questions of an event; None where nobody is asked."""
    return db.session.scalar(select(Survey).where(Survey.event_id == event_id))


def begin_survey(event: Event) -> Survey:
    """Ask the people of an event the proposed questions; pressed twice, once."""
    with transaction():
        lock_event(event.id)
        there = survey_of(event.id)
        if there is None:
            there = Survey(event_id=event.id, questions=list(QUESTIONS), reflection=REFLECTION)
            db.session.add(there)
    return there


def change_questions(survey: Survey, questions: Sequence[str], reflection: str) -> None:
    """Ask these questions instead, and this one to think about.

    Raises InvalidInput, field ``question_field`` of the number or ``reflection``, and RuleBroken,
    rule BEGUN, once somebody has answered.
    """
    asked = [one_line(text) for text in questions]
    fields = {question_field(number): text for number, text in enumerate(asked, 1)}
    fields["reflection"] = reflection = one_line(reflection)
    for field, text in fields.items():
        if not text or len(text) > LONGEST_QUESTION:
            sentence = f"Write a question of at most {LONGEST_QUESTION} characters."
            raise InvalidInput(sentence, field=field)
    with transaction():
        if replied(survey):
            raise RuleBroken(
                "Somebody has answered already: other questions would change what they said.",
                Rule.BEGUN,
            )
        survey.questions, survey.reflection = asked, reflection


def replied(survey: Survey) -> int:
    """Return how many people have answered."""
    number = select(func.count()).select_from(SurveyReply)
    return db.session.scalar(number.where(SurveyReply.survey_id == survey.id)) or 0


def to_answer(attendee: Attendee, now: datetime) -> Survey | None:
    """Return the survey that the attendee may answer now: asked, over, theirs, not answered."""
    event = attendee.event
    placed = attendee.state == RegistrationState.PLACED
    if not placed or not is_looked_back_on(event, now):
        return None
    done = db.session.get(SurveyDone, attendee.id) is not None
    return None if done else survey_of(event.id)


def keep_answers(
    attendee: Attendee, answers: Sequence[str], words: str, quotable: bool, now: datetime
) -> None:
    """Keep the answers, of which nothing leads back to the attendee.

    ``answers``: one for each question, "" where there is none. Raises InvalidInput when there is
    nothing at all, at the first question, or the words, field ``words``, are too long;
    RuleBroken, rule NOT_NOW, when they have answered already or are not asked.
    """
    words = paragraph(words)
    given = [text if text in list(SurveyAnswer) else "" for text in answers]
    if not any(given) and not words:
        raise InvalidInput(gettext("Answer one question or more."), field=question_field(1))
    if len(words) > LONGEST_WORDS:
        sentence = gettext("Write at most %(most)s characters.", most=LONGEST_WORDS)
        raise InvalidInput(sentence, field="words")
    with transaction():
        attendee = lock_attendee(attendee.id)
        survey = to_answer(attendee, now)
        if survey is None:
            raise RuleBroken(gettext("You have answered already, or nobody is asked. Thank you."))
        db.session.add(SurveyDone(attendee_id=attendee.id))
        reply = SurveyReply(
            id=uuid.uuid4().hex,
            survey_id=survey.id,
            answers=given,
            words=words,
            quotable=quotable and bool(words),
        )
        db.session.add(reply)


def results_of(survey: Survey, came: int) -> Results:
    """Return what was answered so far, by ``came`` people or fewer."""
    replies = db.session.scalars(
        select(SurveyReply).where(SurveyReply.survey_id == survey.id).order_by(SurveyReply.id)
    ).all()
    return Results(
        len(replies),
        came,
        counted(survey.questions, [reply.answers for reply in replies]),
        [reply.words for reply in replies if reply.quotable],
        sum(bool(reply.words) and not reply.quotable for reply in replies),
    )
