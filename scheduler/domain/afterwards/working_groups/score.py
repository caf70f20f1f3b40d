"""How good a placing is, level by level, and which rules it breaks. Knows no solver."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from itertools import combinations
from typing import Any, Self

from scheduler.domain.afterwards.working_groups.problem import (
    Candidate,
    GroupsProblem,
    Placing,
    Slot,
    people_by_slot,
)


@dataclass(frozen=True, slots=True)
class GroupsScore:
    """What a placing reaches, the levels in the order in which they count.

    ``placed``: people in a group. ``areas``: areas with a group. ``groups``: how many that are.
    ``missing``: sectors that a group has nobody of, over all groups. ``spread``: how many people
    the largest group has more than the smallest. ``alike``: pairs from one sector within a group.
    ``unconvened``: groups without anybody who would bring them together. ``wishes``: pairs who are
    together as they wish.
    """

    placed: int = 0
    areas: int = 0
    groups: int = 0
    missing: int = 0
    spread: int = 0
    alike: int = 0
    unconvened: int = 0
    wishes: int = 0

    @property
    def rank(self) -> tuple[int, ...]:
        """Larger is better; the first level that differs decides."""
        return tuple(
            -value if name in FEWER_IS_BETTER else value for name, value in asdict(self).items()
        )

    @classmethod
    def read(cls, stored: dict[str, Any]) -> Self:
        """The score as it was stored; a level that was not known then is 0."""
        return cls(**{each.name: stored.get(each.name, 0) for each in fields(cls)})


FEWER_IS_BETTER = frozenset({"groups", "missing", "unconvened", "spread", "alike"})
LEVELS = tuple(each.name for each in fields(GroupsScore))


def measure_groups(problem: GroupsProblem, placing: Placing) -> GroupsScore:
    """Count what the placing reaches on each level."""
    groups = [[problem.by_key[key] for key in keys] for keys in people_by_slot(placing).values()]
    sizes = [len(group) for group in groups]
    return GroupsScore(
        placed=len(placing),
        areas=len({area for area, _number in placing.values()}),
        groups=len(groups),
        missing=sum(len(problem.sectors) - len({p.sector for p in group}) for group in groups),
        unconvened=sum(not any(person.convenes for person in group) for group in groups),
        spread=max(sizes, default=0) - min(sizes, default=0),
        alike=sum(map(alike_within, groups)),
        wishes=sum(
            a in placing and b in placing and placing[a] == placing[b] for a, b in problem.wishes
        ),
    )


def alike_within(group: Collection[Candidate]) -> int:
    """Return how many pairs of the group are from one sector."""
    return sum(n * (n - 1) // 2 for n in Counter(person.sector for person in group).values())


def links_within(group: Collection[Candidate]) -> int:
    """Return how many pairs of the group are from different sectors."""
    return len(group) * (len(group) - 1) // 2 - alike_within(group)


class GroupFault(StrEnum):
    """A kind of rule that a group may break."""

    SIZE = "size"
    NUMBER = "number"
    AREA = "area"
    COLLEAGUES = "colleagues"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class GroupBreach:
    """A rule that a group breaks. ``people``: whom it concerns, by key."""

    kind: GroupFault
    slot: Slot
    people: tuple[int, ...] = ()


def group_breaches(problem: GroupsProblem, placing: Placing) -> list[GroupBreach]:
    """Return what the placing breaks, group by group; what held people bring along is none."""
    return [
        breach
        for slot, keys in sorted(people_by_slot(placing).items())
        for breach in _breaches_of(problem, slot, keys)
    ]


def _breaches_of(problem: GroupsProblem, slot: Slot, keys: list[int]) -> Iterator[GroupBreach]:
    sizes = problem.sizes
    held = {key for key in keys if problem.held.get(key) == slot}
    if len(keys) > max(sizes.largest, len(held)) or (len(keys) < sizes.smallest and not held):
        yield GroupBreach(GroupFault.SIZE, slot)
    if slot[1] > sizes.most and not held:
        yield GroupBreach(GroupFault.NUMBER, slot)
    for key in keys:
        if slot[0] not in problem.by_key[key].areas and key not in held:
            yield GroupBreach(GroupFault.AREA, slot, (key,))
    for a, b in combinations(keys, 2):
        if a in held and b in held:
            continue
        one, other = problem.by_key[a].organisation, problem.by_key[b].organisation
        if sizes.colleagues_apart and one and one == other:
            yield GroupBreach(GroupFault.COLLEAGUES, slot, (a, b))
        if (min(a, b), max(a, b)) in problem.apart:
            yield GroupBreach(GroupFault.APART, slot, (a, b))
