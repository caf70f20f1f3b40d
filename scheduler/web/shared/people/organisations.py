"""How templates write the organisations of people."""

from flask import g

from scheduler.domain.people.organisations import Spellings
from scheduler.models import Attendee
from scheduler.services.people.organisations import spellings_at


def organisation_of(person: Attendee) -> str:
    """Their organisation as everybody reads it: in one spelling at each event."""
    known: dict[int, Spellings] = g.setdefault("spellings", {})
    if person.event_id not in known:
        known[person.event_id] = spellings_at(person.event_id)
    return known[person.event_id].of(person.organisation)
