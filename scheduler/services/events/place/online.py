"""Saying whether people join online, and by which links."""

from dataclasses import dataclass
from datetime import datetime

from scheduler.domain.events.online import Venue
from scheduler.errors import InvalidInput
from scheduler.models import Event, transaction
from scheduler.services.registration.places import lock_event

FIELD = "joins_online"
"""The field of a person that says so; the form of a hybrid event asks for it."""


@dataclass(frozen=True, slots=True)
class OnlineSettings:
    """Where people take part; the patterns of the links are checked (domain/events/online.py)."""

    venue: Venue
    meeting_links: tuple[str, ...] = ()
    everybody_link: str = ""
    online_tables: frozenset[int] = frozenset()


def save_online(event: Event, settings: OnlineSettings, now: datetime) -> None:
    """Keep where the event meets. The form asks who joins online while some do and some do not.

    Raises InvalidInput where people would join online without any link.
    """
    if settings.venue is not Venue.ROOM and not settings.meeting_links:
        raise InvalidInput("Enter the link of the online meetings.", field="meeting_links")
    if len(settings.meeting_links) > 1 and not settings.everybody_link:
        raise InvalidInput("Enter the link where everybody meets first.", field="everybody_link")
    with transaction():
        event = lock_event(event.id)
        event.venue = settings.venue.value
        event.meeting_links = list(settings.meeting_links)
        event.everybody_link = settings.everybody_link
        event.online_tables = sorted(settings.online_tables)
        others = [name for name in event.fields_off if name != FIELD]
        event.fields_off = others if settings.venue is Venue.HYBRID else [*others, FIELD]
        event.updated_at = now
