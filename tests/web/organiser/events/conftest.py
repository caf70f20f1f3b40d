from datetime import UTC, datetime, timedelta

import pytest

from scheduler.models import Event
from tests.builders import Account, make_event


@pytest.fixture
def ahead(owner: Account) -> Event:
    """An event far ahead."""
    starts = datetime(2035, 12, 4, 8, 30, tzinfo=UTC)
    return make_event(owner.body_id, starts_at=starts, ends_at=starts + timedelta(hours=2))
