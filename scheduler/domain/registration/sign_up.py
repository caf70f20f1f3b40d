"""Signing up: when it is possible, what is asked, and how typed text is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from scheduler.domain.events.event_state import EventTimes
from scheduler.domain.languages import gettext, marked
from scheduler.domain.people.questions.description import Value

MOST_PRIORITIES: Final = 3
CALLED_OFF: Final = marked("This event has been called off.")


class SignUpStatus(StrEnum):
    """Whether a person who comes to the public page now can get in."""

    NOT_YET = "not yet"
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    PAST = "past"
    CALLED_OFF = "called off"

    @property
    def takes_signups(self) -> bool:
        """Whether the form is shown; when full, it leads to the waiting list."""
        return self in (SignUpStatus.OPEN, SignUpStatus.FULL)


@dataclass(frozen=True, slots=True)
class SignUpDetails:
    """What an attendee tells about themselves. ``sector_id`` None: not sure.

    ``values``: what they say in the other fields (`domain.people.fields`) by name; one that is left
    out was not asked. ``consents`` holds keys of `consents.KINDS`.
    """

    name: str
    organisation: str
    sector_id: int | None
    values: Mapping[str, Value] = field(default_factory=dict)
    consents: frozenset[str] = frozenset()


def sign_up_status(
    times: EventTimes, capacity: int, places_taken: int, now: datetime
) -> SignUpStatus:
    """Return where the event's sign-up stands at ``now``; it closes at the latest at the start."""
    if times.called_off:
        return SignUpStatus.CALLED_OFF
    if now >= times.ends_at:
        return SignUpStatus.PAST
    if now >= min(times.signup_closes_at or times.starts_at, times.starts_at):
        return SignUpStatus.CLOSED
    if times.signup_opens_at is not None and now < times.signup_opens_at:
        return SignUpStatus.NOT_YET
    return SignUpStatus.OPEN if places_taken < capacity else SignUpStatus.FULL


def refusal(state: SignUpStatus) -> str:
    """The sentence for who tries to sign up while `state` takes no sign-ups."""
    if state is SignUpStatus.NOT_YET:
        return gettext("Sign-up for this event has not opened yet.")
    if state is SignUpStatus.CLOSED:
        return gettext("Sign-up for this event has closed.")
    if state is SignUpStatus.CALLED_OFF:
        return gettext(CALLED_OFF)
    return gettext("This event is over.")


def may_change(times: EventTimes, now: datetime) -> bool:
    """Whether attendees may still cancel, come back or change their details.

    Until the start, and not while the event is called off.
    """
    return now < times.starts_at and not times.called_off
