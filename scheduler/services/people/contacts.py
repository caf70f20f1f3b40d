"""The people of a series: who they are, how often they came, and which of them are one person."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from scheduler.domain.english import listed
from scheduler.domain.people.contacts import KnownContact, merged, perhaps_one
from scheduler.domain.people.organisations import Spellings, spellings
from scheduler.domain.people.search import matches, search_key
from scheduler.domain.privacy.traces import NAME_REMOVED
from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput, NotFound, Rule, RuleBroken
from scheduler.models import Attendee, Contact, Event, Series, db, transaction

MOST_SHOWN: Final = 300
"""A longer list is cut: searching finds a person sooner than scrolling."""


@dataclass(frozen=True, slots=True)
class ContactPerson:
    """A contact as its sign-ups have it, the latest first, with the contacts merged into it.

    ``organisation`` is in the spelling that is usual in the series. ``merged`` holds those merged
    into this one itself; each can be separated again.
    """

    id: int
    sign_ups: tuple[Attendee, ...]
    organisation: str
    merged: tuple["ContactPerson", ...] = ()

    @property
    def latest(self) -> Attendee:
        """The sign-up that says what the person is called now."""
        return self.sign_ups[0]

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address they used, the latest first."""
        return tuple(dict.fromkeys(s.email for s in self.sign_ups if s.email))

    @property
    def signed_up_for(self) -> tuple[Event, ...]:
        """The events for which they are signed up and have not cancelled, the first one first."""
        events = {s.event_id: s.event for s in self.sign_ups if s.state in _COMES}
        return tuple(sorted(events.values(), key=lambda event: (event.starts_at, event.id)))


@dataclass(frozen=True, slots=True)
class Contacts:
    """The people found, cut to MOST_SHOWN, and groups of those who may be one person."""

    people: tuple[ContactPerson, ...]
    found: int
    everybody: int
    perhaps: tuple[tuple[ContactPerson, ...], ...]


_COMES: Final = (RegistrationState.PLACED,)


def contacts_of(series: Series, search: str = "") -> Contacts:
    """Return the series' people who fit the search, by name. Changes nothing."""
    people = _people(series.id)
    by_id = {person.id: person for person in people}
    known = [KnownContact(p.id, p.latest.name_key, p.latest.organisation) for p in people]
    found = sorted(
        (p for p in people if _fits(p, search)), key=lambda p: (search_key(p.latest.name), p.id)
    )
    groups = tuple(tuple(by_id[id_] for id_ in ids) for ids in perhaps_one(known))
    return Contacts(tuple(found[:MOST_SHOWN]), len(found), len(people), groups)


def people_with(series: Series, ids: Collection[int]) -> list[ContactPerson]:
    """Return the contacts with these ids. Raises NotFound unless each stands for itself here."""
    found = [person for person in _people(series.id) if person.id in ids]
    if len(found) != len(set(ids)):
        raise NotFound("One of these people is gone or has been merged already.")
    return found


def merge(series: Series, ids: Collection[int]) -> ContactPerson:
    """Make several contacts one person: the oldest stands for all. :func:`separate` undoes it.

    Raises InvalidInput for fewer than two, NotFound for a contact of another series, RuleBroken
    when two of them have a place at the same event.
    """
    if len(set(ids)) < 2:
        raise InvalidInput("Tick two people or more.")
    with transaction():
        lock_series(series)
        found = people_with(series, ids)
        _check_apart(found)
        first = min(person.id for person in found)
        contacts = select(Contact).where(Contact.id.in_([p.id for p in found if p.id != first]))
        for contact in db.session.scalars(contacts):
            contact.merged_into_id = first
    return next(person for person in _people(series.id) if person.id == first)


def separate(series: Series, contact_id: int) -> None:
    """Undo a merge: the contact stands for itself again, with those merged into it before."""
    with transaction():
        lock_series(series)
        contact = db.session.scalar(
            select(Contact).where(Contact.id == contact_id, Contact.series_id == series.id)
        )
        if contact is None:
            raise NotFound("There is no such person in this series.")
        contact.merged_into_id = None


