"""Recognising people over the events of a series: each sign-up points to its contact."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from scheduler.domain.people.contacts import SignUp, contact_of, people_at_address
from scheduler.models import Attendee, Contact, Event, db


def recognise(event: Event, people: Iterable[Attendee], now: datetime) -> None:
    """Give each of the event's people their contact in its series, in the caller's transaction.

    A contact is recognised by email address alone; somebody without one is a person of their own.
    Whose address has changed stays who they are while the address is nobody else's and their
    name is one they had. Outside a series people have no contact. A fixed number of queries.
    """
    arriving = list(people)
    if event.series_id is None or not arriving:
        for person in arriving:
            person.contact_id = None
        return
    db.session.flush()
    mine = {person.id: person for person in arriving}
    before = _contacts_kept(arriving)
    rows = _sign_ups_at(event.series_id, {person.email_key for person in arriving}, before)
    groups = [[sign_up] for sign_up in rows.pop(None, [])]
    for sign_ups in rows.values():
        groups += people_at_address(sign_ups)
    missing: list[tuple[list[SignUp], Contact]] = []
    taken: defaultdict[str | None, set[int]] = defaultdict(set)
    # A contact that somebody has already is found before one that has only been kept.
    for group in sorted(groups, key=lambda g: all(sign_up.id in mine for sign_up in g)):
        others = [sign_up for sign_up in group if sign_up.id not in mine]
        address = group[0].email_key
        contact = contact_of(others, taken[address]) or contact_of(group, taken[address])
        if contact is None:
            fresh = Contact(series_id=event.series_id, created_at=now)
            db.session.add(fresh)
            missing.append((group, fresh))
        else:
            taken[address].add(contact)
            _point(group, contact, mine)
    db.session.flush()
    for group, fresh in missing:
        _point(group, fresh.id, mine)


def _contacts_kept(people: Sequence[Attendee]) -> dict[int, int | None]:
    """For each of the people the contact they have, unless it is plainly somebody else's."""
    pointed = {person.contact_id for person in people if person.contact_id is not None}
    mine = {person.id for person in people}
    others: defaultdict[int | None, set[str]] = defaultdict(set)
    if pointed:
        for contact, id_, name, email in db.session.execute(
            select(Attendee.contact_id, Attendee.id, Attendee.name_key, Attendee.email_key).where(
                Attendee.contact_id.in_(pointed)
            )
        ):
            if id_ not in mine:
                others[contact] |= {f"name {name}", f"email {email}"}
    return {
        person.id: person.contact_id
        if person.contact_id not in others
        or others[person.contact_id] & {f"name {person.name_key}", f"email {person.email_key}"}
        else None
        for person in people
    }


def _sign_ups_at(
    series_id: int, addresses: set[str | None], before: dict[int, int | None]
) -> dict[str | None, list[SignUp]]:
    """The series' sign-ups by address; under None those without, of ``before`` alone."""
    found: defaultdict[str | None, list[SignUp]] = defaultdict(list)
    rows = db.session.execute(
        select(
            Attendee.id,
            Attendee.event_id,
            Attendee.email_key,
            Attendee.name_key,
            Attendee.contact_id,
        )
        .join(Event, Attendee.event_id == Event.id)
        .where(
            Event.series_id == series_id,
            Attendee.email_key.in_(addresses) | Attendee.id.in_(before),
        )
        .order_by(Attendee.id)
    )
    for id_, event_id, email, name, contact in rows:
        found[email].append(SignUp(id_, event_id, email, name, before.get(id_, contact)))
    return found


def _point(group: Sequence[SignUp], contact: int, mine: dict[int, Attendee]) -> None:
    for sign_up in group:
        person = mine.get(sign_up.id)
        if person is None and sign_up.contact != contact:
            person = db.session.get(Attendee, sign_up.id)
        if person is not None and person.contact_id != contact:
            person.contact_id = contact
