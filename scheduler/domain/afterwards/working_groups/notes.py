"""What is to be said of a working group: its name, and which rules it breaks."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from scheduler.domain.afterwards.working_groups.problem import GroupSizes, Slot
from scheduler.domain.afterwards.working_groups.score import GroupBreach, GroupFault
from scheduler.domain.english import listed


def group_title(slot: Slot, slots: Sequence[Slot]) -> str:
    """Return the area, with the number where there are several groups of it."""
    area, number = slot
    several = number > 1 or sum(other == area for other, _number in slots) > 1
    return f"{area}, group {number}" if several else area


def breach_words(breach: GroupBreach, names: Mapping[int, str], sizes: GroupSizes) -> str:
    """Return what is wrong with a group; ``names``: of its people, by key."""
    people = listed([names[key] for key in breach.people])
    match breach.kind:
        case GroupFault.SIZE:
            return f"A group has {sizes.smallest} to {sizes.largest} people."
        case GroupFault.NUMBER:
            return f"An area has at most {sizes.most} of them."
        case GroupFault.AREA:
            return f"{people} did not choose this area."
        case GroupFault.COLLEAGUES:
            return f"{people} are colleagues."
        case GroupFault.APART:
            return f"{people} are to be kept apart."
        case _:
            assert_never(breach.kind)