def stay_merged(series_id: int, people: Iterable[Attendee]) -> None:
    """Keep the merges of people who are back in the series, in the caller's transaction.

    Meanwhile somebody may have signed up anew with their address: that contact is theirs now, and
    is merged as theirs was while nobody else has that one.
    """
    now = {p.former_contact_id: p.contact_id for p in people if p.former_contact_id is not None}
    taken = select(Attendee.contact_id).where(Attendee.contact_id.in_(now))
    into = aliased(Contact)
    part = or_(
        Contact.merged_into_id.is_not(None), exists().where(into.merged_into_id == Contact.id)
    )
    mine = (Contact.series_id == series_id, Contact.id.in_(now), Contact.id.not_in(taken))
    kept = select(Contact.id).where(*mine, part)
    for former in db.session.scalars(kept).all():
        contact = db.session.get(Contact, now[former])
        if contact is not None and contact.merged_into_id is None and contact.id != former:
            contact.merged_into_id = former
    db.session.flush()


def lock_series(series: Series) -> None:
    """Let one change of the series' people at a time pass, in the caller's transaction."""
    db.session.execute(select(Series.id).where(Series.id == series.id).with_for_update())


def _people(series_id: int) -> list[ContactPerson]:
    rows = db.session.execute(
        select(Contact.id, Contact.merged_into_id).where(Contact.series_id == series_id)
    )
    pointers: dict[int, int | None] = dict(iter(rows))
    sign_ups = db.session.scalars(
        select(Attendee)
        .join(Event, Attendee.event_id == Event.id)
        .where(
            Event.series_id == series_id,
            Attendee.contact_id.is_not(None),
            Attendee.name != NAME_REMOVED,
        )
        .options(joinedload(Attendee.event), joinedload(Attendee.sector))
        .order_by(Event.starts_at.desc(), Attendee.id.desc())
    )
    own: defaultdict[int, list[Attendee]] = defaultdict(list)
    everything: defaultdict[int, list[Attendee]] = defaultdict(list)
    standing = merged(pointers)
    for sign_up in sign_ups:
        assert sign_up.contact_id is not None
        own[sign_up.contact_id].append(sign_up)
        everything[standing[sign_up.contact_id]].append(sign_up)
    parts: defaultdict[int, list[ContactPerson]] = defaultdict(list)
    written = Counter(s.organisation for found in own.values() for s in found)
    usual = spellings(written.items())
    for contact, ahead in pointers.items():
        if ahead is not None and contact in own:
            parts[standing[contact]].append(_person(contact, own[contact], usual))
    return [
        _person(contact, found, usual, tuple(parts[contact]))
        for contact, found in everything.items()
    ]


def _person(
    contact: int,
    sign_ups: Sequence[Attendee],
    usual: Spellings,
    parts: tuple[ContactPerson, ...] = (),
) -> ContactPerson:
    return ContactPerson(contact, tuple(sign_ups), usual.of(sign_ups[0].organisation), parts)


def _fits(person: ContactPerson, search: str) -> bool:
    return any(matches(search, s.name, s.organisation, s.email or "") for s in person.sign_ups)


def _check_apart(people: Sequence[ContactPerson]) -> None:
    at: defaultdict[int, list[ContactPerson]] = defaultdict(list)
    for person in people:
        for event in person.signed_up_for:
            at[event.id].append(person)
    for together in at.values():
        if len(together) > 1:
            event = next(s.event for s in together[0].sign_ups if _is_at(s, together))
            raise RuleBroken(
                f"{listed(_names(together))} both have a place at {event.title} of "
                f"{_day(event)}. If they are one person, cancel one of the two sign-ups first.",
                Rule.CONTRADICTION,
            )


def _is_at(sign_up: Attendee, people: Iterable[ContactPerson]) -> bool:
    return all(sign_up.event in person.signed_up_for for person in people)


def _names(people: Iterable[ContactPerson]) -> list[str]:
    return [f"{p.latest.name} ({p.latest.email or 'no email address'})" for p in people]


def _day(event: Event) -> str:
    local: datetime = event.starts_at
    return f"{local.day} {local:%B %Y}"
