"""Check-ins that desks send after they were without a network: each taken in once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from scheduler.domain.morning.sent import KnownPresence, take_in
from scheduler.domain.states import RegistrationState, unknown_state
from scheduler.models import Attendance, Attendee, Event, SentCheckIn, db, transaction
from scheduler.services.people.presence import who_came_instead
from scheduler.services.planning.rounds.clock import rounds_begun
from scheduler.services.registration.places import lock_event

LONGEST_NOTE: Final = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """One check-in: its own random ``key``, whom it concerns, and when it was made."""

    key: str
    who: int
    made_at: datetime


def take_in_all(event: Event, desk: str, sent: Sequence[Sent], now: datetime) -> dict[str, str]:
    """Take in what a desk sends, in its order; returns for each key what came of it, in words.

    What was taken in before changes nothing. Whoever is on the list is here in the end, and who
    has no place any more is here with a note.
    """
    told: dict[str, str] = {}
    with transaction():
        event = lock_event(event.id)
        begun = rounds_begun(event, now)
        known = set(
            db.session.scalars(
                select(SentCheckIn.key).where(
                    SentCheckIn.event_id == event.id, SentCheckIn.key.in_([s.key for s in sent])
                )
            )
        )
        for each in sent:
            person = db.session.get(Attendee, each.who, populate_existing=True)
            if person is None or person.event_id != event.id:
                told[each.key] = "Somebody is no longer on the list."
                continue
            told[each.key] = f"{person.name} is here."
            if each.key in known:
                continue
            known.add(each.key)
            made_at = min(each.made_at, now)
            db.session.add(SentCheckIn(event_id=event.id, key=each.key, made_at=made_at))
            if note := _note_arrival(person, made_at, desk, begun, event):
                told[each.key] += f" {note}"
    return told


def _note_arrival(person: Attendee, made_at: datetime, desk: str, begun: int, event: Event) -> str:
    """Write down that the person is here; returns what has to be told of it."""
    row = db.session.get(Attendance, person.id)
    other_news = _without_a_place(person, event) or _replaced(person)
    before = None
    if row is not None:
        away = tuple(row.away)
        before = KnownPresence(row.state, row.noted_at, row.desk, row.came_at, away, row.note)
    after = take_in(before, made_at, desk[:80], begun)
    if row is None:
        row = Attendance(attendee_id=person.id, event_id=person.event_id)
        db.session.add(row)
    note = after.note or other_news
    row.state, row.noted_at, row.desk, row.came_at = (
        after.state,
        after.noted_at,
        after.desk,
        after.came_at,
    )
    row.away, row.note = list(after.away), note[:LONGEST_NOTE]
    db.session.flush()
    return row.note


def _replaced(person: Attendee) -> str:
    twin = who_came_instead(person.id)
    return f"{twin} has come instead of them too." if twin else ""


def _without_a_place(person: Attendee, event: Event) -> str:
    if person.state is RegistrationState.WAITING:
        return "They are on the waiting list: give them a place on the People page."
    if person.state is RegistrationState.OFFERED:
        return "They have not taken the place they are offered: give it them on the People page."
    if person.state is RegistrationState.ASKED:
        return "They wait for an answer to their request: approve them on the People page."
    if person.state is RegistrationState.CANCELLED:
        at = (person.cancelled_at or person.updated_at).astimezone(ZoneInfo(event.timezone))
        return f"They cancelled on {at.day} {at:%B, %H:%M}: restore them on the People page."
    if person.state is not RegistrationState.PLACED:
        unknown_state(person.state)
    return ""
