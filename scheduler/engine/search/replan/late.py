"""Settles a re-plan: pairs, then the fewest with as many old seats as can be, then evenness.

A level that has met its bound lets hardly a seat return: nearly every swap back costs a
little evenness that others would have to make good. As a sum they can. Seats are dear at
first and become cheaper phase by phase, so that what evenness costs least is had first.
"""

import numpy as np

from scheduler.engine.kernels.levels.changes import AFFINITY, FAIR, MOVES, PAIRS, REPEATS
from scheduler.engine.search.levels.improve import NO_TARGET, Levels
from scheduler.engine.search.levels.phases import LevelPhase, ReturnPhase
from scheduler.engine.search.levels.reseat import reseat_as_sum
from scheduler.engine.search.levels.targets import Aims, forced, target_of
from scheduler.engine.search.seating.instance import Instance
from scheduler.engine.search.seating.state import State, from_seats
from scheduler.engine.solvers.assignment import assign
from scheduler.engine.solvers.budget import Budget

_LETTING_GO = (
    *((0.2, 0.12, 0.03), (0.2, 0.12, 0.03), (0.1, 0.12, 0.03), (0.05, 0.12, 0.02)),
    *((0.02, 0.1, 0.02), (0.005, 0.1, 0.02), (0.002, 0.15, 0.02)),
)
"""What a changed seat costs in pairs, and the temperatures, until the pairs are had."""
_FOR_THE_FEWEST = (0.05, 3.0)
"""What a unit of evenness is worth in seats, and the temperature, while the fewest is raised."""
_AFTERWARDS = (0.06, 1.2)
"""The same for giving back what more than one phase has moved."""
_AGAIN, _LOOKS = (0.03, 3.0), 2
"""The same, and how often at most, while more seats are changed than evenness alone may change."""
_INSISTING = ((1.0, 0.6), (0.6, 0.6), (0.3, 0.3))
"""What a seat costs in units of evenness, and the temperature, where that was not enough."""
_OUT_OF_REACH = 4
"""An aim that people are short of by more than this in all is given up at once."""
_NEARLY = 1
"""The same after a phase that insisted: of ten such rooms none got there in the next two."""
_GIVING_WAY = ((2.0, 1.0), (0.8, 0.6), (0.3, 0.3))
"""What a changed seat costs in units of evenness, and the temperature, phase after phase."""
_LONGEST, _LONGEST_RETURN = 120_000, 400_000
_FINE = 1000
_SMALL_ROOM = 100
"""Seats (of all rounds) up to which evenness is had whatever it costs in seats."""
_TIMES_THE_FLOOR, _SHARE = 2, 16
"""Beyond that: twice the seats that table sizes force, or one seat in sixteen if that is more."""


def climb(levels: Levels, ceiling: int, random: np.ndarray, budget: Budget) -> None:
    """Raise the pairs to the ceiling, leaving as many seats as they were as will do."""
    target = np.full(5, NO_TARGET, dtype=np.int64)
    if not len(levels.old):
        target[:] = -NO_TARGET
        target[PAIRS] = ceiling
    usual = levels.order.copy()
    levels.order[:] = (PAIRS, MOVES, FAIR, REPEATS, AFFINITY)
    moves = 100_000 + 60 * _seats(levels)
    for price, hot, cold in _LETTING_GO:
        if levels.best[PAIRS] >= ceiling or budget.over():
            break
        phase = LevelPhase(0, moves, hot, cold, (1.0, 0.0, 0.0, 0.0, price), 0.4, 0.1, aim=MOVES)
        levels.run(phase, random, target, budget)
        budget.observer.offer(int(levels.best[PAIRS]))
    levels.order[:] = usual


def renumbered(instance: Instance, state: State, old: np.ndarray) -> State:
    """The same people at each table, at the number that leaves most people where they sat.

    One assignment a round; tables to which somebody is bound keep their number.
    """
    seat = state.seat.copy()
    for r in range(min(instance.free, len(old))):
        tables = int(instance.tables[r]) - (instance.out_table[r] >= 0)
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


