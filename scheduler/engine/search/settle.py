"""Settles the levels one after the other, each behind a guard on those above it."""

from dataclasses import dataclass

import numpy as np

from scheduler.engine.search.levels import (
    FAIR,
    LIKING,
    MOVES,
    PAIRS,
    REPEATS,
    LevelLeg,
    Levels,
)
from scheduler.engine.search.reseat import reseat
from scheduler.engine.search.watch import Watch

NO_TARGET = np.iinfo(np.int64).max // 4
_NAMES = {
    PAIRS: "cross-sector pairs",
    FAIR: "fairness",
    REPEATS: "repeats and colleagues",
    LIKING: "wishes and priorities",
    MOVES: "seats kept",
}
_HEAT = {PAIRS: (0.3, 0.05), FAIR: (1.0, 0.1), REPEATS: (0.3, 0.05), LIKING: (0.6, 0.1)}
_LETTING_GO = (
    *((0.04, 0.12), (0.05, 0.08), (0.1, 0.05)),
    *((0.06, 0.02), (0.08, 0.01), (0.1, 0.005), (0.15, 0.002)),
)
"""Temperature and price of a changed seat, leg after leg, while a re-plan climbs."""
_HOLDING_ON = ((0.1, 0.3), (0.1, 0.15), (0.1, 0.08), (0.2, 0.05))
"""The same on the levels below the pairs. Hot restarts forget the old seats."""
_TOGETHER = ((0.6, 0.3), (0.6, 0.3), (0.4, 0.2), (0.3, 0.12), (0.2, 0.06), (0.1, 0.03))
"""Temperature and price of a changed seat while fairness and seats are settled as one sum."""
_LONGEST_TOGETHER = 600_000
_POLISH = 5
"""Short legs for what evenness is still missing after that, in rooms where they are quick."""
_RETURNS, _LAST_RETURNS = 3, 6
"""Legs that only give seats back, before and after the levels are settled together."""
_ANY = 10**9
_PATIENCE = 2
"""Legs without gain before a level that is not proven is left as it is."""


@dataclass(frozen=True)
class Aims:
    """What is proven best on a level, NO_TARGET where nothing is."""

    pairs: int
    fewest: int
    spread: int


def settle(levels: Levels, aims: Aims, random: np.ndarray, watch: Watch) -> None:
    """Improve every level of a plan in order of rank; each is left when proven or stuck."""
    for rank, level in enumerate(levels.order.tolist()):
        watch.board.level = _NAMES[level]
        if level == FAIR:
            _raise_the_fewest(levels, rank, aims, random, watch)
        else:
            target = target_of(levels, aims)
            if level == LIKING and levels.best[LIKING] < target[LIKING]:
                reseat(levels, np.random.default_rng(int(random[0])), target, watch)
            most = _LAST_RETURNS if level == MOVES and _replans(levels) else _ANY
            _run_legs(levels, rank, level, target, random, watch, most)
            if level == LIKING and levels.best[LIKING] < target[LIKING]:
                reseat(levels, np.random.default_rng(int(random[0])), target, watch)


def keep_rules(levels: Levels, random: np.ndarray, watch: Watch) -> None:
    """Repair a plan that breaks rules; any plan without a broken rule will do."""
    target = np.full(5, -NO_TARGET, dtype=np.int64)
    target[PAIRS] = 0
    _run_legs(levels, 0, PAIRS, target, random, watch)


def climb(levels: Levels, ceiling: int, random: np.ndarray, watch: Watch) -> None:
    """Raise the pairs towards the ceiling, leaving as many seats as they were as will do.

    Cold legs that hold on to the old seats less and less: a dear seat first, a cheap one last.
    """
    target = np.full(5, -NO_TARGET, dtype=np.int64)
    target[PAIRS] = ceiling
    seats = int(levels.instance.capacity.sum())
    for hot, clinging in _LETTING_GO:
        for _ in range(_PATIENCE):
            weight = (1.0, 0.0005, 0.002, 0.0, clinging)
            leg = LevelLeg(0, 50_000 + 100 * seats, hot, 0.02, weight)
            levels.run(leg, random, target, watch)
            watch.board.offer(int(levels.best[PAIRS]))
            if levels.best[PAIRS] >= ceiling or watch.over():
                break
        if levels.best[PAIRS] >= ceiling or watch.over():
            break
    _return_seats(levels, random, watch)


def _return_seats(levels: Levels, random: np.ndarray, watch: Watch) -> None:
    """Give back the old seats that the pairs did not need, before other levels are settled."""
    usual = levels.order.copy()
    levels.order[:] = (PAIRS, MOVES, FAIR, REPEATS, LIKING)
    target = np.full(5, -NO_TARGET, dtype=np.int64)
    target[PAIRS], target[MOVES] = NO_TARGET, 0
    levels.return_to_best()
    _run_legs(levels, 1, MOVES, target, random, watch, _RETURNS)
    levels.order[:] = usual
    levels.return_to_best()


