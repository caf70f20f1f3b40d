"""What working groups are made of: people with the areas they chose, and the organiser's wishes."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeAlias

from scheduler.errors import InvalidInput

Slot: TypeAlias = tuple[str, int]
"""A group: its area, and its number within the area, from 1."""

Placing: TypeAlias = Mapping[int, Slot]
"""Who is in which group, by their key; who is in none is left out."""

LARGEST_GROUP: Final = 20
MOST_GROUPS: Final = 6
"""Of one area."""


@dataclass(frozen=True, slots=True)
class GroupSizes:
    """How large groups are, how many an area may have, and whether colleagues share one."""

    smallest: int = 4
    largest: int = 10
    most: int = 1
    colleagues_apart: bool = True

    def checked(self) -> "GroupSizes":
        """Return the same. Raises InvalidInput, with the field, for what no group can be."""
        if not 2 <= self.smallest <= LARGEST_GROUP:
            raise InvalidInput(f"A group has 2 to {LARGEST_GROUP} people.", field="smallest")
        if not self.smallest <= self.largest <= LARGEST_GROUP:
            sentence = f"Enter a number from {self.smallest}, the smallest group, to "
            raise InvalidInput(f"{sentence}{LARGEST_GROUP}.", field="largest")
        if not 1 <= self.most <= MOST_GROUPS:
            raise InvalidInput(f"An area has 1 to {MOST_GROUPS} groups.", field="most")
        return self


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be in a group of one of their ``areas``.

    ``organisation``: the key under which two spellings are one; "" is no organisation.
    ``convenes``: they host a table, or said that they would bring a group together.
    """

    key: int
    organisation: str
    sector: str
    areas: frozenset[str]
    convenes: bool = False


@dataclass(frozen=True)
class GroupsProblem:
    """Whom to put together. Pairs have the smaller key first.

    ``apart``: who may not be in one group. ``wishes``: who would like to be. ``held``: who stays
    in a group whatever the sizes say, because they agreed to it.
    """

    people: tuple[Candidate, ...]
    areas: tuple[str, ...]
    sizes: GroupSizes = GroupSizes()
    apart: frozenset[tuple[int, int]] = frozenset()
    wishes: frozenset[tuple[int, int]] = frozenset()
    held: Placing = field(default_factory=dict)

    @cached_property
    def by_key(self) -> dict[int, Candidate]:
        """The people by their key."""
        return {person.key: person for person in self.people}

    @cached_property
    def sectors(self) -> tuple[str, ...]:
        """The sectors that anybody is of, in their order of appearance."""
        return tuple(dict.fromkeys(person.sector for person in self.people))

    @cached_property
    def choosers(self) -> dict[str, list[Candidate]]:
        """Who chose each area, or is held in a group of it."""
        return {
            area: [
                person
                for person in self.people
                if area in person.areas or self.held.get(person.key, ("", 0))[0] == area
            ]
            for area in self.areas
        }

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Every group that there may be: of an area as many as its choosers could fill."""
        held = Counter(self.held.values())
        found = [
            (area, number)
            for area in self.areas
            for number in range(1, MOST_GROUPS + 1)
            if number <= min(self.sizes.most, len(self.choosers[area]) // self.sizes.smallest)
            or held[area, number]
        ]
        return tuple(found)


def people_by_slot(placing: Placing) -> dict[Slot, list[int]]:
    """Return who is in each group that has anybody, in the order of their keys."""
    members: defaultdict[Slot, list[int]] = defaultdict(list)
    for key in sorted(placing):
        members[placing[key]].append(key)
    return dict(members)
