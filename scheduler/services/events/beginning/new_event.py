"""A new event, and what each has at first."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from scheduler.domain.events.agenda import DEFAULTS, minutes_needed
from scheduler.domain.events.sectors import DEFAULT_SECTORS
from scheduler.domain.events.setting_up import (
    PRIORITY_AREAS,
    PROMPTS,
    check_span,
    default_agenda,
    make_slug,
)
from scheduler.domain.people.fields import off_at_first
from scheduler.domain.registration.waiting_list import USUAL_OFFER_HOURS
from scheduler.domain.states import TableFormat
from scheduler.models import AgendaItem, Event, Sector, db, transaction
from scheduler.services.events.settings import EventDetails, RoomFormat


def create_event(
    body_id: int, details: EventDetails, room: RoomFormat, capacity: int, now: datetime
) -> Event:
    """Create an event with the usual agenda, sectors, priority areas and prompts.

    Raises InvalidInput when it ends before it starts.
    """
    check_span(details.starts_at, details.ends_at)
    event = begun(body_id, details, capacity, asdict(room), now)
    with transaction():
        db.session.add(event)
    return event


def begun(
    body_id: int, details: EventDetails, capacity: int, columns: Mapping[str, Any], now: datetime
) -> Event:
    """Return a new event, not yet in the session: all but ``columns`` is as in every new one."""
    event = Event(
        **(_usual_columns() | asdict(details) | dict(columns)),
        body_id=body_id,
        slug=make_slug(details.title, details.starts_at.date()),
        capacity=capacity,
        created_at=now,
        updated_at=now,
    )
    event.sectors = [
        Sector(name=s.name, examples=s.examples, style=s.style, position=position)
        for position, s in enumerate(DEFAULT_SECTORS, start=1)
    ]
    morning = int((event.ends_at - event.starts_at).total_seconds() // 60)
    needed = minutes_needed(event.rounds, event.talk_minutes, event.move_minutes)
    event.agenda = [
        AgendaItem(**asdict(item), position=position)
        for position, item in enumerate(default_agenda(morning, needed), start=1)
    ]
    return event


def _usual_columns() -> dict[str, Any]:
    return {
        "format": TableFormat.TABLES,
        "odd": "trio",
        "offer_hours": USUAL_OFFER_HOURS,
        "priority_areas": list(PRIORITY_AREAS),
        "prompts": list(PROMPTS),
        "fields_off": off_at_first(),
        **asdict(DEFAULTS[TableFormat.TABLES]),
    }
