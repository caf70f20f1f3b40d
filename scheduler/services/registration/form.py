"""What the public form of an event asks: the fields that the organiser puts on it."""

from collections.abc import Collection
from datetime import datetime

from scheduler.domain.people.fields import CHOSEN
from scheduler.models import Event, transaction
from scheduler.services.registration.places import lock_event


def choose_fields(event: Event, wanted: Collection[str], now: datetime) -> None:
    """Ask for these optional fields and no others; what people have told already stays.

    Names that are no optional fields are passed over.
    """
    with transaction():
        event = lock_event(event.id)
        event.fields_off = [field.name for field in CHOSEN if field.name not in wanted]
        event.updated_at = now
