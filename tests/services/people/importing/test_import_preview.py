"""What a list would do, before it does it."""

from datetime import timedelta

import pytest

from scheduler.errors import NotFound
from scheduler.models import Event, StagedImport, db
from scheduler.services.people.importing import import_preview as people_import
from tests.builders import NOW, Account, make_event
from tests.builders.lists import MESSY, everybody, stage


def test_the_preview_tells_everything_and_changes_nothing(event: Event) -> None:
    found = people_import.preview_import(event, stage(event))
    assert [(d.row.line, d.action) for d in found.decisions] == [
        (4, "add"), (5, "fault"), (6, "add"), (7, "fault"), (8, "add"), (9, "skip"), (11, "skip"),
        (12, "add"),
    ]  # fmt: skip
    assert found.counts == {"add": 4, "update": 0, "skip": 2, "fault": 2}
    assert found.unknown_sectors == {"Academia": 1}
    assert (found.free, found.beyond) == (40, 0)
    assert found.headings[0] == "Full Name"
    assert found.samples[3] == ("NHS", "Private Sector", "business")
    assert everybody(event) == []


def test_lists_are_kept_for_a_day(event: Event) -> None:
    people_import.stage(event, "old.csv", MESSY, NOW)
    people_import.stage(event, "newer.csv", MESSY, NOW + timedelta(seconds=1))
    assert people_import.purge_staged(NOW + timedelta(days=1, seconds=1)) == 1
    kept = db.session.query(StagedImport.filename)
    assert [row.filename for row in kept] == ["newer.csv"]


def test_another_events_list_is_not_found(owner: Account, event: Event) -> None:
    with pytest.raises(NotFound):
        people_import.staged_of(make_event(owner.body_id), stage(event).id)
