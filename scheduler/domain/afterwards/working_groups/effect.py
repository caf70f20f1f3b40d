"""What moves would do to working groups, before they are made."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from scheduler.domain.afterwards.working_groups.problem import (
    GroupsProblem,
    Placing,
    Slot,
    people_by_slot,
)
from scheduler.domain.afterwards.working_groups.score import (
    GroupBreach,
    group_breaches,
    links_within,
)

Moves: TypeAlias = Mapping[int, Slot | None]
"""Where people go, by their key; None is no group."""


@dataclass(frozen=True, slots=True)
class GroupsEffect:
    """What changes: ``links``: so many pairs of different sectors more, over all groups.

    ``broken`` and ``mended``: rules that are broken then and are not now, and the other way round.
    ``lacking``: groups that have somebody of a sector now and nobody then. ``wishes``: so many
    pairs more are together as they wish.
    """

    links: int
    broken: tuple[GroupBreach, ...]
    mended: tuple[GroupBreach, ...]
    lacking: tuple[tuple[Slot, str], ...]
    wishes: int

    @property
    def rank(self) -> tuple[int, ...]:
        """Better is less: rules, then sectors that are lacking, then links, then wishes."""
        rules = len(self.broken) - len(self.mended)
        return rules, len(self.lacking), -self.links, -self.wishes


def effect_of_moves(problem: GroupsProblem, placing: Placing, moves: Moves) -> GroupsEffect:
    """Return what it would do to put these people into other groups, or into none."""
    # Other groups than these stay as they are.
    touched = {*moves.values(), *(placing.get(key) for key in moves)}
    before = {key: slot for key, slot in placing.items() if slot in touched}
    after = placing_after(before, moves)
    was, then = (group_breaches(problem, each) for each in (before, after))
    return GroupsEffect(
        links=links_of_groups(problem, after) - links_of_groups(problem, before),
        broken=tuple(breach for breach in then if breach not in was),
        mended=tuple(breach for breach in was if breach not in then),
        lacking=tuple(sorted(_sectors(problem, before) - _sectors(problem, after))),
        wishes=_wishes_kept(problem, after, moves) - _wishes_kept(problem, before, moves),
    )


def placing_after(placing: Placing, moves: Moves) -> dict[int, Slot]:
    """Return the placing after the moves."""
    return {key: slot for key, slot in {**placing, **moves}.items() if slot}


def links_of_groups(problem: GroupsProblem, placing: Placing) -> int:
    """Return how many pairs of different sectors are in one group."""
    groups = people_by_slot(placing).values()
    return sum(links_within([problem.by_key[key] for key in keys]) for keys in groups)


def _sectors(problem: GroupsProblem, placing: Placing) -> set[tuple[Slot, str]]:
    return {(slot, problem.by_key[key].sector) for key, slot in placing.items()}


def _wishes_kept(problem: GroupsProblem, placing: Placing, keys: Collection[int]) -> int:
    pairs = [(a, b) for a, b in problem.wishes if a in keys or b in keys]
    return sum(a in placing and placing[a] == placing.get(b) for a, b in pairs)
