"""When the next breakfast is, and that nothing of an event is forgotten on the way to it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.events.series import CARRIED, EventPart, moved, next_event_day, proposed_day
from scheduler.models import Event

DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 12, 4), date(2027, 3, 5)),
        (date(2026, 3, 5), date(2026, 6, 4)),
        # A fifth Friday, and a month that has four.
        (date(2027, 1, 29), date(2027, 4, 30)),
        (date(2026, 10, 30), date(2027, 1, 29)),
        (date(2026, 11, 30), date(2027, 2, 22)),
    ],
)
def test_the_next_day_is_the_same_weekday_of_the_month_a_quarter_later(
    day: date, expected: date
) -> None:
    assert next_event_day(day) == expected


@given(DAYS)
def test_the_rhythm_keeps_weekday_and_months(day: date) -> None:
    following = next_event_day(day)
    assert following.weekday() == day.weekday()
    assert (following.year * 12 + following.month) - (day.year * 12 + day.month) == 3


@given(DAYS, DAYS)
def test_what_is_proposed_is_ahead(day: date, today: date) -> None:
    found = proposed_day(day, today)
    assert found > max(day, today)


def test_a_moment_keeps_its_clock_time_when_the_clocks_change() -> None:
    zone = "Europe/London"
    autumn = datetime(2026, 12, 2, 17, 0, tzinfo=UTC)
    spring = moved(autumn, 182, zone).astimezone(ZoneInfo(zone))
    assert (spring.date(), f"{spring:%H:%M}") == (date(2027, 6, 2), "17:00")


def test_every_column_of_an_event_is_carried_asked_or_begun_anew() -> None:
    carried = [name for part in CARRIED.values() for name in part.columns]
    asked = ["title", "place", "starts_at", "ends_at", "timezone", "capacity"]
    kept = ["body_id", "series_id"]
    anew = [
        "id", "version", "slug", "places_taken", "calendar_sequence", "called_off_at",
        "called_off_words", "archived_at", "created_at", "updated_at", "meeting_key",
    ]  # fmt: skip
    assert sorted(carried + asked + kept + anew) == sorted(Event.__table__.columns.keys())


def test_every_part_of_an_event_may_be_chosen() -> None:
    assert list(CARRIED) == list(EventPart)
