"""From rounds that people found worth it to the pairs of whom a meeting promises the same."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from scheduler.domain.planning.affinity import phrase_key


@dataclass(frozen=True, slots=True)
class RatedRound:
    """What a person said of a round. ``areas``: the priority areas of each other at their table."""

    person: int
    worth: bool
    areas: Sequence[Collection[str]]


def liked_areas(rounds: Iterable[RatedRound]) -> dict[int, frozenset[str]]:
    """Return the areas, by their keys, of which each person found more rounds worth it than not.

    A round counts once for each area that somebody at its table had chosen.
    """
    score: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for one in rounds:
        step = 1 if one.worth else -1
        for area in {phrase_key(area) for areas in one.areas for area in areas} - {""}:
            score[one.person][area] += step
    return {
        person: frozenset(area for area, points in areas.items() if points > 0)
        for person, areas in score.items()
    }


def rated(
    coming: Mapping[str, tuple[int, Collection[str]]], liked: Mapping[int, frozenset[str]]
) -> frozenset[tuple[str, str]]:
    """Return the pairs, ascending, of whom one has an area that the other likes.

    ``coming``: the person and the areas of each who comes, by their key.
    """
    areas = {key: {phrase_key(area) for area in own} for key, (_, own) in coming.items()}
    likes = {key: liked.get(person, frozenset()) for key, (person, _) in coming.items()}
    return frozenset(
        (min(one, other), max(one, other))
        for one, other in permutations(coming, 2)
        if likes[one] & areas[other]
    )
