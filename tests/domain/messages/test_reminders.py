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
    kind = REMINDERS[key]
    clock = usual_clock(kind, STARTS, "Europe/London")
    assert leaves_at(kind, clock, STARTS, "Europe/London") == leaves


def test_an_event_at_dawn_is_reminded_on_its_own_day() -> None:
    starts = datetime(2027, 1, 4, 1, 15, tzinfo=UTC)
    assert usual_clock(REMINDERS["morning"], starts, "Europe/London") == time(0, 0)


@pytest.mark.parametrize("kind", REMINDERS.values(), ids=lambda kind: kind.key)
def test_the_words_hold_no_placeholder_that_stands_for_nothing(kind) -> None:  # type: ignore[no-untyped-def]
    check_placeholders(kind.subject, "subject")
    check_placeholders(kind.text, "text")
