"""What tests of the desk look at."""

from sqlalchemy import select

from scheduler.domain.states import Presence
from scheduler.models import Attendance, Attendee, Event, Seat, db


def states_by_name(event: Event) -> dict[str, Presence]:
    """What is noted of whom."""
    rows = db.session.execute(
        select(Attendee.name, Attendance.state)
        .join(Attendance, Attendance.attendee_id == Attendee.id)
        .where(Attendee.event_id == event.id)
    )
    return {row.name: row.state for row in rows}


def seats_of_person(person: Attendee) -> list[tuple[int, int | None]]:
    """Their tables, round by round."""
    found = select(Seat.round, Seat.table).where(Seat.attendee_id == person.id).order_by(Seat.round)
    return [(number, table) for number, table in db.session.execute(found)]
