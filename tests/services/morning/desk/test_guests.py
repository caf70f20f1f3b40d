"""The list that a desk works with."""

from datetime import UTC, datetime

from scheduler.domain.planning.round_table import Mark
from scheduler.models import Attendee, Event
from scheduler.services.morning import attendance
from scheduler.services.morning.desk.guests import guests_of
from tests.builders import make_attendee

MORNING = datetime(2026, 12, 4, 8, 41, tzinfo=UTC)
DESK = "Jean at the door"


def test_a_guests_table_has_a_ring_at_their_seat(event: Event, four: list[Attendee]) -> None:
    attendance.check_in(event, four[0].id, DESK, MORNING)
    listed = guests_of(event, MORNING)
    guest = listed.of(four[1].id)
    drawn = listed.around(guest) if guest else None
    assert drawn is not None
    assert [(s.sitter.name, set(s.sitter.marks)) for s in drawn.seats if s.sitter] == [
        (four[0].name, set()),
        (four[1].name, {Mark.FOLLOWED, Mark.ABSENT}),
    ]
    late = make_attendee(event, "Eve Park")
    without = guests_of(event, MORNING).of(late.id)
    assert without is not None
    assert listed.around(without) is None
