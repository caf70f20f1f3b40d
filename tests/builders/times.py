"""The moment at which tests happen, and the steps they go on by."""

from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
"""Two weeks before the breakfast of `make_event`."""
SECOND = timedelta(seconds=1)


def in_two_weeks() -> dict[str, datetime]:
    """The times of an event for tests with processes of their own, whose clock is the real one."""
    starts = datetime.now(UTC).replace(microsecond=0) + timedelta(days=14)
    return {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
