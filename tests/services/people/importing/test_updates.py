"""What a list changes of people who are here already."""

from scheduler.models import Event, db
from scheduler.services.people.importing.import_preview import preview_import
from scheduler.services.people.importing.updates import fields_changed
from tests.builders import make_attendee
from tests.builders.lists import everybody, stage

LIST = (
    b"name,email,company,role,sector\n"
    b"Ann,ann@example.org,Den,,Public\n"
    b"Bo,bo@example.org,Hub,,Private\n"
    b"Cy,cy@example.org,,GP,\n"
    b"Di,di@example.org,Hub,,Public\n"
)


def test_empty_cells_change_nothing_and_newcomers_are_no_update(event: Event) -> None:
    for name in ("Ann", "Bo", "Cy"):
        person = make_attendee(event, name, "Public", email=f"{name.lower()}@example.org")
        person.email_key, person.organisation = person.email, "Hub"
    db.session.commit()
    before = everybody(event)
    found = preview_import(event, stage(event, LIST))
    changes = fields_changed(event, found.decisions)
    assert changes == found.changes == {2: ("organisation",), 3: ("sector",), 4: ("role",)}
    assert found.changed == 3
    assert everybody(event) == before
