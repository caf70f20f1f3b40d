"""From when on people look back on an event: staying in touch, the questions, who they met."""

from datetime import datetime

from scheduler.models import Event
from scheduler.services.planning.rounds.clock import morning_is_over


def is_looked_back_on(event: Event, now: datetime) -> bool:
    """Whether people are asked what it was like: as soon as the last round has been held.

    Where no clock ran, or it was left standing, that is the event's end; where rounds still run,
    their end. A clock that was tried out before the day opens nothing.
    """
    held = event.called_off_at is None and now >= event.starts_at
    return held and morning_is_over(event, now)
