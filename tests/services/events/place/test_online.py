"""Saying whether people join online."""

import pytest

from scheduler.domain.events.online import Venue, read_patterns
from scheduler.errors import InvalidInput
from scheduler.models import Event
from scheduler.services.events.place.online import OnlineSettings, save_online
from tests.builders import NOW

PATTERN = read_patterns("https://meet.jit.si/{room}")


def test_the_form_asks_who_joins_only_where_some_do(event: Event) -> None:
    for venue, off in ((Venue.HYBRID, False), (Venue.ONLINE, True), (Venue.ROOM, True)):
        save_online(event, OnlineSettings(venue, PATTERN), NOW)
        assert ("joins_online" in event.fields_off) is off
    with pytest.raises(InvalidInput) as refused:
        save_online(event, OnlineSettings(Venue.ONLINE), NOW)
    assert refused.value.field == "meeting_links"
    two = read_patterns("https://a.example.org/1\nhttps://a.example.org/2")
    with pytest.raises(InvalidInput) as refused:
        save_online(event, OnlineSettings(Venue.ONLINE, two), NOW)
    assert refused.value.field == "everybody_link"
