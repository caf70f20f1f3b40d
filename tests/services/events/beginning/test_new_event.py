"""A new event, and what it has at first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.errors import InvalidInput
from scheduler.models import Event, db
from scheduler.services.events import overview as events_overview
from scheduler.services.events.beginning.new_event import create_event
from scheduler.services.events.settings import EventDetails, RoomFormat
from tests.builders import NOW, Account

START = datetime(2026, 12, 4, 8, 30, tzinfo=UTC)
DETAILS = EventDetails(
    title="Winter breakfast",
    place="Town Hall",
    timezone="Europe/London",
    starts_at=START,
    ends_at=START + timedelta(hours=2),
)
TABLES = RoomFormat(
    format="tables",
    table_size=5,
    table_count=None,
    odd="trio",
    rounds=4,
    talk_minutes=8,
    move_minutes=2,
)


def test_a_new_event_has_all_it_needs(owner: Account) -> None:
    event = create_event(owner.body_id, DETAILS, TABLES, 60, NOW)
    assert [s.name for s in event.sectors] == ["Voluntary", "Public", "Private"]
    assert [(i.kind, i.minutes) for i in event.agenda] == [
        ("other", 15), ("talk", 5), ("talk", 10), ("talk", 10), ("networking", 40), ("break", 40),
    ]  # fmt: skip
    assert len(event.priority_areas) == 6
    budget = events_overview.budget_of(event)
    assert (budget.fits, budget.spare, budget.agenda, budget.morning) == (True, 0, 120, 120)


def test_two_events_of_one_name_have_two_addresses(owner: Account) -> None:
    slugs = {create_event(owner.body_id, DETAILS, TABLES, 60, NOW).slug for _ in range(3)}
    assert len(slugs) == 3


def test_an_event_cannot_end_before_it_starts(owner: Account) -> None:
    with pytest.raises(InvalidInput):
        create_event(owner.body_id, replace(DETAILS, ends_at=START), TABLES, 60, NOW)
    assert db.session.query(Event).count() == 0
