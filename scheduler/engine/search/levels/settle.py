"""Settles the levels one after the other, each behind a guard on those above it."""

from dataclasses import dataclass

import numpy as np

from scheduler.engine.kernels.levels.changes import AFFINITY, FAIR, MOVES, PAIRS, REPEATS
from scheduler.engine.search.levels.improve import NO_TARGET, Levels
from scheduler.engine.search.levels.phases import LevelPhase
from scheduler.engine.search.levels.reseat import reseat
from scheduler.engine.search.levels.targets import Aims, target_of
from scheduler.engine.search.replan.late import settle_seats
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import Parameters, parameter
from scheduler.engine.strategy import Method

_NAMES = {
    PAIRS: "cross-sector pairs",
    FAIR: "fairness",
    REPEATS: "repeats and colleagues",
    AFFINITY: "wishes and priorities",
    MOVES: "seats kept",
}
_TEMPERATURES = {PAIRS: (0.3, 0.05), FAIR: (1.0, 0.1), REPEATS: (0.3, 0.05), AFFINITY: (0.6, 0.1)}


@dataclass(frozen=True)
class SettleParameters(Parameters):
    """Tuning of the levels below the pairs."""

    replan_phases: tuple[tuple[float, float], ...] = parameter(
        "temperature in units of the level, and price of a seat",
        ((0.1, 0.3), (0.1, 0.15), (0.1, 0.08), (0.2, 0.05)),
    )
    """On a re-plan, phase after phase. Hot restarts forget the old seats."""
    last_returns: int = parameter("phases", 6)
    """That only give seats back, after everything else."""
    patience: int = parameter("phases", 2, least=1)
    """Without gain before a level that is not proven is left as it is."""


_TUNED = SettleParameters()
_ANY = 10**9


def settle(levels: Levels, aims: Aims, random: np.ndarray, budget: Budget) -> None:
    """Improve every level of a plan in order of rank; each is left when proven or stuck."""
    if _replans(levels):
        budget.observer.level = _NAMES[FAIR]
        if not settle_seats(levels, aims, random, budget):
            _grant_wishes(levels, target_of(levels, aims), random, budget)
            return
    for rank, level in enumerate(levels.order.tolist()):
        budget.observer.level = _NAMES[level]
        if level == FAIR:
            _raise_the_fewest(levels, rank, aims, random, budget)
        else:
            target = target_of(levels, aims)
            if level == AFFINITY:
                _grant_wishes(levels, target, random, budget)
            most = _TUNED.last_returns if level == MOVES and _replans(levels) else _ANY
            _run_phases(levels, rank, level, target, random, budget, most)
            if level == AFFINITY:
                _grant_wishes(levels, target, random, budget)


def _grant_wishes(levels: Levels, target: np.ndarray, random: np.ndarray, budget: Budget) -> None:
    budget.observer.level = _NAMES[AFFINITY]
    if levels.best[AFFINITY] < target[AFFINITY] and budget.uses(Method.RESEATING):
        reseat(levels, np.random.default_rng(int(random[0])), target, budget)


def repair_rules(levels: Levels, random: np.ndarray, budget: Budget) -> None:
    """Repair a plan that breaks rules; any plan without a broken rule will do."""
    target = np.full(5, -NO_TARGET, dtype=np.int64)
    target[PAIRS] = 0
    _run_phases(levels, 0, PAIRS, target, random, budget)


def raise_pairs(levels: Levels, ceiling: int, random: np.ndarray, budget: Budget) -> None:
    """Raise the pairs to the ceiling, or until every temperature gained nothing."""
    target = np.full(5, NO_TARGET, dtype=np.int64)
    target[PAIRS] = ceiling
    _run_phases(levels, 0, PAIRS, target, random, budget)


def _raise_the_fewest(
    levels: Levels, rank: int, aims: Aims, random: np.ndarray, budget: Budget
) -> None:
    """Aim at the proven fewest; where it is out of reach, at the best that is not."""
    _run_phases(levels, rank, FAIR, target_of(levels, aims), random, budget)
    while levels.met_by_fewest() < levels.fewest and not budget.over():
        reached = levels.met_by_fewest()
        levels.aim(levels.best_state(), reached + 1)
        _run_phases(levels, rank, FAIR, target_of(levels, aims), random, budget)
        if levels.met_by_fewest() <= reached:
            break
    if levels.met_by_fewest() < levels.fewest:
        levels.aim(levels.best_state(), levels.met_by_fewest())
        _run_phases(levels, rank, FAIR, target_of(levels, aims), random, budget)


def _replans(levels: Levels) -> bool:
    """Whether there are old seats to keep, and keeping them comes last."""
    return len(levels.old) > 0 and bool(levels.order[0] == PAIRS)


def _run_phases(
    levels: Levels,
    rank: int,
    level: int,
    target: np.ndarray,
    random: np.ndarray,
    budget: Budget,
    most: int = _ANY,
) -> None:
    """Run phases on one level until it meets its target or every temperature gained nothing."""
    aim = np.full(5, NO_TARGET, dtype=np.int64)
    for above in levels.order[: rank + 1].tolist():
        aim[above] = target[above]
    for below in levels.order[rank + 1 :].tolist():
        aim[below] = -NO_TARGET
    seats = int(levels.instance.capacity.sum())
    # Old seats come back at the first phase or two, aimed as those moves are.
    longest = 150_000 + 100 * seats if level != MOVES else 50_000 + 20 * seats
    moves, temperatures = min(longest, 10_000 + 10 * seats), _temperatures(levels, level)
    start = levels.best[level]
    while temperatures and levels.best[level] < target[level] and most and not budget.over():
        most -= 1
        before, (hot, cold, clinging) = levels.best[level], temperatures[0]
        focus = 0.4 if level != AFFINITY else 0.0
        weight = _weights(levels, rank, clinging)
        levels.run(LevelPhase(rank, moves, hot, cold, weight, focus), random, aim, budget)
        if levels.best[level] == before and moves == longest:
            # Behind a design hardly a swap is free: one long phase shows it for the repeats.
            stuck = level == REPEATS and levels.best[level] == start and not len(levels.old)
            temperatures = () if stuck else temperatures[1:]
        moves = min(longest, 2 * moves)
        budget.observer.offer(int(levels.best[PAIRS]))


def _temperatures(levels: Levels, level: int) -> tuple[tuple[float, float, float], ...]:
    """Per phase without gain: the temperatures, and what a changed seat weighs meanwhile."""
    if len(levels.old) and level != MOVES:
        return tuple((hot, hot / 4, clinging) for hot, clinging in _TUNED.replan_phases)
    return ((*_TEMPERATURES.get(level, (0.5, 0.05)), 0.0),) * _TUNED.patience


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
