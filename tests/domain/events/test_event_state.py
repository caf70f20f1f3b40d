from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.domain.events.event_state import EventTimes, event_state, signup_is_open
from scheduler.domain.states import EventState

STARTS = datetime(2026, 12, 4, 8, 30, tzinfo=UTC)
OPENS = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
CLOSES = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
TIMES = EventTimes(STARTS, STARTS + timedelta(hours=2), "Europe/London", OPENS, CLOSES)


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (OPENS - timedelta(seconds=1), False),
        (OPENS, True),
        (CLOSES - timedelta(seconds=1), True),
        (CLOSES, False),
    ],
)
def test_signup_is_open_from_its_opening_to_its_close(now: datetime, is_open: bool) -> None:
    assert signup_is_open(TIMES, now) is is_open


def test_without_a_window_signup_is_open_until_the_event_begins() -> None:
    times = EventTimes(STARTS, STARTS + timedelta(hours=2), "Europe/London", None, None)
    assert signup_is_open(times, STARTS - timedelta(seconds=1))
    assert not signup_is_open(times, STARTS)


@pytest.mark.parametrize(
    ("now", "drafted", "published", "words"),
    [
        (OPENS - timedelta(days=1), False, False, "sign-up not open yet"),
        (OPENS, False, False, "sign-up open"),
        (CLOSES, False, False, "sign-up closed"),
        (OPENS, True, False, "rounds drafted"),
        (OPENS, True, True, "rounds published"),
        (datetime(2026, 12, 4, 0, 1, tzinfo=UTC), False, True, "today"),
        (STARTS + timedelta(hours=2), False, True, "done"),
    ],
)
def test_the_state_follows_the_clock_and_the_plans(
    now: datetime, drafted: bool, published: bool, words: str
) -> None:
    assert event_state(TIMES, now, drafted=drafted, published=published) == words


def test_today_is_today_where_the_event_is() -> None:
    starts = datetime(2026, 12, 4, 8, 30, tzinfo=UTC)
    there = EventTimes(starts, starts + timedelta(hours=2), "Pacific/Auckland", None, None)
    before = datetime(2026, 12, 3, 10, 59, tzinfo=UTC)  # 23:59 on the 3rd in Auckland.
    assert event_state(there, before, drafted=False, published=False) == "sign-up open"
    after = datetime(2026, 12, 3, 11, 0, tzinfo=UTC)
    assert event_state(there, after, drafted=False, published=False) == "today"


@pytest.mark.parametrize("now", [OPENS, STARTS, STARTS + timedelta(hours=2)])
def test_called_off_is_said_whatever_the_hour(now: datetime) -> None:
    off = replace(TIMES, called_off=True)
    assert event_state(off, now, drafted=True, published=True) == "called off"
    assert not signup_is_open(off, now)


def test_after_midnight_it_is_still_the_day_of_the_event() -> None:
    starts = datetime(2026, 12, 4, 22, 30, tzinfo=UTC)
    times = EventTimes(starts, starts + timedelta(hours=2), "Europe/London", None, None)
    state = event_state(times, starts + timedelta(minutes=100), drafted=True, published=True)
    assert state == EventState.TODAY
