"""What people said they would do: how it is told, and what its owners are asked."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from scheduler.domain.english import listed
from scheduler.domain.states import CommitmentState

SUBJECT: Final = "{event}: what you said you would do"
WORDS: Final = (
    "At our breakfast you said you would do something.\n\n"
    "Your page shows what it was. Please say there what became of it: kept, under way or dropped. "
    "Each is a fine answer, and we will come back to it together on {day}."
)
"""What the organiser is proposed to write to those who said something, a week before."""

ORDER: Final = (CommitmentState.KEPT, CommitmentState.UNDER_WAY, CommitmentState.DROPPED)


def in_numbers(states: Iterable[CommitmentState]) -> str:
    """Such as "17 kept, 4 under way and 2 dropped"; "" for nothing."""
    found = list(states)
    return listed([f"{found.count(s)} {s.words}" for s in ORDER if s in found])


def by_when(due: date | None) -> str:
    """Such as ", by 3 March"; "" where no day was said."""
    return f", by {due.day} {due:%B}" if due else ""


def said_last_time(promises: Iterable[tuple[str, date | None]]) -> str:
    """What a host reads beside a person's name; "" where they said nothing."""
    parts = [f"{what}{by_when(due)}" for what, due in promises]
    return f"Said last time: {listed(parts)}." if parts else ""