def target_of(levels: Levels, aims: Aims) -> np.ndarray:
    """The totals that are proven best: reaching all of them ends the search."""
    target = np.full(5, NO_TARGET, dtype=np.int64)
    target[PAIRS] = aims.pairs
    if levels.fewest == aims.fewest:
        target[FAIR] = -aims.spread
    target[REPEATS] = -levels.least_repeats(aims.pairs)
    target[LIKING] = levels.most_liking()
    target[MOVES] = 0
    return target


def _raise_the_fewest(
    levels: Levels, rank: int, aims: Aims, random: np.ndarray, watch: Watch
) -> None:
    """Aim at the proven fewest; where it is out of reach, at the best that is not."""
    run = _settle_together if _replans(levels) else _run_legs
    run(levels, rank, FAIR, target_of(levels, aims), random, watch)
    # Another try at the same aim is worth its time only where no seats are to be kept.
    while levels.met_by_fewest() < levels.fewest - _replans(levels) and not watch.over():
        reached = levels.met_by_fewest()
        levels.aim(levels.best_state(), reached + 1)
        run(levels, rank, FAIR, target_of(levels, aims), random, watch)
        if levels.met_by_fewest() <= reached:
            break
    if levels.met_by_fewest() < levels.fewest:
        levels.aim(levels.best_state(), levels.met_by_fewest())
        run(levels, rank, FAIR, target_of(levels, aims), random, watch)


def _replans(levels: Levels) -> bool:
    """Whether there are old seats to keep, and keeping them comes last."""
    return len(levels.old) > 0 and bool(levels.order[0] == PAIRS)


def _settle_together(
    levels: Levels, rank: int, level: int, target: np.ndarray, random: np.ndarray, watch: Watch
) -> None:
    """Anneal the levels below the pairs as one sum in which changed seats have a price.

    A level that has met its bound lets hardly a seat return: nearly every swap back costs a
    little evenness that others would have to make good. As a sum they can. The best plan is
    still the best in order of rank.
    """
    moves = min(_LONGEST_TOGETHER, 50_000 + 200 * int(levels.instance.capacity.sum()))
    ladder = list(_TOGETHER)
    while ladder and not watch.over():
        met = bool((levels.best[FAIR:LIKING] >= target[FAIR:LIKING]).all())
        hot, clinging = _TOGETHER[0] if met else ladder[0]
        leg = LevelLeg(rank, moves, hot, 0.05, (0.0, 1.0, 0.5, 0.05, clinging), aim=MOVES)
        bettered = levels.run(leg, random, target, watch)
        ladder = ladder[1:] if bettered or not met else []
    if levels.best[level] < target[level] and moves < _LONGEST_TOGETHER:
        # Seats weigh least here, and evenness comes before them.
        _run_legs(levels, rank, level, target, random, watch, _POLISH)


def _run_legs(
    levels: Levels,
    rank: int,
    level: int,
    target: np.ndarray,
    random: np.ndarray,
    watch: Watch,
    most: int = _ANY,
) -> None:
    """Run legs on one level until it meets its target or every heat gained nothing."""
    aim = np.full(5, NO_TARGET, dtype=np.int64)
    for above in levels.order[: rank + 1].tolist():
        aim[above] = target[above]
    for below in levels.order[rank + 1 :].tolist():
        aim[below] = -NO_TARGET
    seats = int(levels.instance.capacity.sum())
    # Old seats come back at the first leg or two, aimed as those moves are.
    longest = 150_000 + 100 * seats if level != MOVES else 50_000 + 20 * seats
    moves, heats = min(longest, 10_000 + 10 * seats), _heats(levels, level)
    while heats and levels.best[level] < target[level] and most and not watch.over():
        most -= 1
        before, (hot, cold, clinging) = levels.best[level], heats[0]
        focus = 0.4 if level != LIKING else 0.0
        weight = _weights(levels, rank, clinging)
        levels.run(LevelLeg(rank, moves, hot, cold, weight, focus), random, aim, watch)
        if levels.best[level] == before and moves == longest:
            heats = heats[1:]
        moves = min(longest, 2 * moves)
        watch.board.offer(int(levels.best[PAIRS]))


def _heats(levels: Levels, level: int) -> tuple[tuple[float, float, float], ...]:
    """Per leg without gain: the temperatures, and what a changed seat weighs meanwhile."""
    if len(levels.old) and level != MOVES:
        return tuple((hot, hot / 4, clinging) for hot, clinging in _HOLDING_ON)
    return ((*_HEAT.get(level, (0.5, 0.05)), 0.0),) * _PATIENCE


def _weights(
    levels: Levels, rank: int, clinging: float
) -> tuple[float, float, float, float, float]:
    """The active level weighs 1, each lower one a little, so that it is not spoilt for nothing."""
    weight = [0.0] * 5
    value = 1.0
    for level in levels.order[rank:].tolist():
        weight[level] = value
        value *= 0.05
    weight[MOVES] = max(weight[MOVES], clinging)
    return weight[0], weight[1], weight[2], weight[3], weight[4]
