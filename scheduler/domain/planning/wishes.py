"""Whom an attendee would like to meet, and would rather not sit with: in their own words."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Final

from scheduler.domain.languages import gettext
from scheduler.domain.states import PairKind
from scheduler.domain.text import one_line
from scheduler.errors import InvalidInput

MOST_WISHES: Final = 5
"""Of each kind, from one person."""
LONGEST_WISH: Final = 200


class WishKind(StrEnum):
    """What somebody asks for; the value is the kind of rule that it may become."""

    MEET = PairKind.WISH.value
    AVOID = PairKind.APART.value

    @property
    def words(self) -> str:
        """What stands between the person and whom they name."""
        return "would like to meet" if self is WishKind.MEET else "would rather not sit with"


def read_wishes(kind: WishKind, lines: Iterable[str]) -> list[str]:
    """Return the lines that say something, each once.

    Raises InvalidInput, with the kind as field, for too many or for one that is too long.
    """
    found = list(dict.fromkeys(line for line in map(one_line, lines) if line))
    if len(found) > MOST_WISHES:
        sentence = gettext(
            "Name at most %(most)s; these are %(number)s.", most=MOST_WISHES, number=len(found)
        )
        raise InvalidInput(sentence, field=kind)
    if any(len(line) > LONGEST_WISH for line in found):
        sentence = gettext("A line can have at most %(most)s characters.", most=LONGEST_WISH)
        raise InvalidInput(sentence, field=kind)
    return found


def wishes_open(until: datetime | None, starts_at: datetime, now: datetime) -> bool:
    """Whether people may say so now: until the day the organiser chose, and before the event."""
    return until is not None and now < min(until, starts_at)
