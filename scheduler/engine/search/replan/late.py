"""Settles a re-plan: pairs, then the fewest with as many old seats as can be, then evenness.

A level that has met its bound lets hardly a seat return: nearly every swap back costs a
little evenness that others would have to make good. As a sum they can. Seats have a high
price at first and become cheaper phase by phase, so that what evenness costs least is had first.
"""

from dataclasses import dataclass

import numpy as np

from scheduler.engine.kernels.levels.changes import AFFINITY, FAIR, MOVES, PAIRS, REPEATS
from scheduler.engine.search.levels.improve import NO_TARGET, Levels
from scheduler.engine.search.levels.phases import LevelPhase, ReturnPhase
from scheduler.engine.search.levels.reseat import reseat_as_sum
from scheduler.engine.search.levels.targets import Aims, forced, target_of
from scheduler.engine.search.seating.instance import Instance
from scheduler.engine.search.seating.state import SearchState, from_seats
from scheduler.engine.solvers.assignment import assign
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import Parameters, parameter


@dataclass(frozen=True)
class ReplanParameters(Parameters):
    """Tuning of the levels on a re-plan."""

    release: tuple[tuple[float, float, float], ...] = parameter(
        "pairs: the price of a changed seat, and temperatures",
        (
            *((0.2, 0.12, 0.03), (0.2, 0.12, 0.03), (0.1, 0.12, 0.03), (0.05, 0.12, 0.02)),
            *((0.02, 0.1, 0.02), (0.005, 0.1, 0.02), (0.002, 0.15, 0.02)),
        ),
    )
    """Phase after phase, until the pairs are had."""
    for_the_fewest: tuple[float, float] = parameter(
        "seats: worth of a unit of evenness, and temperature", (0.05, 3.0)
    )
    """While the fewest is raised."""
    afterwards: tuple[float, float] = parameter(
        "seats: worth of a unit of evenness, and temperature", (0.06, 1.2)
    )
    """For giving back what more than one phase has moved."""
    again: tuple[float, float] = parameter(
        "seats: worth of a unit of evenness, and temperature", (0.03, 3.0)
    )
    """While more seats are changed than evenness alone may change."""
    looks: int = parameter("phases", 2)
    """Of the last kind, at most."""
    rescue: tuple[tuple[float, float], ...] = parameter(
        "units of evenness: price of a seat, and temperature", ((1.0, 0.6), (0.6, 0.6), (0.3, 0.3))
    )
    """Where raising the fewest was not enough."""
    out_of_reach: int = parameter("meetings", 4)
    """An aim that people are short of by more than this in all is given up at once."""
    nearly: int = parameter("meetings", 1)
    """The same after a rescue: of ten such rooms none got there in the next two."""
    even_out: tuple[tuple[float, float], ...] = parameter(
        "units of evenness: price of a seat, and temperature", ((2.0, 1.0), (0.8, 0.6), (0.3, 0.3))
    )
    """Phase after phase, for evenness alone."""
    longest: int = parameter("moves", 120_000, least=1)
    """Of one of those phases."""
    longest_return: int = parameter("moves", 400_000, least=1)
    """Of one that gives seats back."""
    small_room: int = parameter("seats", 100)
    """Of all rounds, up to which evenness is had whatever it costs in seats."""
    times_the_floor: int = parameter("times", 2, least=1)
    """Beyond that, what table sizes force may be changed so often."""
    one_seat_in: int = parameter("seats", 16, least=1)
    """Or one of so many, if that is more."""


_TUNED = ReplanParameters()
_FINE = 1000
"""What it costs to give another number to a table to which somebody is bound."""


def climb(levels: Levels, ceiling: int, random: np.ndarray, budget: Budget) -> None:
    """Raise the pairs to the ceiling, leaving as many seats as they were as will do."""
    target = np.full(5, NO_TARGET, dtype=np.int64)
    if not len(levels.old):
        target[:] = -NO_TARGET
        target[PAIRS] = ceiling
    usual = levels.order.copy()
    levels.order[:] = (PAIRS, MOVES, FAIR, REPEATS, AFFINITY)
    moves = 100_000 + 60 * _seats(levels)
    for price, hot, cold in _TUNED.release:
        if levels.best[PAIRS] >= ceiling or budget.over():
            break
        phase = LevelPhase(0, moves, hot, cold, (1.0, 0.0, 0.0, 0.0, price), 0.4, 0.1, aim=MOVES)
        levels.run(phase, random, target, budget)
        budget.observer.offer(int(levels.best[PAIRS]))
    levels.order[:] = usual


def renumbered(instance: Instance, state: SearchState, old: np.ndarray) -> SearchState:
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
    small = _seats(levels) <= _TUNED.small_room
    allowed = max(
        _TUNED.times_the_floor * sum(forced(levels)), _seats(levels) // _TUNED.one_seat_in
    )
    _help_the_worst_off(levels, aims, random, budget)
    for _ in range(_TUNED.looks):
        if small or levels.seats_changed() <= allowed:
            break
        _return_seats(levels, *_TUNED.again, aims, random, budget)
    for price, hot in _TUNED.even_out:
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
    _return_seats(levels, *_TUNED.for_the_fewest, aims, random, budget)
    short = levels.short()
    if short == 0 or (short <= _TUNED.out_of_reach and _rescue(levels, aims, random, budget)):
        return
    seat, had = levels.best_seat, levels.met_by_fewest()
    while had + 1 < wanted and not budget.over():
        levels.aim(levels.best_state(), had + 1)
        _return_seats(levels, *_TUNED.for_the_fewest, aims, random, budget)
        if levels.short():
            break
        seat, had = levels.best_seat, levels.met_by_fewest()
    levels.aim(from_seats(levels.instance, seat), had)
    _return_seats(levels, *_TUNED.afterwards, aims, random, budget)


def _rescue(levels: Levels, aims: Aims, random: np.ndarray, budget: Budget) -> bool:
    """Even out until nobody is short, and give back what that did not need; say if it worked.

    Evenness leads there: whoever is short takes from those who meet more than others.
    """
    rng = np.random.default_rng(int(random[0]))
    for price, hot in _TUNED.rescue:
        _settle_at(levels, price, hot, aims, rng, random, budget)
        if levels.short() == 0:
            _return_seats(levels, *_TUNED.afterwards, aims, random, budget)
            return True
        if levels.short() > _TUNED.nearly:
            break
    return False


def _return_seats(
    levels: Levels, fairness: float, hot: float, aims: Aims, random: np.ndarray, budget: Budget
) -> None:
    """One phase of returning seats; its length goes by how many there are to return."""
    beyond = levels.seats_changed() - sum(forced(levels))
    moves = min(_TUNED.longest_return, 60_000 + 12_000 * beyond)
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
    moves = min(_TUNED.longest, 50_000 + 500 * _seats(levels))
    phase = LevelPhase(1, moves, hot, 0.05, (0.0, 1.0, 1.0, 0.05, price), aim=MOVES)
    levels.run_as_sum(phase, random, target_of(levels, aims), budget)
    sweeps = min(10, max(2, 300 // max(1, int(levels.instance.tables.max(initial=1)))))
    reseat_as_sum(levels, rng, (_FINE**3, _FINE, _FINE, 0, int(price * _FINE)), sweeps, budget)


def _seats(levels: Levels) -> int:
    return int(levels.instance.capacity.sum())