def settle_seats(levels: Levels, aims: Aims, random: np.ndarray, budget: Budget) -> bool:
    """Improve fairness and seats together; say whether evenness is still to be completed.

    The worst-off person is helped whatever it costs. Beyond that, seats are changed for
    evenness up to twice what the table sizes force (or one in sixteen): a printed sheet is worth
    more than the last unit. In a small room there is no such limit.
    """
    rng = np.random.default_rng(int(random[0]))
    small = _seats(levels) <= _SMALL_ROOM
    allowed = max(_TIMES_THE_FLOOR * sum(forced(levels)), _seats(levels) // _SHARE)
    _help_the_worst_off(levels, aims, random, budget)
    for _ in range(_LOOKS):
        if small or levels.seats_changed() <= allowed:
            break
        _return_seats(levels, *_AGAIN, aims, random, budget)
    for price, hot in _GIVING_WAY:
        target = target_of(levels, aims)
        if (levels.best[FAIR:AFFINITY] >= target[FAIR:AFFINITY]).all() or budget.over():
            break
        if not small and levels.seats_changed() >= allowed:
            return False
        before = levels.best.copy(), levels.best_seat.copy()
        _settle_at(levels, price, hot, aims, rng, random, budget)
        if not small and levels.seats_changed() > allowed:
            levels.best, levels.best_seat = before
            levels.return_to_best()
            return False
    return small


def _help_the_worst_off(levels: Levels, aims: Aims, random: np.ndarray, budget: Budget) -> None:
    """Raise the fewest as far as it goes, and change no seat that this does not ask for.

    Where the aim is out of reach, aims rise from what is had until one is missed.
    """
    wanted = levels.fewest
    _return_seats(levels, *_FOR_THE_FEWEST, aims, random, budget)
    short = levels.short()
    if short == 0 or (short <= _OUT_OF_REACH and _insist(levels, aims, random, budget)):
        return
    seat, had = levels.best_seat, levels.met_by_fewest()
    while had + 1 < wanted and not budget.over():
        levels.aim(levels.best_state(), had + 1)
        _return_seats(levels, *_FOR_THE_FEWEST, aims, random, budget)
        if levels.short():
            break
        seat, had = levels.best_seat, levels.met_by_fewest()
    levels.aim(from_seats(levels.instance, seat), had)
    _return_seats(levels, *_AFTERWARDS, aims, random, budget)


def _insist(levels: Levels, aims: Aims, random: np.ndarray, budget: Budget) -> bool:
    """Even out until nobody is short, and give back what that did not need; say if it worked.

    Evenness leads there: whoever is short takes from those who meet more than others.
    """
    rng = np.random.default_rng(int(random[0]))
    for price, hot in _INSISTING:
        _settle_at(levels, price, hot, aims, rng, random, budget)
        if levels.short() == 0:
            _return_seats(levels, *_AFTERWARDS, aims, random, budget)
            return True
        if levels.short() > _NEARLY:
            break
    return False


def _return_seats(
    levels: Levels, fairness: float, hot: float, aims: Aims, random: np.ndarray, budget: Budget
) -> None:
    """One phase of returning seats; its length goes by how many there are to return."""
    beyond = levels.seats_changed() - sum(forced(levels))
    moves = min(_LONGEST_RETURN, 60_000 + 12_000 * beyond)
    levels.return_seats(
        ReturnPhase(moves, hot, 0.1, fairness), random, target_of(levels, aims), budget
    )


def _settle_at(
    levels: Levels,
    price: float,
    hot: float,
    aims: Aims,
    rng: np.random.Generator,
    random: np.ndarray,
    budget: Budget,
) -> None:
    """One phase and some sweeps for the sum of fairness, repeats and seats at a price."""
    moves = min(_LONGEST, 50_000 + 500 * _seats(levels))
    phase = LevelPhase(1, moves, hot, 0.05, (0.0, 1.0, 1.0, 0.05, price), aim=MOVES)
    levels.run_as_sum(phase, random, target_of(levels, aims), budget)
    sweeps = min(10, max(2, 300 // max(1, int(levels.instance.tables.max(initial=1)))))
    reseat_as_sum(levels, rng, (_FINE**3, _FINE, _FINE, 0, int(price * _FINE)), sweeps, budget)


def _seats(levels: Levels) -> int:
    return int(levels.instance.capacity.sum())
