"""What people said they would do: how it is told, and what its owners are asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, assert_never

from scheduler.domain.afterwards.small_groups import FEWEST, kept_back, kept_back_words
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


MOST_BOXES: Final = 90
"""More promises than these are not drawn one by one."""


@dataclass(frozen=True, slots=True)
class CommitmentShare:
    """How many of what was promised are kept, under way or dropped; ``count`` None where the
    number is kept back. ``words``: such as "17 of 23"; ``kind``: as it is drawn."""

    state: str
    kind: str
    count: int | None
    words: str


def tallies(promised: Mapping[CommitmentState, int], shared: bool) -> list[CommitmentShare]:
    """What became of what was promised; empty where nothing was, or too little to be told."""
    numbers = [promised.get(state, 0) for state in ORDER]
    total = sum(numbers)
    if not total or (shared and total < FEWEST):
        return []
    hidden = kept_back(numbers) if shared else [False] * len(ORDER)
    return [
        CommitmentShare(
            gettext(state.words).capitalize(),
            state.name.lower().replace("_", "-"),
            None if away else number,
            kept_back_words()
            if away
            else gettext("%(number)s of %(total)s", number=number, total=total),
        )
        for state, number, away in zip(ORDER, numbers, hidden, strict=True)
    ]


def promise_boxes(rows: Sequence[CommitmentShare], total: int) -> list[str]:
    """The kind of each promise as it is drawn, "" where it is not told; empty for too many."""
    if not rows or total > MOST_BOXES:
        return []
    told = [row.kind for row in rows for _ in range(row.count or 0)]
    return told + [""] * (total - len(told))


def promised_title(kept: int | None, total: int) -> str:
    """The heading over what was promised; ``kept`` None where the number is not told."""
    if kept is None:
        return gettext("What was promised")
    return ngettext(
        "%(kept)s of %(number)s promise kept",
        "%(kept)s of %(number)s promises kept",
        total,
        kept=kept,
    )


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
