"""Working groups as the impact report tells them: those in which people said they take part."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scheduler.domain.afterwards.small_groups import FEWEST
from scheduler.domain.english import agree, count

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
    go_on = f"{count(len(formed), 'working group')} {agree(len(formed), 'goes', 'go')} on"
    people = sum(group.people for group in formed)
    if shared and people < FEWEST:
        return f"{go_on}."
    complete = sum(group.every_sector for group in formed)
    sectors = ""
    if complete == len(formed):
        sectors = f", from every sector{'' if len(formed) == 1 else ' in each'}"
    elif complete:
        sectors = f", from every sector in {complete} of them"
    return f"{go_on} with {count(people, 'person', 'people')}{sectors}."
