"""The organiser's own questions: put on the form, answered, and found wherever fields are."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from scheduler.domain.people.questions.custom import QuestionDraft, field_name
from scheduler.domain.people.questions.description import Kind, Reader
from scheduler.models import Answer, Attendee, Event, Question, db
from scheduler.services.paper.sheets import note_about
from scheduler.services.people.listing import all_people
from scheduler.services.privacy.purging import purge
from scheduler.services.registration.answers.questions import add_question
from scheduler.services.registration.answers.values import values_of, write_values
from tests.builders import NOW, Account, make_attendee, make_event
from tests.builders.forms import as_posted
from tests.builders.pages import ask, errors_of, page_of, places, said, texts, words

STALL = {
    "label": "Will you bring a stall?", "kind": "choice", "choices": "Yes\n No \n\nPerhaps\nYes",
    "purpose": "To order tables.", "seen": "hosts", "kept_days": "30", "required": "y",
}  # fmt: skip
DRAFTS = (
    QuestionDraft(Kind.TEXT, "Who invited you?", "To thank them."),
    QuestionDraft(Kind.CHOICE, "Stall?", "To order tables.", choices=("Yes", "No")),
    QuestionDraft(Kind.SEVERAL, "Which days suit?", "To plan.", choices=("Monday", "Friday")),
    QuestionDraft(Kind.CONSENT, "Photographs of me may be shown", "To know whom to leave out."),
)
TYPED = ("my sister", "Yes", ["Monday", "Friday"], "y")
KEPT = ("my sister", "Yes", ("Monday", "Friday"), True)


def builder(event: Event, page: str = "") -> str:
    return f"/organise/events/{event.id}/form{page}"


def stored() -> list[Question]:
    db.session.expire_all()
    found = list(db.session.query(Question).order_by(Question.position))
    db.session.commit()
    return found


def order() -> list[int]:
    """The ids of the questions in the order of the form, read with nothing left open."""
    found = [question.id for question in stored()]
    db.session.commit()
    return found


@pytest.fixture
def names(event: Event) -> list[str]:
    """The names of one field of each kind."""
    return [field_name(add_question(event, draft, NOW).id) for draft in DRAFTS]


def test_a_question_is_written_tidied_and_shown_on_the_form(
    owner: Account, client: FlaskClient, event: Event
) -> None:
    answer = ask(owner.client, "POST", builder(event, "/questions/new"), data=STALL)
    assert answer.status_code == 303
    (question,) = stored()
    assert (question.choices, question.seen) == (["Yes", "No", "Perhaps"], ["hosts"])
    assert (question.kept_days, question.required) == (30, True)
    for visitor, page in (
        (client, f"/e/{event.slug}/"),
        (owner.client, builder(event, "/preview")),
    ):
        shown = page_of(ask(visitor, "GET", page)).select(f"[name={field_name(question.id)}]")
        assert [one["value"] for one in shown] == ["Yes", "No", "Perhaps"], page
    uses = page_of(ask(client, "GET", f"/e/{event.slug}/data"))
    told = f"tbody:has(#{field_name(question.id)})"
    assert [said(cell) for cell in uses.select(f"{told} th, {told} td")] == [
        "Seen by: the organisers and the hosts of your tables Kept until 30 days after the event.",
        "Will you bring a stall?",
        "To order tables.",
    ]


@pytest.mark.parametrize(("changes", "sentence"), [
    ({"label": " "}, "Enter the question."),
    ({"label": "Job title"},
     "The form has a field of this name: switch that on instead, or ask in other words."),
    ({"purpose": ""}, "Say what the answers are for."),
    ({"choices": "Yes\nYes"}, "Enter at least two choices, each on a line."),
    ({"choices": "\n".join(f"Choice {n}" for n in range(21))},
     "At most 20 choices; these are 21."),
    ({"choices": "Yes; no\nNo"}, "“Yes; no” holds a semicolon or a bar: leave it out."),
])  # fmt: skip
def test_bad_input_gets_one_sentence_and_nothing_typed_is_lost(
    owner: Account, event: Event, changes: dict[str, str], sentence: str
) -> None:
    answer = ask(owner.client, "POST", builder(event, "/questions/new"), data=STALL | changes)
    assert errors_of(answer) == [sentence]
    kept = as_posted(answer)
    assert kept["kept_days"] == ["30"]
    assert kept["purpose"] == [(STALL | changes)["purpose"]]
    assert stored() == []


def test_two_questions_of_one_name_and_more_than_twelve_are_refused(
    owner: Account, event: Event
) -> None:
    for number in range(12):
        add_question(event, QuestionDraft(Kind.TEXT, f"Question {number}?", "To know."), NOW)
    page, first = builder(event, "/questions/new"), builder(event, f"/questions/{order()[0]}")
    db.session.commit()
    assert errors_of(ask(owner.client, "POST", page, data=STALL)) == [
        "A form has at most 12 questions of your own."
    ]
    posted = as_posted(ask(owner.client, "GET", first)) | {"label": ["question 1"]}
    assert errors_of(ask(owner.client, "POST", first, data=posted)) == [
        "Another question of this form is called the same."
    ]


def test_an_attendee_answers_and_changes_their_answers(
    client: FlaskClient, event: Event, names: list[str]
) -> None:
    who: dict[str, Any] = {"name": "Ann Lee", "organisation": "Hub", "sector": "0",
                           "email": "ann@example.org", "submission": "key"}  # fmt: skip
    typed = dict(zip(names, TYPED, strict=True))
    assert ask(client, "POST", f"/e/{event.slug}/sign-up", data=who | typed).status_code == 303
    db.session.expire_all()
    (ann,) = all_people(event)
    values, own = values_of(ann), f"/me/{ann.token}/details"
    assert tuple(values[name] for name in names) == KEPT
    assert {answer.wording for answer in ann.answers} == {draft.label for draft in DRAFTS}
    db.session.commit()
    posted = as_posted(ask(client, "GET", own))
    assert [posted[name] for name in names] == [
        ["my sister"], ["Yes"], ["Monday", "Friday"], ["y"]
    ]  # fmt: skip
    posted |= {names[0]: [""], names[1]: [""], names[2]: ["Friday"]}
    del posted[names[3]]
    assert ask(client, "POST", own, data=posted).status_code == 303
    db.session.expire_all()
    assert [(answer.question_id, answer.value) for answer in db.session.query(Answer)] == [
        (int(names[2].removeprefix("question_")), ["Friday"])
    ]


def test_who_leaves_out_what_must_be_answered_is_told_and_loses_nothing(
    client: FlaskClient, event: Event
) -> None:
    draft = QuestionDraft(Kind.CHOICE, "Stall?", "To know.", choices=("Yes", "No"), required=True)
    name = field_name(add_question(event, draft, NOW).id)
    who = {"name": "Ann Lee", "organisation": "Hub", "sector": "0", "email": "ann@example.org",
           "submission": "key", "about": "Wheels"}  # fmt: skip
    answer = ask(client, "POST", f"/e/{event.slug}/sign-up", data=who)
    assert errors_of(answer) == ["Answer: Stall?"]
    assert as_posted(answer)["about"] == ["Wheels"]
    refused = ask(client, "POST", f"/e/{event.slug}/sign-up", data=who | {name: "Maybe"})
    assert errors_of(refused) == ["That answer is no longer on the list. Choose another."]
    assert db.session.query(Attendee).count() == 0


def test_the_organiser_sees_and_changes_answers_and_keeps_what_is_off_the_list(
    owner: Account, event: Event, names: list[str]
) -> None:
    ann = make_attendee(event, "Ann Lee")
    write_values(ann, dict(zip(names, KEPT, strict=True)), NOW)
    question = next(one for one in event.questions if one.kind == "choice")
    question.choices = ["No", "Perhaps"]
    db.session.commit()
    page = f"/organise/events/{event.id}/people/{ann.id}"
    posted = as_posted(ask(owner.client, "GET", page)) | {names[0]: ["a friend"]}
    assert ask(owner.client, "POST", page, data=posted).status_code == 303
    db.session.expire_all()
    values = values_of(all_people(event)[0])
    assert tuple(values[name] for name in names) == ("a friend", *KEPT[1:])


def test_the_export_has_a_column_of_each_question_and_is_read_again(
    owner: Account, event: Event, names: list[str]
) -> None:
    people = f"/organise/events/{event.id}/people"
    ann = make_attendee(event, "Ann Lee")
    make_attendee(event, "Bo Ek")
    write_values(ann, dict(zip(names, KEPT, strict=True)), NOW)
    db.session.commit()
    content = ask(owner.client, "GET", f"{people}/export").data
    row, _ = csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""))
    assert [row[draft.label] for draft in DRAFTS] == ["my sister", "Yes", "Monday;Friday", "yes"]
    for text, count in ((content, "2 unchanged"), (content.replace(b"my sister", b"Cy"), "")):
        upload = {"file": (BytesIO(text), "list.csv")}
        staged = ask(owner.client, "POST", f"{people}/import", data=upload)
        assert ask(owner.client, "POST", f"{staged.location}/run").status_code == 303
        db.session.expire_all()
        values = values_of(all_people(event)[0])
        told = "my sister" if count else "Cy"
        assert tuple(values[name] for name in names) == (told, *KEPT[1:])
        db.session.commit()


def test_a_list_says_which_answer_is_none_of_the_choices(
    owner: Account, event: Event, names: list[str]
) -> None:
    people = f"/organise/events/{event.id}/people"
    text = b"name,email,stall,which days suit\nAnn,a@example.org,YES,friday\nBo,b@example.org,Hm,\n"
    upload = {"file": (BytesIO(text), "list.csv")}
    staged = ask(owner.client, "POST", f"{people}/import", data=upload)
    preview = words(ask(owner.client, "GET", staged.location))
    assert (
        texts(preview, "tr.fault span") == ["Stall?: “Hm” is none of the choices: Yes and No."] * 2
    )
    ask(owner.client, "POST", f"{staged.location}/run")
    db.session.expire_all()
    (ann,) = all_people(event)
    assert [values_of(ann)[name] for name in names[1:3]] == ["Yes", ("Friday",)]


def test_questions_are_moved_and_removed_with_their_answers(
    owner: Account, event: Event, names: list[str]
) -> None:
    ann = make_attendee(event, "Ann Lee")
    write_values(ann, dict(zip(names, KEPT, strict=True)), NOW)
    db.session.commit()
    page = builder(event, f"/questions/{names[0].removeprefix('question_')}")
    first, *others = order()
    for to, expected in (("up", [first, *others]), ("down", [others[0], first, *others[1:]])):
        assert ask(owner.client, "POST", f"{page}/move", data={"to": to}).status_code == 303
        assert order() == expected
    lost = "1 answer is deleted with it. This cannot be undone."
    assert places(ask(owner.client, "GET", f"{page}/remove"), lost) == ["li"]
    assert ask(owner.client, "POST", f"{page}/remove").status_code == 303
    assert order() == others
    assert sorted(answer.question_id for answer in db.session.query(Answer)) == sorted(others)


def test_a_question_that_is_answered_keeps_its_kind(
    owner: Account, event: Event, names: list[str]
) -> None:
    write_values(make_attendee(event, "Ann Lee"), {names[0]: "me"}, NOW)
    db.session.commit()
    page = builder(event, f"/questions/{names[0].removeprefix('question_')}")
    posted = as_posted(ask(owner.client, "GET", page)) | {"kind": ["consent"]}
    assert errors_of(ask(owner.client, "POST", page, data=posted)) == [
        "People have answered already: add another question for another kind of answer."
    ]


def test_answers_go_when_their_time_is_over(owner: Account) -> None:
    ends = NOW - timedelta(days=31)
    event = make_event(owner.body_id, starts_at=ends - timedelta(hours=2), ends_at=ends)
    month, longer = (
        add_question(event, QuestionDraft(Kind.TEXT, f"Kept {days}?", "x", kept_days=days), NOW)
        for days in (30, 90)
    )
    ann = make_attendee(event, "Ann Lee")
    write_values(ann, {field_name(one.id): "x" for one in (month, longer)}, NOW)
    db.session.commit()
    assert purge(NOW) == 1
    assert [answer.question_id for answer in db.session.query(Answer)] == [longer.id]


def test_hosts_alone_see_what_is_for_them(event: Event) -> None:
    for_hosts, own = (
        add_question(event, QuestionDraft(Kind.TEXT, label, "To know.", seen=seen), NOW)
        for label, seen in (("What {can} you tell?", (Reader.HOSTS,)), ("Who pays?", ()))
    )
    ann = make_attendee(event, "Ann Lee")
    write_values(ann, {field_name(for_hosts.id): "Much", field_name(own.id): "We"}, NOW)
    assert note_about(ann) == "What {can} you tell?: Much."
