"""What is to be said of working groups: their names, which rules they break, what moves do."""

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from scheduler.domain.afterwards.working_groups.effect import GroupsEffect
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


def place_of(slot: Slot | None, slots: Sequence[Slot]) -> str:
    """Return where somebody is, after "in": "Housing, group 2", or "no group"."""
    return group_title(slot, slots) if slot else "no group"


def effect_notes(
    effect: GroupsEffect, slots: Sequence[Slot], names: Mapping[int, str], sizes: GroupSizes
) -> Iterator[str]:
    """Say what a move does beside its links, a sentence each; ``slots``: of all groups then."""
    for breach in effect.broken:
        yield f"{group_title(breach.slot, slots)}: {breach_words(breach, names, sizes)}"
    for slot, sector in effect.lacking:
        # A group that nobody is left in lacks nobody.
        if slot in slots:
            yield f"{group_title(slot, slots)} would have nobody from {sector}."
    if effect.wishes:
        how = "would be kept" if effect.wishes > 0 else "would not be kept any more"
        yield f"A wish to be together {how}."
    for breach in effect.mended:
        if breach.slot in slots:
            yield f"Mends: {group_title(breach.slot, slots)}: {breach_words(breach, names, sizes)}"
