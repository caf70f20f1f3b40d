"""What is proven best of a plan's totals, so that a search may end."""

from dataclasses import dataclass

import numpy as np

from scheduler.engine.kernels.levels.changes import (
    AFFINITY,
    FAIR,
    MOVED_PERSON,
    MOVES,
    PAIRS,
    REPEATS,
)
from scheduler.engine.search.levels.improve import NO_TARGET, Levels
from scheduler.engine.search.seating.state import NOWHERE


@dataclass(frozen=True)
class Aims:
    """What is proven best on a level, NO_TARGET where nothing is."""

    pairs: int
    fewest: int
    spread: int


def target_of(levels: Levels, aims: Aims) -> np.ndarray:
    """The totals that are proven best: reaching all of them ends the search."""
    target = np.full(5, NO_TARGET, dtype=np.int64)
    target[PAIRS] = aims.pairs
    if levels.fewest == aims.fewest:
        target[FAIR] = -aims.spread
    target[REPEATS] = -levels.least_repeats(aims.pairs)
    target[AFFINITY] = levels.most_affinity()
    target[MOVES] = -least_moved(levels)
    return target


def forced(levels: Levels) -> list[int]:
    """For each round, how many people the table sizes alone force from their old seats.

    Proof: a table keeps at most as many as it seats, so that it loses the rest, and the sum
    is least when the fullest table is given the largest size, as both are convex. Nobody can
    stay at a table that is no longer there.
    """
    problem, first = levels.instance.problem, len(levels.instance.problem.kept) + 1
    lost = []
    for r, old in enumerate(levels.old):
        sizes = sorted(problem.table_sizes(first + r), reverse=True)
        held = np.bincount(old[(old >= 0) & (old < len(sizes))], minlength=len(sizes))
        beyond = np.maximum(0, np.sort(held)[::-1] - np.array(sizes, dtype=np.int64))
        lost.append(int((old == NOWHERE).sum() + beyond.sum()))
    return lost


def least_moved(levels: Levels) -> int:
    """A floor of what the level of moves counts: the forced seats, and whose they are."""
    lost = forced(levels)
    return sum(lost) + MOVED_PERSON * max(lost, default=0)
