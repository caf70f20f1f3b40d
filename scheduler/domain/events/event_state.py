"""Where an event stands, in the words of the page."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from scheduler.domain.states import EventState


@dataclass(frozen=True, slots=True)
class EventTimes:
    """The moments that decide where an event stands."""

    starts_at: datetime
    ends_at: datetime
    timezone: str
    signup_opens_at: datetime | None
    signup_closes_at: datetime | None
    called_off: bool = False


def signup_is_open(times: EventTimes, now: datetime) -> bool:
    """Whether people may sign up now: opened, not closed, not called off, not begun."""
    if times.called_off:
        return False
    opened = times.signup_opens_at is None or times.signup_opens_at <= now
    closes = times.signup_closes_at or times.starts_at
    return opened and now < min(closes, times.starts_at)


def event_state(times: EventTimes, now: datetime, *, drafted: bool, published: bool) -> EventState:
    """Return where the event stands, from "sign-up not open yet" to "done", or "called off"."""
    if times.called_off:
        return EventState.CALLED_OFF
    zone = ZoneInfo(times.timezone)
    if now >= times.ends_at:
        return EventState.DONE
    if now.astimezone(zone).date() >= times.starts_at.astimezone(zone).date():
        return EventState.TODAY
    if published:
        return EventState.PUBLISHED
    if drafted:
        return EventState.DRAFTED
    if signup_is_open(times, now):
        return EventState.OPEN
    if times.signup_opens_at and now < times.signup_opens_at:
        return EventState.NOT_OPEN
    return EventState.CLOSED
