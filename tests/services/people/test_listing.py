"""The people of an event as a table and as a file."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import event as hooks

from scheduler.domain.people.questions.custom import QuestionDraft, field_name
from scheduler.domain.people.questions.description import Kind
from scheduler.models import Attendee, Event, db
from scheduler.services.people.listing import (
    ON_A_PAGE,
    Filter,
    answers_at,
    export_rows,
    list_people,
)
from scheduler.services.registration.answers.questions import add_question
from scheduler.services.registration.answers.values import write_values
from tests.builders import (
    NOW,
    make_attendee,
    make_people,
)


def names(event: Event, **asked: str) -> list[str]:
    return [p.name for p in list_people(event, Filter(**asked)).people]


def test_the_table_is_searched_filtered_and_sorted(event: Event) -> None:
    make_attendee(event, "Małgorzata Żak", "Public", organisation="Ysbyty", host_table=1)
    make_attendee(event, "Ann Lee", None, organisation="Żabka", signed_up_at=NOW + timedelta(1))
    make_attendee(event, "bo ek", "Voluntary", state="waiting", waiting_since=NOW)
    make_attendee(event, "Cy", "Private", state="cancelled")
    public = next(s.id for s in event.sectors if s.name == "Public")
    assert names(event) == ["Ann Lee", "bo ek", "Małgorzata Żak"]
    assert names(event, search="malgorzata zak") == ["Małgorzata Żak"]
    assert names(event, search="100%") == []
    assert names(event, search="lee zabka") == ["Ann Lee"]
    assert names(event, state="") == ["Ann Lee", "bo ek", "Cy", "Małgorzata Żak"]
    assert names(event, state="cancelled") == ["Cy"]
    assert names(event, state="hosts") == ["Małgorzata Żak"]
    assert names(event, sector="none") == ["Ann Lee"]
    assert names(event, sector=str(public)) == ["Małgorzata Żak"]
    assert names(event, sort="organisation") == ["bo ek", "Małgorzata Żak", "Ann Lee"]
    assert names(event, sort="sector") == ["bo ek", "Małgorzata Żak", "Ann Lee"]
    assert names(event, sort="state") == ["Małgorzata Żak", "Ann Lee", "bo ek"]
    assert names(event, sort="newest")[0] == "Ann Lee"


def test_the_table_is_narrowed_to_an_answer(event: Event) -> None:
    ann, bo, _ = (make_attendee(event, name) for name in ("Ann", "Bo", "Cy"))
    draft = QuestionDraft(Kind.SEVERAL, "Stall?", "To order.", choices=("Table", "Wall"))
    question = add_question(event, draft, NOW)
    for person, said in ((ann, ("Table", "Wall")), (bo, ("Wall",))):
        write_values(person, {field_name(question.id): said}, NOW)
    db.session.commit()
    db.session.refresh(event, ["questions"])
    found = {words: names(event, answer=key) for key, words in answers_at(event).items()}
    assert found == {
        "Stall?: Table": ["Ann"],
        "Stall?: Wall": ["Ann", "Bo"],
        "Stall?: no answer": ["Cy"],
    }
    assert names(event, answer="9-Table") == ["Ann", "Bo", "Cy"]


def test_a_long_table_has_pages(event: Event) -> None:
    db.session.add_all(
        Attendee(
            event_id=event.id, state="placed", name=f"P{n:03}", token=f"t{n}",
            signed_up_at=NOW, updated_at=NOW,
        )
        for n in range(ON_A_PAGE + 1)
    )  # fmt: skip
    db.session.commit()
    first, last = (list_people(event, Filter(page=page)) for page in (1, 9))
    assert (len(first.people), first.found, first.pages, first.first) == (
        ON_A_PAGE, ON_A_PAGE + 1, 2, 1,
    )  # fmt: skip
    assert ([p.name for p in last.people], last.page, last.first) == (["P100"], 2, ON_A_PAGE + 1)


def test_the_table_takes_one_query_for_any_number(app: Flask, event: Event) -> None:
    def queries() -> int:
        seen: list[str] = []
        hooks.listen(db.engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
        for person in list_people(event, Filter()).people:
            _ = person.sector
        return len(seen)

    make_attendee(event, "Ann")
    db.session.refresh(event)
    one = queries()
    make_people(event, 20, ("Public", "Private"))
    db.session.refresh(event)
    assert queries() == one


def test_the_file_says_everything(event: Event) -> None:
    ann = make_attendee(event, "Ann", "Public", access="step-free", priorities=["Carers"])
    (row,) = export_rows([ann])
    assert (row["name"], row["sector"], row["status"]) == ("Ann", "Public", "has a place")
    assert (row["access"], row["priorities"]) == ("step-free", ("Carers",))
