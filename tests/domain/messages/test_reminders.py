"""When reminders leave, by the clocks of the event."""

from datetime import UTC, datetime, time

import pytest

from scheduler.domain.messages.own_words import check_placeholders
from scheduler.domain.messages.reminders import REMINDERS, leaves_at, usual_clock

STARTS = datetime(2027, 4, 1, 7, 30, tzinfo=UTC)
"""08:30 in London, four days after the clocks went forward."""


@pytest.mark.parametrize(
    ("key", "leaves"),
    [
        ("week", datetime(2027, 3, 25, 9, 0, tzinfo=UTC)),
        ("day", datetime(2027, 3, 31, 8, 0, tzinfo=UTC)),
        ("morning", datetime(2027, 4, 1, 5, 30, tzinfo=UTC)),
    ],
)
def test_a_reminder_leaves_by_the_clocks_of_its_own_day(key: str, leaves: datetime) -> None:
    days = REMINDERS[key].days
    clock = usual_clock(days, STARTS, "Europe/London")
    assert leaves_at(days, clock, STARTS, "Europe/London") == leaves


def test_an_event_at_dawn_is_reminded_on_its_own_day() -> None:
    starts = datetime(2027, 1, 4, 1, 15, tzinfo=UTC)
    assert usual_clock(0, starts, "Europe/London") == time(0, 0)


def test_a_reminder_on_another_day_is_called_by_that_day() -> None:
    week = REMINDERS["week"]
    named = [week.label_at(days) for days in (7, 3, 1, 0)]
    assert named == ["A week before", "3 days before", "The day before", "On the morning"]


@pytest.mark.parametrize("kind", REMINDERS.values(), ids=lambda kind: kind.key)
def test_the_words_hold_no_placeholder_that_stands_for_nothing(kind) -> None:  # type: ignore[no-untyped-def]
    check_placeholders(kind.subject, "subject")
    check_placeholders(kind.text, "text")
