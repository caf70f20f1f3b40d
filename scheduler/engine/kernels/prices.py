"""The compiled inner loop of the ceiling by prices: the people who are worth most at one table.

A depth-first search over sets of people in ascending order. Whole numbers throughout, so
that what it proves is exact.
"""

import numpy as np

from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.tuples import (
    BOOL,
    I64,
    I64_ROW,
    PLACES,
    SETS,
    VOID,
    Array,
    Index,
    Sets,
)

_LOWEST = -(2**60)


@compiled(BOOL(SETS, I64, I64, I64, I64, I64, I64), allocates=False)
def deepen(
    sets: Sets, d: Index, q: Index, rest: Index, value: Index, greatest: Index, record: Index
) -> bool:
    """Let ``q`` join the set of d people, worth ``value`` then; say if it is worth going on.

    ``rest`` more are wanted after q. At most they add the best ``rest`` of what each
    candidate adds by itself, and ``greatest`` for every pair of them. Candidates with whom
    the set cannot pass ``record`` are left out.
    """
    gain, with_them, open_to, filled, place, top = sets
    for s in range(rest):
        top[s] = _LOWEST
    for i in range(place[d], filled[d]):
        x = open_to[d, i]
        adds = with_them[d, x] + gain[q, x]
        with_them[d + 1, x] = adds
        s = rest - 1
        if adds > top[s]:
            while s > 0 and top[s - 1] < adds:
                top[s] = top[s - 1]
                s -= 1
            top[s] = adds
    most = value + greatest * (rest * (rest - 1) // 2)
    for s in range(rest):
        most += top[s]
    if most <= record:
        return False
    kept, spare = 0, most - top[rest - 1]
    for i in range(place[d], filled[d]):
        x = open_to[d, i]
        if spare + with_them[d + 1, x] > record:
            open_to[d + 1, kept] = x
            kept += 1
    filled[d + 1], place[d + 1] = kept, 0
    return True


@compiled(SETS(PLACES, I64))
def empty_sets(gain: Array, size: Index) -> Sets:
    """The room for a search over sets of ``size`` people."""
    shape = (size + 1, gain.shape[0])
    with_them, open_to = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    filled, place = np.zeros(size + 1, dtype=np.int64), np.zeros(size + 1, dtype=np.int64)
    return Sets(gain, with_them, open_to, filled, place, np.zeros(size + 1, dtype=np.int64))


@compiled(VOID(SETS, I64_ROW, I64), allocates=False)
def begin_with(sets: Sets, cost: Array, first: Index) -> None:
    """The set of one person, whom those behind them in the order may join."""
    n = cost.shape[0]
    sets.filled[1], sets.place[1] = n - first - 1, 0
    for q in range(first + 1, n):
        sets.open_to[1, q - first - 1] = q
        sets.with_them[1, q] = sets.gain[first, q] - cost[q]


@compiled("int64(int64[:,::1], int64[::1], int64, int64[::1], int64[:,::1])")
def highest_price(gain: Array, cost: Array, size: Index, steps: Array, found: Array) -> int:
    """Return the greatest Σ gain − Σ cost of any ``size`` people, or 0, or -1 if unknown.

    ``gain``: int64[n, n], symmetric, never negative; ``cost``: int64[n]. Each step taken
    lowers steps[0]; none left is when the answer is unknown. Row p of ``found`` (int64[n,
    size]) returns the best set whose first person is p, or -1 where none is worth more than 0.
    """
    sets = empty_sets(gain, size)
    with_them, open_to, filled, place = sets.with_them, sets.open_to, sets.filled, sets.place
    worth, chosen = np.zeros(size + 1, dtype=np.int64), np.zeros(size + 1, dtype=np.int64)
    greatest, best = np.int64(gain.max()), np.int64(0)
    for first in range(cost.shape[0]):
        record = np.int64(0)
        found[first, 0] = -1
        begin_with(sets, cost, first)
        chosen[0], worth[1], d = first, -cost[first], 1
        while d > 0:
            rest = size - d
            if rest == 0 or filled[d] - place[d] < rest:
                d -= 1
                continue
            q = open_to[d, place[d]]
            place[d] += 1
            value = worth[d] + with_them[d, q]
            chosen[d] = q
            if rest == 1:
                if value > record:
                    record = value
                    for s in range(size):
                        found[first, s] = chosen[s]
                continue
            steps[0] -= 1
            if steps[0] < 0:
                return -1
            if deepen(sets, d, q, rest - 1, value, greatest, record):
                d += 1
                worth[d] = value
        best = max(best, record)
    return int(best)
