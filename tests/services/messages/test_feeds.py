"""The private calendar feed of an attendee."""

import pytest
from icalendar import Calendar

from scheduler.errors import NotFound
from scheduler.models import Attendee, Event
from scheduler.services.events import deletion
from scheduler.services.messages.feeds import close_feed, feed_of, open_feed
from scheduler.services.planning import publishing
from tests.applications import MAIL
from tests.builders import NOW, Account, make_attendee, make_plan


@pytest.fixture
def ann(event: Event) -> Attendee:
    return make_attendee(event, "Ann Lee")


def feed(attendee: Attendee) -> bytes:
    found = feed_of(attendee.feed_token or "", MAIL.links)
    assert found is not None
    return found


def summaries(content: bytes) -> list[str]:
    return [str(entry["SUMMARY"]) for entry in Calendar.from_ical(content).walk("VEVENT")]


def test_opening_twice_keeps_the_address(ann: Attendee) -> None:
    open_feed(ann)
    first = ann.feed_token
    assert first is not None
    open_feed(ann)
    assert ann.feed_token == first


def test_an_address_taken_back_is_gone_and_the_next_is_another(ann: Attendee) -> None:
    open_feed(ann)
    first = ann.feed_token or ""
    close_feed(ann)
    assert (ann.feed_token, feed_of(first, MAIL.links)) == (None, None)
    open_feed(ann)
    assert ann.feed_token not in (None, first)


def test_nobody_has_the_empty_address(ann: Attendee) -> None:
    assert feed_of("", MAIL.links) is None


def test_it_holds_the_event_and_the_published_rounds_alone(
    owner: Account, event: Event, ann: Attendee
) -> None:
    open_feed(ann)
    plan = make_plan(event, [{1: [ann]}, {2: [ann]}], "draft")
    assert summaries(feed(ann)) == [event.title]
    publishing.publish(plan, owner.user, NOW)
    assert len(summaries(feed(ann))) == 3
    assert feed(ann) == feed(ann)


@pytest.mark.parametrize("state", ["waiting", "cancelled"])
def test_who_has_no_place_has_an_empty_calendar(event: Event, state: str) -> None:
    bo = make_attendee(event, "Bo", state=state, waiting_since=NOW)
    open_feed(bo)
    assert summaries(feed(bo)) == []


def test_an_attendee_of_a_deleted_event_is_told_that_it_is_gone(
    owner: Account, event: Event
) -> None:
    ann = make_attendee(event, "Ann")
    deletion.delete_event(event, owner.user)
    with pytest.raises(NotFound):
        open_feed(ann)
