"""Who sat where, as rows and as the CSV from which figures are counted again."""

from scheduler.models import Event, db
from scheduler.services.morning import attendance
from scheduler.services.people.presence import was_checked
from scheduler.services.planning.rounds.sittings import meetings_csv, sat_together
from tests.builders import make_attendee, make_plan


def test_the_csv_holds_every_seat_and_who_was_there(event: Event) -> None:
    people = [make_attendee(event, f"Guest {n}") for n in range(4)]
    make_plan(event, [{1: people[:2], 2: people[2:]}, {1: people}])
    assert not was_checked(event)
    for person in people[:3]:
        attendance.check_in(event, person.id, "", event.starts_at)
    db.session.commit()
    assert was_checked(event)
    lines = meetings_csv(event, event.ends_at).removeprefix("\ufeff").splitlines()
    assert lines[0] == "round,table,name,organisation,sector,was there"
    assert [line.endswith(",yes") for line in lines[1:]].count(True) == 6
    assert len(lines) == 1 + 8
    assert len(sat_together(event, event.ends_at)) == 6
