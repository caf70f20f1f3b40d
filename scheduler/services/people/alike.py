"""Who may be signed up twice: the same name and organisation under two addresses."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from scheduler.domain.people.contacts import KnownContact, perhaps_one
from scheduler.domain.states import COMING
from scheduler.models import Attendee, Event, db


def alike(people: Iterable[Attendee]) -> list[tuple[Attendee, ...]]:
    """Return the groups, in the order of sign-up, of those who may be one person."""
    by_id = {person.id: person for person in people}
    known = (KnownContact(p.id, p.name_key, p.organisation) for p in by_id.values())
    return [tuple(by_id[id_] for id_ in ids) for ids in perhaps_one(known)]


def alike_at(event: Event) -> list[tuple[Attendee, ...]]:
    """Return the groups of those with a place or waiting who may be one person. One query."""
    coming = (Attendee.event_id == event.id, Attendee.state.in_(COMING))
    people: Sequence[Attendee] = db.session.scalars(select(Attendee).where(*coming)).all()
    return alike(people)
