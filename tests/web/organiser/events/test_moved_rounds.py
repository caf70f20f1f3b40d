"""Changes that move published rounds say so; the mails that went out cannot follow."""

from datetime import timedelta

import pytest

from scheduler.domain.morning.clock import Phase
from scheduler.models import Event
from scheduler.services.events import settings as events
from scheduler.services.planning.rounds.clock import Press, make_ready, press
from tests.builders import NOW, Account, make_attendee, make_plan
from tests.builders.pages import after, places
from tests.web.organiser.events.test_agenda import save as save_agenda
from tests.web.organiser.events.test_settings import FORMAT

MOVED = "The published rounds are at other times now."
KEPT = "Rounds that have begun keep their times, whatever is changed here;"


def save_format(owner: Account, event: Event, **changes: str) -> str:
    url = f"/organise/events/{event.id}/format"
    return after(owner.client, owner.client.post(url, data=FORMAT | changes))


@pytest.fixture
def published(event: Event) -> Event:
    make_plan(event, [{1: [make_attendee(event, "Ann"), make_attendee(event, "Bo")]}] * 2)
    return event


def test_shorter_talks_move_published_rounds(owner: Account, published: Event) -> None:
    assert MOVED not in save_format(owner, published)
    assert places(save_format(owner, published, talk_minutes="5"), MOVED) == ["div.notice.warn"]
    assert MOVED not in save_format(owner, published, talk_minutes="5")


def test_minutes_changed_on_the_morning_say_what_keeps_its_times(
    owner: Account, published: Event
) -> None:
    make_ready(published, False, NOW - timedelta(minutes=1))
    assert press(published, Press.NEXT, (Phase.BEFORE, 1), NOW)
    page = save_format(owner, published, talk_minutes="30")
    assert MOVED not in page
    assert places(page, KEPT) == ["div.notice.warn"]


def test_a_longer_welcome_moves_published_rounds(owner: Account, published: Event) -> None:
    saved = save_agenda(owner, published, **{"items-0-minutes": "20"})
    assert places(after(owner.client, saved), MOVED) == ["div.notice.warn"]
    renamed = save_agenda(owner, published, **{"items-0-title": "Hello"})
    assert MOVED not in after(owner.client, renamed)


def test_before_publishing_nothing_is_moved(owner: Account, event: Event) -> None:
    assert MOVED not in save_format(owner, event, talk_minutes="5")


def test_people_are_told_that_the_rounds_move_with_the_event(published: Event) -> None:
    details = events.EventDetails(
        title=published.title,
        place=published.place,
        timezone=published.timezone,
        starts_at=published.starts_at + timedelta(minutes=30),
        ends_at=published.ends_at + timedelta(minutes=30),
    )
    assert events.changes_to_tell(published, details)[1:] == [
        "The rounds move with it; personal pages show their new times."
    ]
