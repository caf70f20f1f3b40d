"""Plain simulated annealing: random seats, swaps within a round, a cooling schedule.

No designs, no ceilings (so it never knows that it may stop), no OR-Tools. Compiled like the
engine's own kernels, so that the comparison is of methods and not of languages.
"""

from time import perf_counter

import numpy as np
from numba import njit

from benchmarks.engine.by_hand import random_seating
from benchmarks.engine.room import Room, Seats

_HOT, _COLD = 1.0, 0.05
"""Temperatures in pairs, first and last of the geometric schedule."""
_BATCH = 20_000
_PENALTY = 4
"""What a meeting of two people who must be kept apart costs, in pairs."""


def annealing(room: Room, seconds: float, seed: int) -> Seats:
    """Return the best plan seen; one run that cools for the whole time."""
    seats = random_seating(room, seed)
    counts = np.zeros((room.people, room.people), dtype=np.int16)
    for row in seats:
        counts += (np.equal.outer(row, row) & (row >= 0)[:, None]).astype(np.int16)
    np.fill_diagonal(counts, 0)
    best, most, value = seats.copy(), 0, 0
    movable = np.flatnonzero(room.host < 0)
    if len(movable) < 2:
        return seats
    apart = room.apart.astype(np.int8)
    _seed(seed)
    began = perf_counter()
    while (share := (perf_counter() - began) / seconds) < 1:
        warmth = _HOT * (_COLD / _HOT) ** share
        value, most = _swaps(
            seats, counts, room.worth, apart, movable, warmth, value, most, best, _BATCH
        )
    return best


@njit(cache=True)
def _seed(seed):  # type: ignore[no-untyped-def]
    np.random.seed(seed)


@njit(cache=True)
def _swaps(  # type: ignore[no-untyped-def]
    seats, counts, worth, apart, movable, warmth, value, most, best, steps
):
    """Try ``steps`` swaps; ``value`` is the gain since the start, ``most`` the best of it."""
    rounds = len(seats)
    for _ in range(steps):
        r = np.random.randint(rounds)
        a = movable[np.random.randint(len(movable))]
        b = movable[np.random.randint(len(movable))]
        at, to = seats[r, a], seats[r, b]
        if at == to:
            continue
        gain = _gain(seats[r], counts, worth, apart, a, b)
        if gain < 0 and np.random.random() >= np.exp(gain / warmth):
            continue
        _swap(seats[r], counts, a, b)
        value += gain
        if value > most:
            most = value
            best[:] = seats
    return value, most


@njit(cache=True)
def _gain(row, counts, worth, apart, a, b):  # type: ignore[no-untyped-def]
    """What swapping ``a`` and ``b`` of different tables of a round would add."""
    at, to, gain = row[a], row[b], 0
    for p in range(len(row)):
        if p != a and row[p] == at and at >= 0:
            gain += _less(counts, worth, apart, a, p) + _more(counts, worth, apart, b, p)
        elif p != b and row[p] == to and to >= 0:
            gain += _less(counts, worth, apart, b, p) + _more(counts, worth, apart, a, p)
    return gain


@njit(cache=True)
def _swap(row, counts, a, b):  # type: ignore[no-untyped-def]
    at, to = row[a], row[b]
    for p in range(len(row)):
        if p != a and row[p] == at and at >= 0:
            _count(counts, a, p, -1)
            _count(counts, b, p, 1)
        elif p != b and row[p] == to and to >= 0:
            _count(counts, b, p, -1)
            _count(counts, a, p, 1)
    row[a], row[b] = to, at


@njit(cache=True, inline="always")
def _less(counts, worth, apart, a, p):  # type: ignore[no-untyped-def]
    return _PENALTY * apart[a, p] - (worth[a, p] if counts[a, p] == 1 else 0)


@njit(cache=True, inline="always")
def _more(counts, worth, apart, a, p):  # type: ignore[no-untyped-def]
    return (worth[a, p] if counts[a, p] == 0 else 0) - _PENALTY * apart[a, p]


@njit(cache=True, inline="always")
def _count(counts, a, p, change):  # type: ignore[no-untyped-def]
    counts[a, p] += change
    counts[p, a] += change
