"""The fields of a person beside name, organisation, address and sector: read and written."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from scheduler.domain.people.fields import ON_SHEETS, OTHERS, PERSON_FIELDS
from scheduler.domain.people.questions.custom import QuestionDraft, as_field, field_name
from scheduler.domain.people.questions.description import Kind, PersonField, Reader, Value
from scheduler.domain.people.questions.values import empty, tidied
from scheduler.models import Answer, Attendee, Event, Question, db


def question_draft(question: Question) -> QuestionDraft:
    """Return the question as it was written."""
    return QuestionDraft(
        kind=Kind(question.kind),
        label=question.label,
        purpose=question.purpose,
        help=question.help,
        choices=tuple(question.choices),
        required=question.required,
        seen=tuple(Reader(one) for one in question.seen),
        kept_days=question.kept_days,
    )


def questions_of(event: Event) -> tuple[PersonField, ...]:
    """Return the organiser's own questions as fields of a person, in the order of the form."""
    return tuple(as_field(question.id, question_draft(question)) for question in event.questions)


def fields_of(event: Event) -> tuple[PersonField, ...]:
    """Return every field that the event knows of a person."""
    return PERSON_FIELDS + questions_of(event)


def labels_of(event: Event) -> dict[str, str]:
    """Return every field that a list may fill, with the words for it."""
    return {field.name: field.label for field in fields_of(event)}


def question_labels(event: Event) -> dict[str, str]:
    """Return the organiser's own questions by the names of their fields."""
    return {field.name: field.label for field in questions_of(event)}


def sheet_fields(event: Event) -> tuple[PersonField, ...]:
    """Return the fields that stand on the hosts' sheets."""
    return ON_SHEETS + tuple(field for field in questions_of(event) if field.sheet)


def fields_asked(event: Event) -> tuple[PersonField, ...]:
    """Return the fields that the event's public form asks for, in its order."""
    return tuple(
        field
        for field in fields_of(event)
        if field.asked
        and field.name not in event.fields_off
        and (field.kind is not Kind.AREAS or event.priority_areas)
    )


def values_of(person: Attendee) -> dict[str, Value]:
    """Return what is known of a person under each of the other fields."""
    found = {field.name: _plain(getattr(person, field.name)) for field in OTHERS}
    if questions := questions_of(person.event):
        given = {field_name(answer.question_id): answer.value for answer in person.answers}
        found |= {one.name: _plain(given.get(one.name, empty(one.kind))) for one in questions}
    return found


def write_values(person: Attendee, values: Mapping[str, Value], now: datetime) -> None:
    """Put values into a person's row and answers; a field that is not among them stays as it is."""
    for field in OTHERS:
        if field.name in values:
            setattr(person, field.name, _stored(tidied(field.kind, values[field.name])))
    for question, field in zip(person.event.questions, questions_of(person.event), strict=True):
        if field.name in values:
            _answer(person, question, _stored(tidied(field.kind, values[field.name])), now)


def forget_values(person: Attendee) -> None:
    """Take away what a person said of themselves; where they were to sit stays."""
    for field in OTHERS:
        if field.told:
            setattr(person, field.name, _stored(empty(field.kind)))
    person.answers.clear()


def answers_for(event: Event, fields: Collection[PersonField]) -> dict[int, dict[str, Value]]:
    """Return the answers to these questions by attendee and by the field's name, in one query."""
    found: dict[int, dict[str, Value]] = {}
    names = {field_name(question.id): question.id for question in event.questions}
    wanted = {names[field.name]: field.name for field in fields if field.name in names}
    if wanted:
        rows = db.session.execute(
            select(Answer.attendee_id, Answer.question_id, Answer.value).where(
                Answer.question_id.in_(wanted)
            )
        )
        for attendee_id, question_id, value in rows:
            found.setdefault(attendee_id, {})[wanted[question_id]] = _plain(value)
    return found


def load_answers(event: Event) -> None:
    """Read the answers of everybody at once, so that reading each person's asks no more."""
    if event.questions:
        db.session.scalars(
            select(Attendee)
            .where(Attendee.event_id == event.id)
            .options(selectinload(Attendee.answers))
        ).all()


def _answer(person: Attendee, question: Question, value: Any, now: datetime) -> None:
    given = next((one for one in person.answers if one.question_id == question.id), None)
    if not value:
        if given is not None:
            person.answers.remove(given)
    elif given is None:
        person.answers.append(
            Answer(question_id=question.id, value=value, wording=question.label, given_at=now)
        )
    elif given.value != value:
        given.value, given.wording, given.given_at = value, question.label, now


def _plain(value: Any) -> Value:
    return tuple(value) if isinstance(value, list) else value


def _stored(value: Value) -> Any:
    return list(value) if isinstance(value, tuple) else value
