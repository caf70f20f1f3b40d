"""What programs send that is no list of people, or a list with rows that cannot be used."""

import pytest

from scheduler.models import Attendee, Event, db
from tests.web.api.conftest import Program

JSON = "application/json"
NOT_READ = {"error": "This is not JSON that can be read."}
NO_JSON = {"error": "Send JSON, with the header “Content-Type: application/json”."}


@pytest.mark.parametrize(
    "body",
    [
        "{",
        '{"people": [{"name": "Ann Lee"},]}',
        "[" * 30_000,
        '{"people": ' + "9" * 5000 + "}",
        '{"people": [{"name": "Zo\u00eb"}]}'.encode("latin-1"),
    ],
)
def test_what_nobody_can_read_is_said_to_be_so(
    program: Program, event: Event, body: str | bytes
) -> None:
    answer = program("POST", f"/events/{event.id}/people", data=body, content_type=JSON)
    assert (answer.status_code, answer.json) == (400, NOT_READ)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", None])
def test_a_body_that_is_not_sent_as_json_is_told_how(
    program: Program, event: Event, kind: str | None
) -> None:
    body = '{"people": [{"name": "Ann Lee"}]}'
    answer = program("POST", f"/events/{event.id}/people", data=body, content_type=kind)
    assert (answer.status_code, answer.json) == (415, NO_JSON)


def test_a_list_of_nothing_but_bad_rows_names_each(program: Program, event: Event) -> None:
    rows = [
        {"name": "Ann Lee", "sector": "Nowhere"},
        {},
        {"name": None, "email": " "},
        {"name": "Bob", "NAME": "Rob"},
    ]
    answer = program("POST", f"/events/{event.id}/people", json={"people": rows})
    none = "Sector: “Nowhere” is none of Voluntary, Public and Private."
    assert (answer.status_code, answer.json) == (
        200,
        {
            "added": 0,
            "updated": 0,
            "unchanged": 0,
            "waiting": 0,
            "left_out": [
                {"row": 1, "name": "Ann Lee", "why": none},
                {"row": 2, "name": "", "why": "This row is empty."},
                {"row": 3, "name": "", "why": "This row is empty."},
                {"row": 4, "name": "", "why": "Two headings of this row are the same."},
            ],
        },
    )


def test_rows_are_counted_as_they_were_sent_whatever_their_letters(
    program: Program, event: Event
) -> None:
    rows = [
        {"name": "Ann\0 Lee", "organisation": "Bakers\rand Sons", "email": "a@x.org"},
        {},
        {"name": "Lone \ud800 Half", "organisation": 'Said "so"; \t, truly'},
        {"name": "Ann Lee", "organisation": "Others", "email": "a@x.org"},
        {"name": "Émile \N{SMILING FACE WITH SMILING EYES}", "organisation": "Zo\u00c3\u00ab"},
    ]
    done = program("POST", f"/events/{event.id}/people", json={"people": rows}).json or {}
    assert done["added"] == 3
    assert done["left_out"] == [
        {"row": 2, "name": "", "why": "This row is empty."},
        {"row": 4, "name": "Ann Lee", "why": "The same address is on line 1, which is used."},
    ]
    people = db.session.query(Attendee).order_by(Attendee.id)
    assert [(one.name, one.organisation) for one in people] == [
        ("Ann Lee", "Bakers and Sons"),
        ("Lone ? Half", 'Said "so"; , truly'),
        ("Émile \N{SMILING FACE WITH SMILING EYES}", "Zo\u00c3\u00ab"),
    ]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"people": ["Send the people."]}),
        ({"people": None}, {"people": ["Send the people."]}),
        ({"people": "Ann"}, {"people": ["Send the people as a list."]}),
        ({"people": []}, {"people": ["Send 1 to 500 people at once."]}),
        (
            {"persons": [], "people": [{"name": "A"}]},
            {"persons": ["There is no field of this name."]},
        ),
        (
            {"people": ["Ann"], "update": "perhaps"},
            {
                "people": {"0": ["Send each person as an object of text by heading."]},
                "update": ["Send true or false."],
            },
        ),
        (
            {"people": [{"name": "Ann"}, {"name": 7, "": "x"}]},
            {
                "people": {
                    "1": {
                        "": {"key": ["A heading has 1 to 200 letters."]},
                        "name": {"value": ["Send every value as text, numbers too: “3”."]},
                    }
                }
            },
        ),
        ([], {"_schema": ["Send an object with “people”."]}),
    ],
)
def test_what_is_wrong_is_said_in_plain_words_by_field(
    program: Program, event: Event, body: object, fields: object
) -> None:
    answer = program("POST", f"/events/{event.id}/people", json=body)
    assert (answer.status_code, answer.json) == (
        422,
        {"error": "Some of what was sent cannot be used.", "fields": fields},
    )
