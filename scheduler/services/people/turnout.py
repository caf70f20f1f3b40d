"""Who of an event's list came, for the pages and files that show their sign-ups."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from scheduler.domain.events.online import joins
from scheduler.domain.morning.known import KnownOfOne
from scheduler.domain.states import RegistrationState
from scheduler.models import Attendance, Attendee, Event, db

PRESENCE_HEADINGS: Final = {"came": "came", "came_at": "came_at", "let_in_by": "let_in_by"}
"""The columns that a file has of the morning, by the names under which rows have their cells."""


def turnout_of(event: Event, *, over: bool) -> dict[int, KnownOfOne]:
    """What is known of the presence of each, by id; empty while nothing is noted of anybody.

    Of who has no place, only what a desk noted. ``over``: the morning is over.
    """
    if not db.session.scalar(select(exists().where(Attendance.event_id == event.id))):
        return {}
    replaced, zone = aliased(Attendee), ZoneInfo(event.timezone)
    rows = db.session.execute(
        select(Attendee.id, Attendee.name, Attendee.state.label("registration"))
        .add_columns(Attendee.joins_online, Attendance, replaced.name.label("instead_of"))
        .outerjoin(Attendance, Attendance.attendee_id == Attendee.id)
        .outerjoin(replaced, replaced.id == Attendance.instead_of_id)
        .where(Attendee.event_id == event.id, Attendee.removed_at.is_(None))
    ).all()
    instead = {row.Attendance.instead_of_id: row.name for row in rows if row.Attendance}
    found = {}
    for row in rows:
        noted = row.Attendance
        if noted is None and row.registration is not RegistrationState.PLACED:
            continue
        came_at = noted.came_at.astimezone(zone) if noted and noted.came_at else None
        found[row.id] = KnownOfOne(
            state=noted.state if noted else None,
            came_at=f"{came_at:%H:%M}" if came_at else "",
            came_by=noted.came_desk if noted else "",
            away=tuple(noted.away) if noted else (),
            instead=instead.get(row.id, ""),
            instead_of=row.instead_of or "",
            online=joins(event.venue, row.joins_online),
            over=over,
        )
    return found


def presence_columns(headings: Sequence[str], used: Collection[int]) -> tuple[str, ...]:
    """Return those headings of a list if it has them all, and uses none of them otherwise."""
    own = tuple(PRESENCE_HEADINGS.values())
    left = {heading for at, heading in enumerate(headings) if at not in used}
    return own if left >= set(own) else ()


def presence_cells(known: Mapping[int, KnownOfOne], attendee_id: int) -> dict[str, str]:
    """What stands of one person under :data:`PRESENCE_HEADINGS`; nothing where none is known."""
    one = known.get(attendee_id)
    if one is None:
        return {}
    return {"came": one.came, "came_at": one.came_at, "let_in_by": one.came_by}
