"""The search for a plan that keeps every rule, where the search for pairs leaves some broken.

For the pairs a broken rule is a wall: no swap ever breaks one more, so that a start in the
wrong valley stays there. Here nothing but the rules counts, each broken one the same, and the
same kernel anneals over them: a pair who must meet counts as a new pair does elsewhere, and a
meeting of two kept apart takes one away. Where everybody must meet everybody this is the
search for a social golfer schedule; where all are kept apart, for a colouring of a graph in
classes of given sizes. Method: simulated annealing over swaps as in :mod:`.kernels`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np

from scheduler.engine.search import codes, kernels
from scheduler.engine.search.anneal import Leg, random_state
from scheduler.engine.search.designed import seating_where_most_must_meet
from scheduler.engine.search.instance import Instance
from scheduler.engine.search.state import State, broken, from_seats
from scheduler.engine.search.watch import Watch

_CHUNK = 100_000
"""Moves between two looks at the watch."""
_WINDOWS = ((0.25, 0.1, 0.0), (0.5, 0.1, 0.4), (0.4, 0.2, 0.2))
"""Temperatures in broken rules, and the share of moves that starts at one, leg after leg.

Cold legs mend crowded must-meets, hot ones dense keep-aparts; which of them a problem has
more of is seen too late to choose.
"""
_GROWS = 1.3
_MOST = 0.9
"""Share of all pairs who must meet beyond which a schedule for everybody is looked up."""


def _in_rules() -> tuple[np.ndarray, np.ndarray]:
    """The class of each byte where only rules count, and then the worth of each byte."""
    kinds, worth = np.zeros(256, dtype=np.uint8), np.zeros(256, dtype=np.int64)
    for byte, (first, met) in enumerate(zip(codes.FIRST.tolist(), codes.MET.tolist(), strict=True)):
        if first in (codes.MUST_COUNTS, codes.MUST_NEUTRAL):
            kinds[byte] = codes.COUNTS + met
        elif first in (codes.APART, codes.BENCH):
            kinds[byte] = byte
        else:
            kinds[byte] = codes.NEUTRAL + met
        if first == codes.COUNTS:
            worth[byte] = met > 0
        elif first in (codes.APART, codes.BENCH):
            worth[byte] = codes.WORTH[byte] // codes.RULE
    return kinds, worth


_KINDS, _WORTH = _in_rules()
_ADD, _REMOVE = codes.steps_of(_WORTH)


@dataclass
class _Progress:
    """The seats with the fewest broken rules so far, and how many those are."""

    seat: np.ndarray
    missing: int


def keep_rules(instance: Instance, state: State, seed: int, watch: Watch) -> tuple[State, int]:
    """Return the seating with the fewest broken rules found, and how many those are.

    Ends at none, or when the watch is over. ``state`` is left as it is.
    """
    found = _Progress(state.seat.copy(), broken(instance, state.code))
    if found.missing and _wanted(instance) > _MOST * instance.n * (instance.n - 1) / 2:
        designed = seating_where_most_must_meet(instance, np.random.default_rng(seed))
        if designed is not None and broken(instance, designed.code) < found.missing:
            found = _Progress(designed.seat.copy(), broken(instance, designed.code))
    random = random_state(seed)
    seat = found.seat.copy()
    for leg in _legs(int(instance.capacity.sum())):
        if not found.missing or watch.over():
            break
        seat = _anneal(instance, seat, leg, random, found, watch)
    return from_seats(instance, found.seat), found.missing


def _legs(seats: int) -> Iterator[Leg]:
    for number in count():
        hot, cold, focus = _WINDOWS[number % len(_WINDOWS)]
        yield Leg(int((200_000 + 100 * seats) * _GROWS**number), hot, cold, focus, 0.0)


def _anneal(
    instance: Instance,
    seat: np.ndarray,
    leg: Leg,
    random: np.ndarray,
    found: _Progress,
    watch: Watch,
) -> np.ndarray:
    """Run one leg, keep the best it meets in ``found``, and return the seats at its end."""
    state = from_seats(instance, seat)
    code, table, wanted = _KINDS[state.code], state.table, _wanted(instance)
    score = wanted - broken(instance, state.code)
    best, best_seat = np.array([wanted - found.missing, 0, _CHUNK], np.int64), found.seat
    done = 0
    while done < leg.moves and best[0] < wanted and not watch.over():
        score = kernels.anneal(
            code, state.seat, instance.capacity, table, instance.fixed, instance.tables,
            instance.sector, instance.group, _ADD, _REMOVE, random, done, leg.moves,
            leg.hot, leg.cold, leg.focus, leg.within, score, wanted, best_seat, best,
        )  # fmt: skip
        done += int(best[1])
        watch.spend(int(best[1]) * 4 * seat.shape[2])
    found.missing = wanted - int(best[0])
    return state.seat


def _wanted(instance: Instance) -> int:
    """How many pairs must meet."""
    rows, columns = np.triu_indices(instance.n, 1)
    return int((_KINDS[instance.base[rows, columns]] < codes.NEUTRAL).sum())
