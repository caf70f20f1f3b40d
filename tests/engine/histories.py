"""Problems in which many people have met at earlier events."""

import random
from dataclasses import replace
from itertools import combinations

from scheduler.engine.problem import Odd, Problem, pair
from tests.engine.builders import problem


def with_history(
    sizes: tuple[int, ...], table_size: int, rounds: int, share: float, seed: int, **rules: Odd
) -> Problem:
    """A problem in which a share of all cross-sector pairs, drawn at random, have met before."""
    case = problem(sizes, table_size, rounds, **rules)
    crossing = [pair(a.key, b.key) for a, b in combinations(case.people, 2) if a.sector != b.sector]
    met = random.Random(seed).sample(crossing, round(share * len(crossing)))
    return replace(case, history=frozenset(met))
