"""The compiled inner loop of the ceiling by prices: the people who are worth most at one table.

A depth-first search over sets of people in ascending order. Whole numbers throughout, so
that what it proves is exact.
"""

import numpy as np

from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.tuples import BOOL, I64, SETS, Array, Index, Sets

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


@compiled("int64(int64[:,::1], int64[::1], int64, int64[::1], int64[:,::1])")
def highest_price(gain: Array, cost: Array, size: Index, steps: Array, found: Array) -> int:
    """Return the greatest Σ gain − Σ cost of any ``size`` people, or 0, or -1 if unknown.

    ``gain``: int64[n, n], symmetric, never negative; ``cost``: int64[n]. Each step taken
    lowers steps[0]; none left is when the answer is unknown. Row p of ``found`` (int64[n,
    size]) returns the best set whose first person is p, or -1 where none is worth more than 0.
    """
    n = cost.shape[0]
    with_them = np.zeros((size + 1, n), dtype=np.int64)
    open_to = np.zeros((size + 1, n), dtype=np.int64)
    filled, place = np.zeros(size + 1, dtype=np.int64), np.zeros(size + 1, dtype=np.int64)
    worth, chosen = np.zeros(size + 1, dtype=np.int64), np.zeros(size + 1, dtype=np.int64)
    top = np.zeros(size + 1, dtype=np.int64)
    sets = Sets(gain, with_them, open_to, filled, place, top)
    greatest, best = np.int64(gain.max()), np.int64(0)
    for first in range(n):
        record = np.int64(0)
        found[first, 0] = -1
        chosen[0], worth[1], filled[1], place[1], d = first, -cost[first], n - first - 1, 0, 1
        for q in range(first + 1, n):
            open_to[1, q - first - 1], with_them[1, q] = q, gain[first, q] - cost[q]
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
