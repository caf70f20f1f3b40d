"""How free places go to the waiting list: as offers or at once, and which are held for sectors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from scheduler.domain.states import RegistrationState
from scheduler.errors import InvalidInput
from scheduler.models import Attendee, Event, db, transaction
from scheduler.services.editing import edit_with_letters
from scheduler.services.messages.words.prepared import letters_first
from scheduler.services.registration.lifecycle import fill_places
from scheduler.services.registration.places import lock_event
from scheduler.services.registration.waiting_list import would_move_up


@dataclass(frozen=True, slots=True)
class WaitingListSettings:
    """``offer_hours`` None: a free place is given at once. ``held``: places by a sector's id."""

    offer_hours: int | None
    held_until: datetime | None
    held: Mapping[int, int]


@edit_with_letters
def save_waiting_list(event: Event, settings: WaitingListSettings, now: datetime) -> int:
    """Change how places go to the waiting list; those that are free now go by the new settings.

    Returns how many emails were written. Raises InvalidInput when more places are held than there
    are, or without a day in the time before the event until which they are.
    """
    with transaction():
        event = lock_event(event.id)
        _write(event, settings)
        event.updated_at = now
        db.session.flush()
        return fill_places(event, now)


def would_get_places(event: Event, settings: WaitingListSettings, now: datetime) -> list[Attendee]:
    """Return who would move up with these settings. Changes nothing; raises as the save would."""
    with db.session.no_autoflush:
        try:
            _write(event, settings)
            return would_move_up(event, now)
        finally:
            db.session.expire(event)
            for sector in event.sectors:
                db.session.expire(sector, ["held"])


def offered_of(event: Event) -> Sequence[Attendee]:
    """Return who has the offer of a place, the first to end first."""
    return db.session.scalars(
        select(Attendee)
        .where(Attendee.event_id == event.id, Attendee.state == RegistrationState.OFFERED)
        .order_by(Attendee.offered_until, Attendee.id)
    ).all()


def keep_up(now: datetime) -> None:
    """End offers whose time is over, and release what was held until now, at every event.

    For the regular work of a worker: each event is a transaction of its own.
    """
    waits = select(Attendee.event_id).where(Attendee.state == RegistrationState.WAITING)
    over = select(Attendee.event_id).where(
        Attendee.state == RegistrationState.OFFERED, Attendee.offered_until <= now
    )
    free = (
        Event.id.in_(waits)
        & (Event.places_taken < Event.capacity)
        & (Event.starts_at > now)
        & Event.called_off_at.is_(None)
    )
    for event_id in db.session.scalars(select(Event.id).where(free | Event.id.in_(over))).all():
        _keep_up_with(event_id, now)


@letters_first
def _keep_up_with(event_id: int, now: datetime) -> None:
    with transaction():
        fill_places(lock_event(event_id), now)


def _write(event: Event, settings: WaitingListSettings) -> None:
    held = sum(settings.held.values())
    if held > event.capacity:
        raise InvalidInput(
            f"{held} places are held, but the event has {event.capacity}: hold fewer.",
            field="held_until",
        )
    if held and not settings.held_until:
        raise InvalidInput("Choose until when these places are held.", field="held_until")
    if settings.held_until and settings.held_until > event.starts_at:
        raise InvalidInput("Places can be held until the event begins.", field="held_until")
    event.offer_hours, event.held_until = settings.offer_hours, settings.held_until
    for sector in event.sectors:
        sector.held = settings.held.get(sector.id, 0)
