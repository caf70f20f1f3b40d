"""What people get who have asked to come and whom the organiser approves or not."""

from collections.abc import Sequence
from datetime import datetime

from scheduler.mail.attendee_messages import Booking, compose
from scheduler.mail.letters import CalendarPart, Letter


def asked(booking: Booking, now: datetime, *, others: Sequence[str] = ()) -> Letter:
    """They have asked to come, and the organiser decides; the others as for `signed_up`."""
    return compose("asked", booking, now, others=list(others))


def asked_again(booking: Booking, now: datetime, *, calendar: CalendarPart | None) -> Letter:
    """The answer to their request was taken back; ``calendar`` takes the entry away if they had
    one."""
    return compose("asked", booking, now, calendar, worded_as="asked_again", others=[])


def declined(booking: Booking, now: datetime, *, words: str) -> Letter:
    """The organiser did not accept their request. ``words``: the organiser's own, or ""."""
    return compose("declined", booking, now, words=words)
