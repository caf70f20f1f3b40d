"""The moment at which tests happen, and the steps they go on by."""

from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
"""Two weeks before the breakfast of `make_event`."""
SECOND = timedelta(seconds=1)
