"""The description of a person's fields is whole: nothing that holds a person knows another."""

from scheduler.domain.people.fields import (
    EXPORTED,
    IDENTITY,
    LABELS,
    LONGEST,
    OTHERS,
    PERSON_FIELDS,
)
from scheduler.domain.people.import_headings import heading_words, map_columns
from scheduler.domain.people.questions.description import Kind
from scheduler.models import Attendee

TYPED = (Kind.LINE, Kind.TEXT, Kind.ITEMS, Kind.ADDRESS)


def test_each_field_has_its_column() -> None:
    columns = {"sector": "sector_id"}
    stored = {columns.get(field.name, field.name) for field in PERSON_FIELDS if field.exported}
    assert stored <= set(Attendee.__table__.columns.keys())
    assert set(EXPORTED) == {*IDENTITY, *(field.name for field in OTHERS)}


def test_each_heading_belongs_to_one_field_and_each_label_and_column_is_read_again() -> None:
    headings = [heading for field in PERSON_FIELDS for heading in field.headings]
    assert len(set(headings)) == len(headings)
    assert [heading_words(heading) for heading in headings] == headings
    assert map_columns(EXPORTED) == {name: column for column, name in enumerate(EXPORTED)}


def test_what_a_list_may_fill_fits_its_column() -> None:
    for name, longest in LONGEST.items():
        size = getattr(Attendee.__table__.columns[name].type, "length", None)
        assert size is None or longest <= size, LABELS[name]


def test_what_may_be_long_is_limited_and_what_is_kept_says_why() -> None:
    kept = [field for field in PERSON_FIELDS if field.kind is not Kind.PART]
    assert [f.name for f in kept if f.kind in TYPED and not f.longest] == []
    assert [f.name for f in kept if not (f.purpose and f.seen and f.entered)] == []
