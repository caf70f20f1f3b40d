"""Erasing a person: their sign-ups, and every mention of them in what a body keeps."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update

from scheduler.domain.english import count
from scheduler.domain.privacy.traces import Traces
from scheduler.domain.registration.transitions import THEMSELVES, Actor
from scheduler.domain.states import COMING, MailState
from scheduler.errors import Rule, RuleBroken
from scheduler.models import Attendance, Attendee, OutgoingMail, Seat, User, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.events.deletion import forget_alone
from scheduler.services.privacy import mentions
from scheduler.services.privacy.anonymity import remove_identities
from scheduler.services.privacy.belonging import pointing_to_attendees
from scheduler.services.privacy.holdings import these
from scheduler.services.privacy.records import note_record
from scheduler.services.registration import lifecycle
from scheduler.services.registration.places import lock_event

COUNTED = (Seat, Attendance)
"""What figures are made of; a sign-up that has any of it stays, without its person."""

log = structlog.get_logger("crosstalk")


@dataclass(frozen=True, slots=True)
class ErasureAhead:
    """What erasing these people would do.

    ``places``: of events to come, which are given up. ``emails`` to them are deleted; ``unsent``
    of these have not left. ``speakers``: how often a page of the organiser names them, which
    stays.
    """

    people: Sequence[Attendee]
    places: int
    emails: int
    unsent: int
    speakers: int


def effect_of_erasing(body_id: int, ids: Collection[int], now: datetime) -> ErasureAhead:
    """Return what :func:`erase` would do. Changes nothing."""
    people = these(body_id, ids)
    theirs = _emails_of(people)
    unsent = theirs.where(OutgoingMail.state.in_((MailState.QUEUED, MailState.HELD)))
    return ErasureAhead(
        people,
        sum(_is_to_come(person, now) for person in people),
        db.session.scalar(theirs) or 0,
        db.session.scalar(unsent) or 0,
        mentions.in_what_organisers_wrote(body_id, _traces(people)),
    )


def erase(
    body_id: int, ids: Collection[int], by: User, actor: Actor, outbox: Path, now: datetime
) -> int:
    """Erase the people of these sign-ups; return how many emails others were written.

    A place at an event to come goes to whoever waits; the people themselves are not written to.
    Sign-ups of which figures are made stay without a name. ``outbox`` is the folder of emails
    that were written to files. Raises RuleBroken, rule STALE, when one of them is gone already.
    """
    written = _erase(body_id, ids, by.name, actor, outbox, now)
    log.info("person erased", sign_ups=len(ids), by=by.id)
    return written


def erase_own(attendee: Attendee, outbox: Path, now: datetime) -> int:
    """Erase a person as they ask on their own page; otherwise as :func:`erase`.

    Only this sign-up: the link shows nobody to be who signed up for other events.
    """
    written = _erase(
        attendee.event.body_id, [attendee.id], "the person themselves", THEMSELVES, outbox, now
    )
    log.info("person erased", sign_ups=1, by="the person")
    return written


def _erase(
    body_id: int, ids: Collection[int], by: str, actor: Actor, outbox: Path, now: datetime
) -> int:
    with transaction():
        people = these(body_id, ids)
        if len(people) != len(set(ids)) or not people:
            raise RuleBroken("Somebody has changed this list meanwhile: look again.", Rule.STALE)
        traces = _traces(people)
        series = {person.event.series_id for person in people}
        written = sum(_give_up(person, actor, now) for person in people)
        db.session.flush()
        changed_rows(delete(OutgoingMail).where(_theirs(people)))
        forget_sign_ups(people, now)
        for one in series - {None}:
            forget_alone(one)
        mentions.cut(body_id, traces)
        events = len({person.event_id for person in people})
        sentence = (
            f"One person erased: {count(len(people), 'sign-up')} of {count(events, 'event')}."
        )
        note_record(body_id, by, sentence, now)
    mentions.remove_files(outbox, traces)
    db.session.expunge_all()
    return written


def _is_to_come(person: Attendee, now: datetime) -> bool:
    return person.state in COMING and now < person.event.ends_at


def _give_up(person: Attendee, actor: Actor, now: datetime) -> int:
    """Cancel a sign-up for an event to come; return how many emails that wrote."""
    lock_event(person.event_id)
    if not _is_to_come(person, now):
        return 0
    return lifecycle.cancel_registration(person, actor=actor, now=now, tell=False).emails


def forget_sign_ups(people: Sequence[Attendee], now: datetime) -> None:
    """Delete what belongs to these sign-ups, and themselves where no figure needs them.

    In the caller's transaction.
    """
    ids = [person.id for person in people]
    counted: set[int] = set()
    for model in COUNTED:
        counted |= set(
            db.session.scalars(select(model.attendee_id).where(model.attendee_id.in_(ids)))
        )
    kept_tables = {model.__tablename__ for model in COUNTED}
    for column, condition in pointing_to_attendees(ids):
        if column.table.name in kept_tables:
            continue
        if column.nullable:
            changed_rows(update(column.table).where(condition).values({column: None}))
        else:
            changed_rows(delete(column.table).where(condition))
    for person in people:
        db.session.expire(person, ["consents", "answers"])
    remove_identities([person for person in people if person.id in counted], now)
    for person in people:
        if person.id not in counted:
            db.session.delete(person)
    db.session.flush()


def _theirs(people: Sequence[Attendee]) -> ColumnElement[bool]:
    return or_(
        OutgoingMail.attendee_id.in_([person.id for person in people]),
        OutgoingMail.event_id.in_({person.event_id for person in people})
        & func.lower(OutgoingMail.recipient).in_(_addresses(people)),
    )


def _emails_of(people: Sequence[Attendee]) -> Select[int]:
    return select(func.count()).select_from(OutgoingMail).where(_theirs(people))


def _addresses(people: Sequence[Attendee]) -> set[str]:
    known = (address for p in people for address in (p.email, p.email_key, p.new_email) if address)
    return {address.lower() for address in known}


def _traces(people: Sequence[Attendee]) -> Traces:
    return Traces({person.name for person in people}, _addresses(people))
