"""Rules between groups of people: a sector, an organisation, everybody who gave an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

SECTOR, ORGANISATION, ANSWER = "sector", "organisation", "answer"


@dataclass(frozen=True, slots=True)
class GroupMember:
    """A person by what groups are made of. ``groups``: the keys of all they belong to."""

    id: int
    groups: frozenset[str]


def group_key(kind: str, value: object) -> str:
    """Return the key under which a group is stored: its kind and what its members share."""
    return f"{kind}-{value}"


def pairs_between(
    members: Iterable[GroupMember], one: str, other: str
) -> frozenset[tuple[int, int]]:
    """Return everybody of one group with everybody of the other, as ascending pairs of ids.

    Nobody is paired with themselves; a group with itself is each two of its people.
    """
    people = list(members)
    ones = [person.id for person in people if one in person.groups]
    others = [person.id for person in people if other in person.groups]
    return frozenset((min(a, b), max(a, b)) for a, b in product(ones, others) if a != b)
