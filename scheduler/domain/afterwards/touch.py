"""Staying in touch after an event: for how long, and who learns what."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

OPEN_FOR: Final = timedelta(days=30)
LONGEST_NOTE: Final = 500

SUBJECT: Final = "{event}: with whom would you like to stay in touch?"
WORDS: Final = (
    "Thank you for coming to {event}.\n\n"
    "On your page you find the people you met. Say with whom you would like to stay in touch: "
    "where both of you say yes, each gets the other’s email address. Nobody learns of a no.\n\n"
    "The page is open for 30 days."
)
"""What the organiser is proposed to write to those who came."""


@dataclass(frozen=True, slots=True)
class TouchReply:
    """What somebody said of one person they met: yes, not now (False) or nothing yet (None)."""

    yes: bool | None = None
    note: str = ""


def closes_at(ends_at: datetime) -> datetime:
    """The moment from which nothing more can be said."""
    return ends_at + OPEN_FOR
