"""What a list would do, before it does it."""

from scheduler.models import Event
from scheduler.services.people.importing import import_preview as people_import
from tests.builders.lists import everybody, stage


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
