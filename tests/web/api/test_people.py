"""People read and added by a program."""

from sqlalchemy import select

from scheduler.models import Attendee, AuditEntry, Event, OutgoingMail, db
from tests.builders import make_attendee
from tests.web.api.conftest import Program

ROWS = {
    "people": [
        {"name": "Ann Lee", "organisation": "Bakers", "sector": "private", "email": "a@x.org"},
        {"name": "Bob Ray", "sector": "Nowhere", "email": "b@x.org"},
        {"name": "", "email": "c@x.org"},
        {"name": "Cat Stone", "organisation": "two\nlines", "sector": "Public"},
        {"name": "Dan", "email": "no address"},
    ]
}


def test_good_rows_are_added_and_bad_ones_named(program: Program, event: Event) -> None:
    answer = program("POST", f"/events/{event.id}/people", json=ROWS)
    assert answer.status_code == 200
    done = answer.json or {}
    assert (done["added"], done["updated"], done["unchanged"]) == (2, 0, 0)
    assert [(one["row"], one["name"]) for one in done["left_out"]] == [
        (2, "Bob Ray"),
        (3, "c@x.org"),
        (5, "Dan"),
    ]
    assert all(one["why"] for one in done["left_out"])
    people = program("GET", f"/events/{event.id}/people").json or []
    assert [(p["name"], p["organisation"], p["sector"], p["email"]) for p in people] == [
        ("Ann Lee", "Bakers", "Private", "a@x.org"),
        ("Cat Stone", "two lines", "Public", None),
    ]
    assert db.session.scalars(select(OutgoingMail)).all() == []
    again = program("POST", f"/events/{event.id}/people", json={"people": ROWS["people"][:1]}).json
    assert again == {"added": 0, "updated": 0, "unchanged": 1, "waiting": 0, "left_out": []}


def test_the_log_names_the_key(program: Program, event: Event) -> None:
    program("POST", f"/events/{event.id}/people", json=ROWS)
    who = set(db.session.scalars(select(AuditEntry.who).where(AuditEntry.event_id == event.id)))
    assert who == {"Olwen Rees (key “Website”)"}


def test_a_heading_that_no_list_knows_is_refused_and_nothing_kept(
    program: Program, event: Event
) -> None:
    rows = {"people": [{"name": "Ann Lee", "shoe size": "43"}]}
    answer = program("POST", f"/events/{event.id}/people", json=rows)
    assert answer.status_code == 422
    sentence = (
        "No list knows the heading “shoe size”, or another has said the same. Use those of an "
        "exported list, such as name, organisation, sector and email."
    )
    assert answer.json == {"error": sentence, "fields": {"people": [sentence]}}
    assert db.session.scalars(select(Attendee)).all() == []


def test_what_is_no_list_of_people_is_refused_by_field(program: Program, event: Event) -> None:
    answer = program("POST", f"/events/{event.id}/people", json={"people": [], "updat": True})
    assert answer.status_code == 422
    assert set((answer.json or {})["fields"]) == {"people", "updat"}


def test_who_reads_alone_sees_no_addresses(reader: Program, event: Event) -> None:
    make_attendee(event, "Ann Lee", organisation="Bakers", dietary="Vegan")
    (ann,) = reader("GET", f"/events/{event.id}/people").json or []
    assert sorted(ann) == ["id", "name", "organisation", "sector", "state"]


def test_an_organisers_key_reads_the_other_fields(program: Program, event: Event) -> None:
    make_attendee(event, "Ann Lee", dietary="Vegan")
    (ann,) = program("GET", f"/events/{event.id}/people").json or []
    assert ann["fields"]["dietary"] == "Vegan"
