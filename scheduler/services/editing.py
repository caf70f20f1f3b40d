"""Holding a stored thing while somebody's edit of it is compared and saved."""

from typing import TypeVar, cast

from scheduler.models import Attendee, Event, db
from scheduler.models.database import Versioned
from scheduler.services.registration.places import lock_attendee, lock_event

Stored = TypeVar("Stored", bound=Versioned)


def hold(stored: Stored) -> Stored:
    """Return the thing as it is now; nobody else changes it before the transaction ends.

    The service that saves it ends the transaction. Raises NotFound if it is gone.
    """
    # Events before their people, in the order of every other change: two can then not block.
    if isinstance(stored, Attendee):
        return cast(Stored, lock_attendee(stored.id))
    if isinstance(stored, Event):
        return cast(Stored, lock_event(stored.id))
    return db.session.get_one(type(stored), stored.id, populate_existing=True, with_for_update=True)
