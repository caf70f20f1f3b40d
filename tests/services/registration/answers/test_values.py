"""A person's other fields, those of the organiser's own questions among them."""

from scheduler.domain.people.questions.custom import QuestionDraft, field_name
from scheduler.domain.people.questions.description import Kind
from scheduler.models import Event, db
from scheduler.services.registration.answers.questions import add_question
from scheduler.services.registration.answers.values import (
    answers_for,
    fields_asked,
    forget_values,
    questions_of,
    values_of,
    write_values,
)
from tests.builders import NOW, make_attendee

STALL = QuestionDraft(Kind.CHOICE, "Stall?", "To order tables.", choices=("Yes", "No"))


def test_what_is_written_is_read_and_the_rest_stays(event: Event) -> None:
    stall = field_name(add_question(event, STALL, NOW).id)
    ann = make_attendee(event, "Ann Lee", dietary="vegan", host_table=2)
    write_values(ann, {stall: "Yes", "offers": ("a  room", "")}, NOW)
    found = values_of(ann)
    assert (found[stall], found["offers"], found["dietary"]) == ("Yes", ("a room",), "vegan")
    write_values(ann, {stall: ""}, NOW)
    assert (values_of(ann)[stall], ann.answers) == ("", [])


def test_where_somebody_was_to_sit_is_not_forgotten(event: Event) -> None:
    stall = field_name(add_question(event, STALL, NOW).id)
    ann = make_attendee(event, "Ann Lee", dietary="vegan", host_table=2)
    write_values(ann, {stall: "Yes"}, NOW)
    forget_values(ann)
    found = values_of(ann)
    assert (found["dietary"], found[stall], found["host_table"]) == ("", "", 2)


def test_a_field_that_is_off_is_not_asked(event: Event) -> None:
    event.fields_off = ["dietary"]
    event.priority_areas = []
    db.session.commit()
    names = [field.name for field in fields_asked(event)]
    assert [name for name in ("dietary", "access", "areas") if name in names] == ["access"]


def test_answers_of_everybody_by_person(event: Event) -> None:
    stall = field_name(add_question(event, STALL, NOW).id)
    ann, bo = make_attendee(event, "Ann Lee"), make_attendee(event, "Bo Ek")
    write_values(ann, {stall: "No"}, NOW)
    db.session.commit()
    assert answers_for(event, questions_of(event)) == {ann.id: {stall: "No"}}
    assert bo.answers == []
