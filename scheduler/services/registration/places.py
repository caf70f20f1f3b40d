"""Reading and locking what a change of a registration is decided by.

Whoever changes who has a place locks the event first, so that changes happen one after the
other; ``lifecycle`` then makes the change.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from scheduler.domain.events.event_state import EventTimes
from scheduler.domain.events.setting_up import MOST_PLACES
from scheduler.domain.languages import gettext
from scheduler.domain.registration.sign_up import CALLED_OFF, may_change
from scheduler.domain.states import RegistrationState
from scheduler.errors import NotFound, Rule, RuleBroken
from scheduler.models import Attendee, Event, db


def event_times(event: Event) -> EventTimes:
    """Return the moments that decide where the event stands."""
    return EventTimes(
        event.starts_at,
        event.ends_at,
        event.timezone,
        event.signup_opens_at,
        event.signup_closes_at,
        event.called_off_at is not None,
    )


def check_changeable(event: Event, now: datetime) -> None:
    """Raise RuleBroken, with a sentence for attendees, once they may no longer change anything."""
    if event.called_off_at is not None:
        raise RuleBroken(gettext(CALLED_OFF), Rule.CALLED_OFF)
    if not may_change(event_times(event), now):
        raise RuleBroken(
            gettext("The event has begun. Please tell %(body)s yourself.", body=event.body.name),
            Rule.BEGUN,
        )


def check_held(event: Event) -> None:
    """Raise RuleBroken, with a sentence for organisers, while the event is called off."""
    if event.called_off_at is not None:
        raise RuleBroken(
            "This event is called off. Reinstate it first, on its overview.", Rule.CALLED_OFF
        )


def lock_event(event_id: int) -> Event:
    """Return the event as it is now; nobody else changes its places before the caller's commit.

    On SQLite the transaction holds the write lock already. Raises NotFound.
    """
    event = db.session.scalar(
        select(Event)
        .where(Event.id == event_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if event is None:
        raise NotFound("There is no such event.")
    return event


def lock_attendee(attendee_id: int) -> Attendee:
    """Return the attendee as they are now, with their event locked. Raises NotFound."""
    event_id = db.session.scalar(select(Attendee.event_id).where(Attendee.id == attendee_id))
    lock_event(event_id or 0)
    return db.session.get_one(Attendee, attendee_id, populate_existing=True)


def holder_of(event_id: int, address: str, name: str) -> Attendee | None:
    """Return who has that address key and name key at the event. Writes nothing pending."""
    with db.session.no_autoflush:
        return db.session.scalar(
            select(Attendee).where(
                Attendee.event_id == event_id,
                Attendee.email_key == address,
                Attendee.name_key == name,
            )
        )


def link_holder(token: str) -> Attendee | None:
    """Return the attendee whose personal link has this secret, with their sector."""
    wanted = select(Attendee).where(Attendee.token == token, Attendee.removed_at.is_(None))
    return db.session.scalar(wanted.options(joinedload(Attendee.sector)))


def ids_of_link(token: str) -> tuple[int, int] | None:
    """Return whose the personal link with this secret is: the ids of the event and the attendee."""
    found = select(Attendee.event_id, Attendee.id).where(Attendee.token == token)
    row = db.session.execute(found).one_or_none()
    return (row.event_id, row.id) if row else None


def waiting_number(attendee: Attendee) -> int | None:
    """Return the attendee's number on the waiting list, from 1; None unless they wait."""
    if attendee.state != RegistrationState.WAITING or attendee.waiting_since is None:
        return None
    since = attendee.waiting_since
    ahead = or_(
        Attendee.waiting_since < since,
        (Attendee.waiting_since == since) & (Attendee.id <= attendee.id),
    )
    return _count_waiting(attendee.event_id, ahead)


def next_waiting_number(event_id: int) -> int:
    """Return the number that the next person to join the waiting list would get."""
    return _count_waiting(event_id) + 1


def _count_waiting(event_id: int, *where: ColumnElement[bool]) -> int:
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Attendee)
            .where(Attendee.event_id == event_id, Attendee.state == RegistrationState.WAITING)
            .where(*where)
        )
        or 0
    )


def make_room(event: Event, more: int = 1) -> None:
    """Let a full event grow by so many places; the caller has locked it.

    Raises RuleBroken, rule FULL, for more than MOST_PLACES.
    """
    needed = event.places_taken + more
    if needed > max(event.capacity, MOST_PLACES):
        raise RuleBroken(
            f"An event has at most {MOST_PLACES:,} places, and every one is taken.", Rule.FULL
        )
    event.capacity = max(event.capacity, needed)
