"""Deleting an event for good."""

from dataclasses import dataclass

import structlog
from sqlalchemy import delete, func, select

from scheduler.models import Attendee, Event, OutgoingMail, Plan, User, db, transaction
from scheduler.models.database import changed_rows

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


def delete_event(event: Event, actor: User) -> None:
    """Remove an event and everything that belongs to it; nobody is written to.

    Pressing twice removes it once. Emails of its outbox that have not left are never sent.
    """
    event_id = event.id
    with transaction():
        gone = changed_rows(delete(Event).where(Event.id == event_id))
    if gone:
        log.info("event deleted", event_id=event_id, by=actor.id)
    db.session.expunge_all()
