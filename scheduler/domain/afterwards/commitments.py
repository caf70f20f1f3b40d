"""What people said they would do: how it is told, and what its owners are asked."""

from collections.abc import Iterable
from datetime import date
from typing import Final, assert_never

from scheduler.domain.english import listed
from scheduler.domain.languages import gettext, ngettext
from scheduler.domain.states import CommitmentState
from scheduler.domain.words.zones import day_in_year

SUBJECT: Final = "{event}: what you said you would do"
WORDS: Final = (
    "At our breakfast you said you would do something.\n\n"
    "Your page shows what it was. Please say there what became of it: kept, under way or dropped. "
    "Each is a fine answer, and we will come back to it together on {day}."
)
"""What the organiser is proposed to write to those who said something, a week before."""

ORDER: Final = (CommitmentState.KEPT, CommitmentState.UNDER_WAY, CommitmentState.DROPPED)


def in_numbers(states: Iterable[CommitmentState]) -> str:
    """Such as "17 kept, 4 under way and 2 dropped", in the language spoken; "" for nothing."""
    found = list(states)
    return listed([_counted(found.count(state), state) for state in ORDER if state in found])


def _counted(number: int, state: CommitmentState) -> str:
    match state:
        case CommitmentState.KEPT:
            return ngettext("%(number)s kept", "%(number)s kept", number)
        case CommitmentState.UNDER_WAY:
            return ngettext("%(number)s under way", "%(number)s under way", number)
        case CommitmentState.DROPPED:
            return ngettext("%(number)s dropped", "%(number)s dropped", number)
        case _:
            assert_never(state)


def _by_when(what: str, due: date | None) -> str:
    """Such as "Call, by 3 March"."""
    if due is None:
        return what
    return gettext("%(what)s, by %(day)s", what=what, day=day_in_year(due))


def said_last_time(promises: Iterable[tuple[str, date | None]]) -> str:
    """What a host reads beside a person's name, in the language spoken; "" for nothing said."""
    parts = [_by_when(what, due) for what, due in promises]
    return gettext("Said last time: %(promises)s.", promises=listed(parts)) if parts else ""
