"""What is kept of people, what for, and when it is deleted."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from scheduler.domain.afterwards import exchanges
from scheduler.domain.afterwards.touch import OPEN_FOR


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """Something that is kept for a time after an event. ``what`` and ``purpose`` are for people."""

    what: str
    purpose: str
    days: int
    after: str = "the event"

    @property
    def time(self) -> timedelta:
        """How long after the end it is kept."""
        return timedelta(days=self.days)


NEEDS: Final = RetentionRule(
    "Dietary and access needs", "so that the kitchen and the hosts can provide for them", 30
)
PRINTED: Final = RetentionRule(
    "What printed sheets said", "to tell which of them are out of date", 30
)
TOUCH: Final = RetentionRule(
    "Who would like to stay in touch with whom, unless both said yes",
    "to put people in touch with each other",
    OPEN_FOR.days,
)
WISHES: Final = RetentionRule(
    "Whom people would like to meet or avoid, and the rules made of it",
    "to seat them accordingly",
    30,
)
RATINGS: Final = RetentionRule(
    "Which rounds people found worth it",
    "to seat them at the next breakfasts of the series with people of the same priority areas",
    365,
)
GROUPS: Final = RetentionRule(
    "Who was asked into a working group and has not agreed",
    "to bring people together who want to go on working together",
    60,
)
EXCHANGES: Final = RetentionRule(
    "Exchanges that were proposed, unless both said yes",
    "to bring what people offer to those who look for it",
    exchanges.OPEN_FOR.days,
    "they were proposed",
)
EMAILS: Final = RetentionRule(
    "The text of emails", "so that you can see what somebody was told", 90
)
NAMES: Final = RetentionRule(
    "Names, addresses and what people wrote about themselves",
    "to invite them again and to know who has met whom",
    730,
    "the last event of its series",
)
RETENTION: Final = (NEEDS, PRINTED, TOUCH, WISHES, GROUPS, EXCHANGES, EMAILS, RATINGS, NAMES)
"""In the order in which it goes. Organisation, sector and seats stay: figures are made of them."""
