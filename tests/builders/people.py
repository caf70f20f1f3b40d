"""Attendees as rows, made directly: what a service does is tested through the service."""

import secrets
from collections.abc import Sequence
from typing import Any

from scheduler.models import Attendee, Event, db
from tests.builders.events import SECTORS
from tests.builders.times import NOW


def make_attendee(
    event: Event, name: str, sector: str | None = "Voluntary", **changes: Any
) -> Attendee:
    """An attendee who holds a place (counted), unless ``changes`` say otherwise."""
    chosen = next((s for s in event.sectors if s.name == sector), None)
    email = f"{name.lower().replace(' ', '.')}@example.org"
    values: dict[str, Any] = {
        "event_id": event.id,
        "sector_id": chosen.id if chosen else None,
        "state": "placed",
        "name": name,
        "organisation": f"{name.split()[-1]} Trust",
        "email": email,
        "email_key": email,
        "token": secrets.token_urlsafe(24),
        "signed_up_at": NOW,
        "updated_at": NOW,
    }
    attendee = Attendee(**(values | changes))
    if attendee.state == "placed":
        event.places_taken += 1
    db.session.add(attendee)
    db.session.commit()
    return attendee


def make_people(
    event: Event,
    names: int | Sequence[str],
    sectors: Sequence[str | None] = SECTORS,
    **changes: Any,
) -> list[Attendee]:
    """Attendees of the sectors in turn: with these names, or so many of Person 00, Person 01, …"""
    if isinstance(names, int):
        names = [f"Person {number:02}" for number in range(names)]
    return [
        make_attendee(event, name, sectors[number % len(sectors)], **changes)
        for number, name in enumerate(names)
    ]
