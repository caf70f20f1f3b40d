"""People on the waiting list who come together: all of them or none, or as many as possible.

They come at the turn of the first of them. Who of a group "as many as possible" got no place keeps
their own number in the queue, and the next places go to the group at the turn of its first again.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select

from scheduler.domain.languages import gettext
from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Attendee, Event, db, transaction
from scheduler.services.messages.words.prepared import letters_first
from scheduler.services.registration.lifecycle import fill_places
from scheduler.services.registration.places import check_changeable, lock_attendee, lock_event

Before = tuple[str | None, bool]
"""Which party somebody had, and whether it came in part."""


def party_of(attendee: Attendee) -> Sequence[Attendee]:
    """Return the others who wait and come only together with the attendee."""
    if attendee.party is None or attendee.state != RegistrationState.WAITING:
        return ()
    return _waiting(attendee, Attendee.party == attendee.party)


def could_join(attendee: Attendee) -> Sequence[Attendee]:
    """Return the others who wait and have given the same address: colleagues of one mailbox."""
    if attendee.email_key is None or attendee.state != RegistrationState.WAITING:
        return ()
    return _waiting(attendee, Attendee.email_key == attendee.email_key)


@letters_first
def come_together(
    event: Event, ids: Collection[int], now: datetime, *, in_part: bool = False
) -> tuple[dict[int, Before], str, int]:
    """Let the chosen be offered places only all at once, or with ``in_part`` as many as possible.

    Returns which party each had before, the new one, and how many emails were written: free places
    go by the new turns. Raises InvalidInput unless at least two of them wait.
    """
    with transaction():
        event = lock_event(event.id)
        people = [p for p in _of(event, ids) if p.state == RegistrationState.WAITING]
        if len(people) < 2:
            raise InvalidInput("Choose at least two people who are on the waiting list.")
        before = {person.id: (person.party, person.party_in_part) for person in people}
        party = _bind(people, in_part)
        return before, party, fill_places(event, now)


@letters_first
def put_parties_back(event: Event, before: Mapping[int, Before], given: str, now: datetime) -> int:
    """Undo :func:`come_together` for who is still of the ``given`` party; how many those are.

    Free places go by turn again.
    """
    with transaction():
        event = lock_event(event.id)
        people = [person for person in _of(event, before) if person.party == given]
        for person in people:
            person.party, person.party_in_part = before[person.id]
        db.session.flush()
        fill_places(event, now)
    return len(people)


def wait_together(
    attendee: Attendee, now: datetime, *, together: bool, in_part: bool = False
) -> int:
    """Let the attendee and those of the same mailbox be offered places all at once, or by turn.

    ``in_part``: together, but as many of them as there are places for. Returns how many emails
    were written. Raises RuleBroken for who does not wait, or alone.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        check_changeable(attendee.event, now)
        if attendee.state != RegistrationState.WAITING:
            raise RuleBroken(gettext("You are not on the waiting list."))
        if together:
            others = could_join(attendee)
            if not others:
                raise RuleBroken(gettext("Nobody else at your address is on the waiting list."))
            _bind([attendee, *others], in_part)
        else:
            for person in (attendee, *party_of(attendee)):
                person.party, person.party_in_part = None, False
            db.session.flush()
        return fill_places(attendee.event, now)


def _bind(people: Sequence[Attendee], in_part: bool) -> str:
    party = secrets.token_hex(8)
    for person in people:
        person.party, person.party_in_part = party, in_part
    db.session.flush()
    return party


def _waiting(attendee: Attendee, same: ColumnElement[bool]) -> Sequence[Attendee]:
    return db.session.scalars(
        select(Attendee)
        .where(
            Attendee.event_id == attendee.event_id,
            Attendee.state == RegistrationState.WAITING,
            Attendee.id != attendee.id,
            same,
        )
        .order_by(Attendee.waiting_since, Attendee.id)
    ).all()


def _of(event: Event, ids: Collection[int]) -> Sequence[Attendee]:
    return db.session.scalars(
        select(Attendee)
        .where(Attendee.event_id == event.id, Attendee.id.in_(ids))
        .order_by(Attendee.id)
    ).all()
