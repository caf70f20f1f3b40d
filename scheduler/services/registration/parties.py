"""People on the waiting list who come only together: places are offered to all of them or none."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Attendee, Event, db, transaction
from scheduler.services.registration.lifecycle import fill_places
from scheduler.services.registration.places import check_changeable, lock_attendee, lock_event


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


def come_together(event: Event, ids: Collection[int]) -> dict[int, str | None]:
    """Let the chosen be offered places only all at once; return which party each had before.

    Raises InvalidInput unless at least two of them wait.
    """
    with transaction():
        lock_event(event.id)
        people = [p for p in _of(event, ids) if p.state == RegistrationState.WAITING]
        if len(people) < 2:
            raise InvalidInput("Choose at least two people who are on the waiting list.")
        before = {person.id: person.party for person in people}
        _bind(people)
    return before


def put_parties_back(event: Event, before: Mapping[int, str | None], now: datetime) -> int:
    """Undo :func:`come_together`; return how many were changed. Free places go by turn again."""
    with transaction():
        event = lock_event(event.id)
        people = _of(event, before)
        for person in people:
            person.party = before[person.id]
        db.session.flush()
        fill_places(event, now)
    return len(people)


def wait_together(attendee: Attendee, now: datetime, *, together: bool) -> int:
    """Let the attendee and those of the same mailbox be offered places all at once, or by turn.

    Returns how many emails were written. Raises RuleBroken for who does not wait, or alone.
    """
    with transaction():
        attendee = lock_attendee(attendee.id)
        check_changeable(attendee.event, now)
        if attendee.state != RegistrationState.WAITING:
            raise RuleBroken("You are not on the waiting list.")
        if together:
            others = could_join(attendee)
            if not others:
                raise RuleBroken("Nobody else at your address is on the waiting list.")
            _bind([attendee, *others])
            return 0
        for person in (attendee, *party_of(attendee)):
            person.party = None
        db.session.flush()
        return fill_places(attendee.event, now)


def _bind(people: Sequence[Attendee]) -> None:
    party = secrets.token_hex(8)
    for person in people:
        person.party = party
    db.session.flush()


def _waiting(attendee: Attendee, same: object) -> Sequence[Attendee]:
    return db.session.scalars(
        select(Attendee)
        .where(
            Attendee.event_id == attendee.event_id,
            Attendee.state == RegistrationState.WAITING,
            Attendee.id != attendee.id,
            same,  # type: ignore[arg-type]
        )
        .order_by(Attendee.waiting_since, Attendee.id)
    ).all()


def _of(event: Event, ids: Collection[int]) -> Sequence[Attendee]:
    return db.session.scalars(
        select(Attendee)
        .where(Attendee.event_id == event.id, Attendee.id.in_(ids))
        .order_by(Attendee.id)
    ).all()
