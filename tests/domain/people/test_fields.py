"""The description of a person's fields is whole: nothing that holds a person knows another."""

from dataclasses import fields

from scheduler.domain.people.fields import EXPORTED, LABELS, LONGEST, PERSON_FIELDS
from scheduler.domain.people.import_headings import heading_words, map_columns
from scheduler.domain.people.import_rows import PersonDraft
from scheduler.exports.lists.attendees_csv import AttendeeRow
from scheduler.models import Attendee
from scheduler.services.people.person import PersonEdit


def test_a_list_an_edit_and_the_export_hold_the_same_fields() -> None:
    described = set(EXPORTED)
    assert {field.name for field in fields(PersonDraft)} == described
    assert {field.name for field in fields(AttendeeRow)} == described | {"status"}
    edited = {field.name for field in fields(PersonEdit)}
    assert edited == described - {"sector"} | {"sector_id"}
    assert edited <= set(Attendee.__table__.columns.keys())


def test_each_heading_belongs_to_one_field_and_each_label_and_column_is_read_again() -> None:
    headings = [heading for field in PERSON_FIELDS for heading in field.headings]
    assert len(set(headings)) == len(headings)
    assert [heading_words(heading) for heading in headings] == headings
    assert map_columns(EXPORTED) == {name: column for column, name in enumerate(EXPORTED)}


def test_what_a_list_may_fill_fits_its_column() -> None:
    for name, longest in LONGEST.items():
        size = getattr(Attendee.__table__.columns[name].type, "length", None)
        assert size is None or longest <= size, LABELS[name]
