"""Who could still be invited: people of the series' earlier events who have not signed up."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from scheduler.domain.events.sectors import sector_key
from scheduler.models import Attendee, Consent, Event, db
from scheduler.services.people.contacts import all_contacts

FUTURE_EVENTS = "future_events"
"""The consent without which nobody is invited."""


@dataclass(frozen=True, slots=True)
class ToInvite:
    """By their latest sign-up: ``people`` who may be written to, and how many more may not.

    ``silent`` did not agree to emails about future events, or have no address.
    """

    people: tuple[Attendee, ...]
    silent: int


def to_invite(event: Event, sector: str) -> ToInvite:
    """Return who of that sector came before and is not on the list of this event at all."""
    if event.series is None:
        return ToInvite((), 0)
    latest = [
        contact.latest
        for contact in all_contacts(event.series)
        if all(sign_up.event_id != event.id for sign_up in contact.sign_ups)
    ]
    wanted = [
        person
        for person in latest
        if person.sector and sector_key(person.sector.name) == sector_key(sector)
    ]
    may = _agreed(person.id for person in wanted)
    people = tuple(person for person in wanted if person.email and person.id in may)
    return ToInvite(people, len(wanted) - len(people))


def invited(event: Event, ids: Collection[int]) -> Sequence[Attendee]:
    """Return those of these earlier sign-ups who may be invited now, by name."""
    if event.series is None:
        return []
    here = {
        contact.latest.id: contact.latest
        for contact in all_contacts(event.series)
        if contact.latest.id in ids
        and all(sign_up.event_id != event.id for sign_up in contact.sign_ups)
    }
    may = _agreed(here)
    found = [person for id_, person in here.items() if id_ in may and person.email]
    return sorted(found, key=lambda person: (person.name_key, person.id))


def _agreed(ids: Iterable[int]) -> set[int]:
    return set(
        db.session.scalars(
            select(Consent.attendee_id).where(
                Consent.kind == FUTURE_EVENTS, Consent.attendee_id.in_(tuple(ids))
            )
        )
    )
