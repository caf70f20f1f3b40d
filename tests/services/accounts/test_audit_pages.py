"""The log is read back a page at a time."""

from collections.abc import Iterator

import pytest

from scheduler.models import Event, transaction
from scheduler.services.accounts import audit, audit_pages
from scheduler.services.accounts.audit_pages import LogFilter
from tests.builders import Account


@pytest.fixture
def olwen(owner: Account, event: Event) -> Iterator[Account]:
    """Olwen acts, as on her pages."""
    token = audit.set_acting(lambda: audit.Who(owner.user.id, owner.user.name))
    yield owner
    audit.reset_acting(token)


def test_the_log_is_read_a_page_at_a_time(
    olwen: Account, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_pages, "AT_ONCE", 2)
    for capacity in (50, 51, 52):
        with transaction():
            event.capacity = capacity
    first = audit_pages.read_log(olwen.body_id, LogFilter())
    second = audit_pages.read_log(olwen.body_id, LogFilter(before=first.before))
    assert [len(first.lines), len(second.lines), second.before] == [2, 1, None]
    assert audit_pages.read_log(olwen.body_id + 1, LogFilter()).lines == ()
