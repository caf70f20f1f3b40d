"""Settles a re-plan: pairs, then fairness and the old seats as one sum.

A level that has met its bound lets hardly a seat return: nearly every swap back costs a
little evenness that others would have to make good. As a sum they can. Seats are dear at
first and become cheaper leg by leg, so that what evenness costs least is had first.
"""

import numpy as np

from scheduler.engine.search.assign import assign
from scheduler.engine.search.instance import Instance
from scheduler.engine.search.levels import (
    FAIR,
    LIKING,
    MOVES,
    NO_TARGET,
    PAIRS,
    REPEATS,
    LevelLeg,
    Levels,
)
from scheduler.engine.search.reseat import reseat_as_sum
from scheduler.engine.search.state import State, from_seats
from scheduler.engine.search.targets import Aims, forced, target_of
from scheduler.engine.search.watch import Watch

_LETTING_GO = (
    *((0.2, 0.2, 0.03), (0.2, 0.2, 0.03), (0.1, 0.2, 0.03), (0.05, 0.1, 0.02)),
    *((0.02, 0.1, 0.02), (0.005, 0.1, 0.02), (0.002, 0.15, 0.02)),
)
"""What a changed seat costs in pairs, and the temperatures, until the pairs are had."""
_GIVING_WAY = ((2.0, 1.0), (1.0, 0.6), (0.6, 0.6), (0.4, 0.3), (0.25, 0.3), (0.12, 0.2))
"""What a changed seat costs in units of evenness, and the temperature, leg after leg."""
_LONGEST = 200_000
_FINE = 1000
_SMALL_ROOM = 100
"""Seats (of all rounds) up to which evenness is had whatever it costs in seats."""
_TIMES_THE_FLOOR, _SHARE = 2, 16
"""Beyond that: twice the seats that table sizes force, or one seat in sixteen if that is more."""


def climb(levels: Levels, ceiling: int, random: np.ndarray, watch: Watch) -> None:
    """Raise the pairs to the ceiling, leaving as many seats as they were as will do."""
    target = np.full(5, NO_TARGET, dtype=np.int64)
    if not len(levels.old):
        target[:] = -NO_TARGET
        target[PAIRS] = ceiling
    usual = levels.order.copy()
    levels.order[:] = (PAIRS, MOVES, FAIR, REPEATS, LIKING)
    moves = 100_000 + 60 * _seats(levels)
    for price, hot, cold in _LETTING_GO:
        if levels.best[PAIRS] >= ceiling or watch.over():
            break
        leg = LevelLeg(0, moves, hot, cold, (1.0, 0.0, 0.0, 0.0, price), 0.3, aim=MOVES)
        levels.run(leg, random, target, watch)
        watch.board.offer(int(levels.best[PAIRS]))
    levels.order[:] = usual


def renumbered(instance: Instance, state: State, old: np.ndarray) -> State:
    """The same company at each table, at the number that leaves most people where they sat.

    One assignment a round; tables to which somebody is bound keep their number.
    """
    seat = state.seat.copy()
    for r in range(min(instance.free, len(old))):
        tables = int(instance.tables[r]) - (instance.bench[r] >= 0)
        stayed = np.zeros((tables, tables), dtype=np.int64)
        was = old[r, : instance.n]
        known = (was >= 0) & (was < tables) & (state.table[r, : instance.n] < tables)
        np.add.at(stayed, (state.table[r, : instance.n][known], was[known]), 1)
        held = instance.fixed[r, : instance.n]
        bound = np.unique(held[(held >= 0) & (held < tables)])
        stayed[bound, :] -= _FINE
        stayed[:, bound] -= _FINE
        stayed[bound, bound] += 3 * _FINE
        seat[r, assign(-stayed)] = state.seat[r, :tables]
    return from_seats(instance, seat)


def settle_seats(levels: Levels, aims: Aims, random: np.ndarray, watch: Watch) -> bool:
    """Improve fairness and seats together; say whether evenness is still to be completed.

    The worst-off person is helped whatever it costs. Beyond that, seats are changed for
    evenness up to twice what the table sizes force (or one in sixteen): a printed sheet is worth
    more than the last unit. In a small room there is no such limit.
    """
    rng = np.random.default_rng(int(random[0]))
    small = _seats(levels) <= _SMALL_ROOM
    budget = max(_TIMES_THE_FLOOR * sum(forced(levels)), _seats(levels) // _SHARE)
    _help_the_worst_off(levels, aims, rng, random, watch)
    for price, hot in _GIVING_WAY[1:]:
        target = target_of(levels, aims)
        if (levels.best[FAIR:LIKING] >= target[FAIR:LIKING]).all() or watch.over():
            break
        before = levels.best.copy(), levels.best_seat.copy()
        _settle_at(levels, price, hot, aims, rng, random, watch)
        if not small and levels.seats_changed() > budget:
            levels.best, levels.best_seat = before
            levels.return_to_best()
            return False
    return small


def _help_the_worst_off(
    levels: Levels, aims: Aims, rng: np.random.Generator, random: np.ndarray, watch: Watch
) -> None:
    """Settle with dear seats; an aim for the fewest that is out of reach is lowered."""
    for price, hot in _GIVING_WAY[:2]:
        _settle_at(levels, price, hot, aims, rng, random, watch)
        if levels.met_by_fewest() >= levels.fewest:
            return
    while (reached := levels.met_by_fewest()) < levels.fewest and not watch.over():
        levels.aim(levels.best_state(), min(reached + 1, levels.fewest - 1))
        _settle_at(levels, price, hot, aims, rng, random, watch)


def _settle_at(
    levels: Levels,
    price: float,
    hot: float,
    aims: Aims,
    rng: np.random.Generator,
    random: np.ndarray,
    watch: Watch,
) -> None:
    """One leg and some sweeps for the sum of fairness, repeats and seats at a price."""
    moves = min(_LONGEST, 50_000 + 500 * _seats(levels))
    leg = LevelLeg(1, moves, hot, 0.05, (0.0, 1.0, 1.0, 0.05, price), aim=MOVES)
    levels.run_as_sum(leg, random, target_of(levels, aims), watch)
    sweeps = min(10, max(2, 300 // max(1, int(levels.instance.tables.max(initial=1)))))
    reseat_as_sum(levels, rng, (_FINE**3, _FINE, _FINE, 0, int(price * _FINE)), sweeps, watch)


def _seats(levels: Levels) -> int:
    return int(levels.instance.capacity.sum())
