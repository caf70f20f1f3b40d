"""What is kept about somebody is named in words, never by table and column."""

from datetime import UTC, datetime

from scheduler.domain.people.fields import LABELS
from scheduler.domain.states import Presence
from scheduler.domain.words.kept import (
    _FACTS,
    _OF_THE_PROGRAM,
    RECORDS,
    heading_of_records,
    told_of_record,
    told_of_them,
)
from scheduler.models import Attendee
from scheduler.services.privacy.belonging import pointing_to_attendees
from scheduler.services.privacy.holdings import _INNER, NOT_ABOUT_THEM

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def test_every_table_and_column_has_its_words() -> None:
    tables = {column.table for column, _ in pointing_to_attendees([1])}
    shown = {table.name: table for table in tables if table.name not in NOT_ABOUT_THEM}
    assert shown.keys() - RECORDS.keys() == set()
    assert {
        f"{table.name}.{column.name}"
        for table in (*shown.values(), Attendee.__table__)
        for column in table.columns
        if column.name not in _INNER
        and not column.foreign_keys
        and (table.name, column.name) not in _OF_THE_PROGRAM
        and column.name not in (_FACTS.keys() | LABELS.keys())
    } == set()


def test_an_email_is_told_by_its_label_and_without_the_programs_own() -> None:
    row = {"kind": "rounds_published", "recipient": "a@x.org", "attempts": 1, "sent_at": None}
    assert heading_of_records("outgoing_mail") == "Emails to them"
    assert told_of_record("outgoing_mail", row) == {"Kind": "The rounds", "To": "a@x.org"}


def test_what_a_table_of_another_version_holds_is_spelt_out() -> None:
    assert heading_of_records("new_table") == "New table"
    assert told_of_record("new_table", {"some_column": 0}) == {"Some column": 0}


def test_a_sign_up_is_told_by_the_labels_of_its_form() -> None:
    told = told_of_them({"name": "Ann", "language": "cy", "signed_up_at": AT, "stays": False})
    assert told == {
        "Name": "Ann",
        "Language": "Cymraeg",
        "Signed up": AT,
        "Stays at one table": False,
    }


def test_rounds_missed_are_told_as_at_the_desk() -> None:
    row = {"state": Presence.LEFT.words, "away": [[3, None]]}
    assert told_of_record("attendance", row)["Away"] == "gone from round 3"
