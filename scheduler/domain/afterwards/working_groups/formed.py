"""Working groups as the impact report tells them: those in which people said they take part."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scheduler.domain.afterwards.small_groups import FEWEST
from scheduler.domain.languages import gettext, ngettext

FEWEST_IN_A_GROUP: Final = 2
"""One person who said yes is no group yet."""


@dataclass(frozen=True, slots=True)
class FormedGroup:
    """How many take part in a group; ``every_sector``: somebody of each sector of its event."""

    people: int
    every_sector: bool


def formed_words(groups: Sequence[FormedGroup], shared: bool) -> str:
    """Say how many groups go on and with how many people; "" where there is none.

    ``shared``: for readers who are not the organisers, who learn of no number under five.
    """
    formed = [group for group in groups if group.people >= FEWEST_IN_A_GROUP]
    if not formed:
        return ""
    number = len(formed)
    go_on = ngettext("%(number)s working group goes on", "%(number)s working groups go on", number)
    people = sum(group.people for group in formed)
    if shared and people < FEWEST:
        return f"{go_on}."
    complete = sum(group.every_sector for group in formed)
    sectors = ""
    if complete == number:
        sectors = (
            gettext(", from every sector")
            if number == 1
            else gettext(", from every sector in each")
        )
    elif complete:
        sectors = gettext(", from every sector in %(number)s of them", number=complete)
    named = ngettext("with %(number)s person", "with %(number)s people", people)
    return f"{go_on} {named}{sectors}."
