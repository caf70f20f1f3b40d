"""The compiled inner loop: cold annealing over swaps within a round.

Method: simulated annealing on the swap neighbourhood of the social golfer problem (Dotú and
Van Hentenryck 2005; Cotta et al. 2006), with the worth of a pair read from 256-entry tables.
One swap at tables of k costs 4(k - 1) look-ups. Kernels hold no state of their own and
release the interpreter lock; callers pass arrays and get the new score back.

Shapes: ``seat`` int16[F, T, K], ``table`` int16[F, n+1], ``code`` uint8[n+1, n+1].
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.pair_codes import APART, MUST_COUNTS, MUST_NEUTRAL, NEUTRAL, SITS_OUT

Array = NDArray[Any]
Index = int | np.integer[Any]

_A, _B, _C = np.uint64(12), np.uint64(25), np.uint64(27)
_MULTIPLY = np.uint64(2685821657736338717)
_HALF, _MANTISSA = np.uint64(32), np.uint64(11)
_UNIT = 1.0 / 9007199254740992.0


@compiled("uint64(uint64[::1])")
def draw(state: Array) -> Any:
    """Advance an xorshift64* generator (Vigna 2016); 64 random bits."""
    x = state[0]
    x ^= x >> _A
    x ^= x << _B
    x ^= x >> _C
    state[0] = x
    return x * _MULTIPLY


@compiled("int64(uint64[::1], int64)")
def below(state: Array, limit: Index) -> Index:
    """Return a number from 0 to ``limit`` - 1."""
    return np.int64(((draw(state) >> _HALF) * np.uint64(limit)) >> _HALF)


@compiled("float64(uint64[::1])")
def chance(state: Array) -> float:
    """Return a number from 0 to 1, 1 excluded."""
    return np.float64(draw(state) >> _MANTISSA) * _UNIT


@compiled(
    "int64(uint8[:,::1], int16[:,:,::1], int16[:,::1], int32[::1], int32[::1],"
    " int64, int64, int64, int64, int64)"
)
def swap_worth(
    code: Array, seat: Array, capacity: Array, add: Array, remove: Array,
    r: Index, t: Index, i: Index, u: Index, j: Index,
) -> int:  # fmt: skip
    """Return what swapping seat i of table t with seat j of table u gains."""
    a, b = seat[r, t, i], seat[r, u, j]
    row_a, row_b = code[a], code[b]
    worth = 0
    for s in range(capacity[r, t]):
        if s != i:
            x = seat[r, t, s]
            worth += remove[row_a[x]] + add[row_b[x]]
    for s in range(capacity[r, u]):
        if s != j:
            x = seat[r, u, s]
            worth += remove[row_b[x]] + add[row_a[x]]
    return worth


@compiled(
    "void(uint8[:,::1], int16[:,:,::1], int16[:,::1], int16[:,::1],"
    " int64, int64, int64, int64, int64)"
)
def swap(
    code: Array, seat: Array, capacity: Array, table: Array,
    r: Index, t: Index, i: Index, u: Index, j: Index,
) -> None:  # fmt: skip
    """Swap two seats and count the meetings anew."""
    a, b = seat[r, t, i], seat[r, u, j]
    for s in range(capacity[r, t]):
        if s != i:
            x = seat[r, t, s]
            code[a, x] -= np.uint8(1)
            code[x, a] = code[a, x]
            code[b, x] += np.uint8(1)
            code[x, b] = code[b, x]
    for s in range(capacity[r, u]):
        if s != j:
            x = seat[r, u, s]
            code[b, x] -= np.uint8(1)
            code[x, b] = code[b, x]
            code[a, x] += np.uint8(1)
            code[x, a] = code[a, x]
    seat[r, t, i], seat[r, u, j] = b, a
    table[r, a], table[r, b] = u, t


@compiled(
    "int64(int16[:,:,::1], int16[:,::1], int16[:,::1], int32[::1], uint64[::1],"
    " int64, int64, int64, int64, int64, int16[:,::1])"
)
def companion_swaps(
    seat: Array, capacity: Array, fixed: Array, group: Array, state: Array,
    r: Index, t: Index, i: Index, u: Index, j: Index, steps: Array,
) -> int:  # fmt: skip
    """List the seat swaps that exchange two people with everyone who must stay with them.

    Row s of ``steps`` is (seat of table t, seat of table u); returns how many there are, 0
    when the company does not fit. The smaller company is filled up with people free to move.
    """
    a, b = seat[r, t, i], seat[r, u, j]
    if group[a] < 0 and group[b] < 0:
        steps[0, 0], steps[0, 1] = i, j
        return 1
    count_t, count_u = 0, 0
    for s in range(capacity[r, t]):
        if s == i or (group[a] >= 0 and group[seat[r, t, s]] == group[a]):
            steps[count_t, 0] = s
            count_t += 1
    for s in range(capacity[r, u]):
        if s == j or (group[b] >= 0 and group[seat[r, u, s]] == group[b]):
            steps[count_u, 1] = s
            count_u += 1
    if count_t == count_u:
        return count_t
    short = 1 if count_t > count_u else 0
    other, have, need = (u, count_u, count_t) if short == 1 else (t, count_t, count_u)
    taken = have
    first = below(state, capacity[r, other])
    for step in range(capacity[r, other]):
        s = (first + step) % capacity[r, other]
        p = seat[r, other, s]
        if have < need and group[p] < 0 and fixed[r, p] < 0:
            fresh = True
            for k in range(taken):
                fresh = fresh and steps[k, short] != s
            if fresh:
                steps[have, short] = s
                have += 1
    return have if have == need else 0


@compiled("int64(uint8[:,::1], int16[:,:,::1], int16[:,::1], int64, int64, int64)")
def wasted(code: Array, seat: Array, capacity: Array, r: Index, t: Index, i: Index) -> int:
    """Return 1 where the person on that seat repeats a meeting, or breaks a rule, there."""
    row = code[seat[r, t, i]]
    for s in range(capacity[r, t]):
        if s != i:
            byte = row[seat[r, t, s]]
            if byte < NEUTRAL:
                if byte > 1:
                    return 1
            elif APART < byte < SITS_OUT or MUST_COUNTS + 1 < byte < MUST_NEUTRAL:
                return 1
    return 0


@compiled(
    "boolean(uint8[:,::1], int16[:,:,::1], int16[:,::1], int16[:,::1], int16[::1], int32[::1],"
    " uint64[::1], float64, float64, int64[::1])"
)
def pick(
    code: Array, seat: Array, capacity: Array, fixed: Array, tables: Array, sector: Array,
    state: Array, focus: float, within: float, at: Array,
) -> bool:  # fmt: skip
    """Write a random swap to ``at`` (round, table, seat, table, seat); say if it is allowed."""
    r = below(state, seat.shape[0])
    if tables[r] < 2:
        return False
    t = below(state, tables[r])
    i = below(state, capacity[r, t])
    if chance(state) < focus:
        for _ in range(8):
            if wasted(code, seat, capacity, r, t, i):
                break
            t = below(state, tables[r])
            i = below(state, capacity[r, t])
    u = below(state, tables[r] - 1)
    if u >= t:
        u += 1
    j = below(state, capacity[r, u])
    a = seat[r, t, i]
    if chance(state) < within:
        for s in range(capacity[r, u]):
            if sector[seat[r, u, s]] == sector[a]:
                j = s
                break
    b = seat[r, u, j]
    at[0], at[1], at[2], at[3], at[4] = r, t, i, u, j
    return fixed[r, a] < 0 and fixed[r, b] < 0 and a != b


@compiled("void(int64[::1], int64[::1], int64)")
def add_to(totals: Array, change: Array, times: Index) -> None:
    """Add a multiple of one row of five to another."""
    for level in range(5):
        totals[level] += times * change[level]


@compiled("void(int16[:,:,::1], int16[:,:,::1])")
def copy_seats(seat: Array, copy: Array) -> None:
    """Copy seats. Spelt out: an array assignment takes seconds to compile."""
    for r in range(seat.shape[0]):
        for t in range(seat.shape[1]):
            for s in range(seat.shape[2]):
                copy[r, t, s] = seat[r, t, s]
