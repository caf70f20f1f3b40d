"""Who met whom, counted from who sat where."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

IdPair = tuple[int, int]
"""The ids of two people, ascending."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody at a table in a round."""

    person: int
    sector: str
    round: int
    table: int


def links_between_sectors(sittings: Iterable[Sitting]) -> frozenset[IdPair]:
    """The pairs of people of different sectors who sat at one table, each once."""
    tables: defaultdict[tuple[int, int], list[Sitting]] = defaultdict(list)
    for sitting in sittings:
        tables[sitting.round, sitting.table].append(sitting)
    return frozenset(
        (min(a.person, b.person), max(a.person, b.person))
        for people in tables.values()
        for a, b in combinations(people, 2)
        if a.sector != b.sector and a.person != b.person
    )


def together(sittings: Iterable[Sitting]) -> frozenset[IdPair]:
    """The pairs of people who sat at one table, of whatever sectors."""
    tables: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for sitting in sittings:
        tables[sitting.round, sitting.table].add(sitting.person)
    return frozenset(pair for people in tables.values() for pair in combinations(sorted(people), 2))


def percent(part: int, whole: int) -> int:
    """The part in whole percents, rounded; 0 of nothing is 0."""
    return round(100 * part / whole) if whole else 0
