"""A volunteer's link works until that night, for its own kind of page, until it is ended."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.domain.states import DeskKind
from scheduler.errors import InvalidInput
from scheduler.models import Event
from scheduler.services.morning.desk_links import end_link, link_of, links_of, make_link
from tests.builders import NOW, Account, make_event


@pytest.mark.parametrize(
    ("ends", "night"),
    [
        (datetime(2026, 12, 6, 0, 45, tzinfo=UTC), 6),
        (datetime(2026, 12, 6, 4, tzinfo=UTC), 7),
        (datetime(2026, 12, 6, 23, 30, tzinfo=UTC), 7),
    ],
)
def test_it_ends_in_the_first_night_after_the_event(
    owner: Account, ends: datetime, night: int
) -> None:
    event = make_event(owner.body_id, starts_at=ends - timedelta(hours=2), ends_at=ends)
    assert make_link(event, "Jean").expires_at == datetime(2026, 12, night, 4, tzinfo=UTC)


def test_it_ends_by_the_clocks_of_the_events_place(owner: Account) -> None:
    event = make_event(owner.body_id, timezone="America/New_York")
    link = make_link(event, "  Jean at the   door ")
    assert link.name == "Jean at the door"
    assert link.expires_at == datetime(2026, 12, 5, 9, tzinfo=UTC)
    assert link_of(link.token, link.expires_at - timedelta(seconds=1)) is not None
    assert link_of(link.token, link.expires_at) is None


def test_a_tablets_link_opens_no_desk(event: Event) -> None:
    tablet = make_link(event, "Hall", DeskKind.TABLET)
    assert link_of(tablet.token, NOW) is None
    assert link_of(tablet.token, NOW, DeskKind.TABLET) is not None


def test_another_event_ends_no_link_of_this_one(owner: Account, event: Event) -> None:
    link = make_link(event, "Jean")
    assert not end_link(make_event(owner.body_id), link.id)
    assert [one.name for one in links_of(event, NOW)] == ["Jean"]
    assert end_link(event, link.id)
    assert list(links_of(event, NOW)) == []


def test_a_link_needs_a_name(event: Event) -> None:
    with pytest.raises(InvalidInput) as refused:
        make_link(event, "  ")
    assert refused.value.field == "name"
