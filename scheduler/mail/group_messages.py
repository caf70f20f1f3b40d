"""What people get after an event: they are asked into a working group, or an exchange is agreed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from scheduler.mail.attendee_messages import Booking, compose
from scheduler.mail.letters import Letter


@dataclass(frozen=True, slots=True)
class GroupAsked:
    """The group of an area that somebody is asked into.

    ``others``: how many are in it beside them. ``sectors``: of everybody in it. ``convenes``: they
    are asked to bring it together.
    """

    area: str
    others: int
    sectors: Sequence[str]
    convenes: bool


def working_group(booking: Booking, now: datetime, *, asked: GroupAsked) -> Letter:
    """They are asked into a working group."""
    return compose("working_group", booking, now, more={"area": asked.area}, **asdict(asked))


def exchange_agreed(booking: Booking, now: datetime, *, gives: bool, words: str) -> Letter:
    """Both said yes to an exchange; ``words`` are what the reader offers or, else, looks for.

    The other is not named: their name and address stay where they can be taken away again.
    """
    return compose("exchange_agreed", booking, now, gives=gives, words=words)
