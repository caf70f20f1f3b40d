"""Events as rows, made directly: what a service does is tested through the service."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from scheduler.models import AgendaItem, Event, Sector, Series, db
from scheduler.services.events.series import join_series
from tests.builders.times import NOW

SECTORS = ("Voluntary", "Public", "Private")


def make_event(body_id: int, **changes: Any) -> Event:
    """A breakfast two weeks from NOW, open for sign-up, unless ``changes`` say otherwise."""
    starts = datetime(2026, 12, 4, 8, 30, tzinfo=UTC)
    values: dict[str, Any] = {
        "body_id": body_id,
        "slug": f"breakfast-{secrets.token_hex(4)}",
        "title": "Health networking breakfast",
        "place": "Town Hall, Paisley",
        "timezone": "Europe/London",
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=2),
        "capacity": 40,
        "format": "tables",
        "table_size": 5,
        "odd": "trio",
        "rounds": 4,
        "talk_minutes": 8,
        "move_minutes": 2,
        "created_at": NOW,
        "updated_at": NOW,
        "priority_areas": ["Mental wellbeing", "Housing and homelessness"],
    }
    event = Event(**(values | changes))
    event.sectors = [
        Sector(name=name, style=style, position=style) for style, name in enumerate(SECTORS, 1)
    ]
    event.agenda = [
        AgendaItem(position=1, kind="talk", title="Welcome", minutes=15),
        AgendaItem(position=2, kind="networking", title="Networking", minutes=45),
        AgendaItem(position=3, kind="break", title="Coffee", minutes=60),
    ]
    db.session.add(event)
    db.session.commit()
    return event


def part_by_a_break(event: Event, first: int, rest: int) -> None:
    """Make networking last ``first`` minutes, and as long again after a coffee of ``rest``."""
    _welcome, networking, coffee = event.agenda
    networking.minutes, coffee.minutes = first, rest
    event.agenda.append(
        AgendaItem(position=4, kind="networking", title="More networking", minutes=first)
    )
    db.session.commit()


def make_series(*events: Event, **changes: Any) -> Series:
    """A series of these events of one body, whose people are recognised."""
    values: dict[str, Any] = {
        "body_id": events[0].body_id,
        "name": "Quarterly breakfasts",
        "created_at": NOW,
    }
    series = Series(**(values | changes))
    db.session.add(series)
    db.session.commit()
    for event in events:
        join_series(event, series, NOW)
    return series
