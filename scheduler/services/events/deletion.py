"""Deleting an event for good."""

from dataclasses import dataclass

import structlog
from sqlalchemy import and_, delete, func, select, update

from scheduler.domain.accounts.audit import LoggedWords, Topic
from scheduler.models import (
    Attendee,
    Contact,
    Event,
    OutgoingMail,
    Plan,
    Series,
    User,
    db,
    transaction,
)
from scheduler.models.database import changed_rows
from scheduler.services.accounts.audit import note_statement

log = structlog.get_logger("crosstalk")


@dataclass(frozen=True, slots=True)
class Contents:
    """How much goes with an event: everybody ever signed up, plans, and emails of its outbox."""

    people: int
    plans: int
    emails: int


def contents_of(event: Event) -> Contents:
    """Count what :func:`delete_event` would remove."""
    return Contents(
        *(
            db.session.scalar(
                select(func.count()).select_from(table).where(table.event_id == event.id)
            )
            or 0
            for table in (Attendee, Plan, OutgoingMail)
        )
    )


def forget_alone(series_id: int | None) -> None:
    """Remove contacts of the series that stand for no sign-up, and a series without events.

    In the caller's transaction.
    """
    forget_lone_contacts(series_id)
    held = select(Event.series_id).where(Event.series_id.is_not(None))
    gone = select(Series.id).where(Series.id == series_id, Series.id.not_in(held))
    theirs = Attendee.former_contact_id.in_(select(Contact.id).where(Contact.series_id.in_(gone)))
    changed_rows(update(Attendee).where(theirs).values(former_contact_id=None))
    db.session.execute(delete(Series).where(Series.id.in_(gone)))


def forget_lone_contacts(series_id: int | None) -> None:
    """Remove contacts of the series that stand for no sign-up, nor for one that may come back.

    In the caller's transaction.
    """
    people = select(Attendee.contact_id).where(Attendee.contact_id.is_not(None))
    away = select(Attendee.former_contact_id).where(Attendee.former_contact_id.is_not(None))
    stands_for = select(Contact.merged_into_id).where(Contact.merged_into_id.is_not(None))
    nobody = and_(*(Contact.id.not_in(kept) for kept in (people, away, stands_for)))
    while changed_rows(delete(Contact).where(Contact.series_id == series_id, nobody)):
        pass


def delete_event(event: Event, actor: User) -> None:
    """Remove an event and everything that belongs to it; nobody is written to.

    Pressing twice removes it once. Emails of its outbox that have not left are never sent.
    """
    event_id, series_id = event.id, event.series_id
    body_id, said = event.body_id, LoggedWords(Topic.SETTINGS, "deleted", event.title)
    left = (
        select(Contact.series_id)
        .join(Attendee, Attendee.former_contact_id == Contact.id)
        .where(Attendee.event_id == event_id)
    )
    with transaction():
        before = set(db.session.scalars(left))
        gone = changed_rows(delete(Event).where(Event.id == event_id))
        if gone:
            note_statement(said, body_id=body_id)
        forget_alone(series_id)
        for one in before:
            forget_lone_contacts(one)
    if gone:
        log.info("event deleted", event_id=event_id, by=actor.id)
    db.session.expunge_all()
