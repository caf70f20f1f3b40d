"""The compiled loop that gives old seats back after a late change.

Hardly anybody sits elsewhere than before, so that random swaps seldom touch those who do.
Here most moves start at one of them, and whoever is displaced often goes on to a third
table in the same move: two people are back where one swap would leave a third worse off.
"""

import numpy as np

from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.levels.anneal import as_chain, reaches, tried
from scheduler.engine.kernels.swaps import (
    Array,
    Index,
    add_to,
    below,
    chance,
    companion_swaps,
    copy_seats,
    swap,
    swap_worth,
)

_TO_OLD_SEAT, _ELSEWHERE = 0.3, 0.6
"""Shares of the moves: somebody back to their old seat; starting at somebody displaced."""
_WITH_DISPLACED, _WITH_SECTOR, _ONWARD = 0.5, 0.3, 0.6
"""Shares that exchange with somebody displaced, or of the sector; that go on to a third table."""


@compiled("boolean(int16[:,::1], int16[:,::1], int64, int64, int64, boolean)")
def displaced(
    old: Array, fixed: Array, r: Index, person: Index, t: Index, seated_before: bool
) -> bool:
    """Whether a person does not sit at table t for old times' sake.

    That is whoever sat elsewhere; unless ``seated_before`` also empty seats and newcomers.
    """
    if fixed[r, person] >= 0 or old[r, person] == t:
        return False
    return not seated_before or old[r, person] >= 0


@compiled(
    "boolean(int16[:,:,::1], int16[:,::1], int16[:,::1], int16[:,::1], int16[::1],"
    " uint64[::1], int64, boolean, int64[::1])"
)
def find_displaced(
    seat: Array, capacity: Array, fixed: Array, old: Array, tables: Array,
    state: Array, r: Index, seated_before: bool, at: Array,
) -> bool:  # fmt: skip
    """Write a seat (table, place) of somebody displaced to ``at``; False where there is none."""
    first = below(state, tables[r])
    for step in range(tables[r]):
        t = (first + step) % tables[r]
        start = below(state, capacity[r, t])
        for s in range(capacity[r, t]):
            i = (start + s) % capacity[r, t]
            if displaced(old, fixed, r, seat[r, t, i], t, seated_before):
                at[0], at[1] = t, i
                return True
    return False


@compiled(
    "int64(int16[:,:,::1], int16[:,::1], int16[:,::1], int16[:,::1], int32[::1],"
    " int64, uint64[::1], int64, int64)"
)
def partner(
    seat: Array, capacity: Array, fixed: Array, old: Array, sector: Array,
    person: Index, state: Array, r: Index, u: Index,
) -> Index:  # fmt: skip
    """Return a seat of table u: of somebody displaced, of the person's sector, or any.

    Nobody bound to the table, if there is somebody else.
    """
    first = below(state, capacity[r, u])
    kind = chance(state)
    free = first
    for s in range(capacity[r, u]):
        v = (first + capacity[r, u] - 1 - s) % capacity[r, u]
        other = seat[r, u, v]
        if fixed[r, other] >= 0:
            continue
        free = v
        if kind < _WITH_DISPLACED:
            if displaced(old, fixed, r, other, u, False):
                return v
        elif kind < _WITH_DISPLACED + _WITH_SECTOR:
            if sector[other] == sector[person]:
                return v
        else:
            return v
    return free


@compiled(
    "boolean(int16[:,:,::1], int16[:,::1], int16[:,::1], int16[:,::1], int16[::1], int32[::1],"
    " uint64[::1], int64[::1], int64[::1])"
)
def pick_return(
    seat: Array, capacity: Array, fixed: Array, old: Array, tables: Array, sector: Array,
    state: Array, at: Array, step: Array,
) -> bool:  # fmt: skip
    """Write a swap (round, table, seat, table, seat) to ``step``; say if it is allowed."""
    r = below(state, seat.shape[0])
    if tables[r] < 2:
        return False
    kind = chance(state)
    if kind >= _TO_OLD_SEAT + _ELSEWHERE:
        at[0] = below(state, tables[r])
        at[1] = below(state, capacity[r, at[0]])
    elif not find_displaced(seat, capacity, fixed, old, tables, state, r, kind < _TO_OLD_SEAT, at):
        return False
    t, i = at[0], at[1]
    a = seat[r, t, i]
    u = below(state, tables[r] - 1)
    if u >= t:
        u += 1
    if kind < _TO_OLD_SEAT and old[r, a] < tables[r]:
        u = np.int64(old[r, a])
    j = partner(seat, capacity, fixed, old, sector, a, state, r, u)
    b = seat[r, u, j]
    step[0], step[1], step[2], step[3], step[4] = r, t, i, u, j
    return fixed[r, a] < 0 and fixed[r, b] < 0 and a != b


@compiled(
    "boolean(int16[:,:,::1], int16[:,::1], int16[:,::1], int16[:,::1], int16[::1], int32[::1],"
    " int32[::1], uint64[::1], int64[::1], int64[:,::1])"
)
def pick_onward(
    seat: Array, capacity: Array, fixed: Array, old: Array, tables: Array, sector: Array,
    group: Array, state: Array, at: Array, chain: Array,
) -> bool:  # fmt: skip
    """Write to row 1 of ``chain`` where the person displaced by row 0 goes on to, if anywhere.

    Their old seat, or to the seat of somebody displaced at a third table.
    """
    r, t, i, u, j = chain[0]
    b = seat[r, u, j]
    if 0 <= old[r, b] < tables[r] and old[r, b] != u and old[r, b] != t:
        at[0] = old[r, b]
        at[1] = partner(seat, capacity, fixed, old, sector, b, state, r, at[0])
    elif not find_displaced(seat, capacity, fixed, old, tables, state, r, False, at):
        return False
    v, k = at[0], at[1]
    c = seat[r, v, k]
    if v in (t, u) or fixed[r, c] >= 0 or group[c] >= 0 or b == c:
        return False
    chain[1, 0], chain[1, 1], chain[1, 2], chain[1, 3], chain[1, 4] = r, t, i, v, k
    return True


@compiled(
    "int64(int16[:,:,::1], int16[:,::1], int16[:,::1], int16[:,::1], int16[::1], int32[::1],"
    " int32[::1], uint64[::1], int64[::1], int16[:,::1], int64[:,::1])"
)
def pick_chain(
    seat: Array, capacity: Array, fixed: Array, old: Array, tables: Array, sector: Array,
    group: Array, state: Array, at: Array, steps: Array, chain: Array,
) -> int:  # fmt: skip
    """Write the swaps of one move to ``chain``; return how many, 0 for none."""
    if not pick_return(seat, capacity, fixed, old, tables, sector, state, at, chain[0]):
        return 0
    r, t, i, u, j = chain[0]
    a, b = seat[r, t, i], seat[r, u, j]
    if group[a] >= 0 or group[b] >= 0:
        count = companion_swaps(seat, capacity, fixed, group, state, r, t, i, u, j, steps)
        as_chain(steps, count, r, t, u, chain)
        return count
    onward = chance(state) < _ONWARD and pick_onward(
        seat, capacity, fixed, old, tables, sector, group, state, at, chain
    )
    return 2 if onward else 1


@compiled(
    "int64(uint8[:,::1], int16[:,:,::1], int16[:,::1], int16[:,::1], int32[:,::1], int64,"
    " int64[:,::1])"
)
def pairs_gained(
    code: Array, seat: Array, capacity: Array, table: Array, by_byte: Array, length: int,
    chain: Array,
) -> int:  # fmt: skip
    """Return what a chain of swaps gains in pairs. Most chains fail by this, at little cost."""
    gain = 0
    for s in range(length):
        r, t, i, u, j = chain[s]
        gain += swap_worth(code, seat, capacity, by_byte[0], by_byte[1], r, t, i, u, j)
        if s + 1 < length:
            swap(code, seat, capacity, table, r, t, i, u, j)
    for s in range(length - 2, -1, -1):
        r, t, i, u, j = chain[s]
        swap(code, seat, capacity, table, r, t, i, u, j)
    return gain


@compiled(
    "int64(uint8[:,::1], int16[:,:,::1], int16[:,::1], int16[:,::1], int16[:,::1], int16[::1],"
    " int32[::1], int32[::1], int32[:,::1], int32[::1], int32[::1], int32[:,::1],"
    " int32[:,::1], int16[:,::1], int32[::1], uint64[::1], int64[::1], float64[::1], int64,"
    " int64, int64, float64, float64, int64[::1], int64[::1], int64[::1], int16[:,:,::1],"
    " float64[::1])"
)
def return_seats(
    code: Array, seat: Array, capacity: Array, table: Array, fixed: Array, tables: Array,
    sector: Array, group: Array, by_byte: Array, degree: Array, organisation: Array,
    price: Array, affinity: Array, old: Array, changed: Array, state: Array, order: Array,
    weight: Array, done: int, total: int, end: int, hot: float, cold: float, totals: Array,
    target: Array, best: Array, best_seat: Array, sums: Array,
) -> int:  # fmt: skip
    """Try the moves ``done`` .. ``end`` of a phase of ``total``; return how many were tried.

    The first level of ``order`` is guarded; the others are annealed on the sum of
    weight · change. ``sums`` holds the sum now and the greatest met, each against the start
    of the phase; ``best`` and ``best_seat`` keep the totals and seats of the greatest. The
    loop ends where ``totals`` reach ``target``.
    """
    steps = np.zeros((seat.shape[2] + 1, 2), dtype=np.int16)
    chain, at = np.zeros((seat.shape[2] + 1, 5), dtype=np.int64), np.zeros(2, dtype=np.int64)
    change, part = np.zeros(5, dtype=np.int64), np.zeros(5, dtype=np.int64)
    temperature, move = hot, done
    while move < end:
        if move % 256 == 0 or move == done:
            temperature = hot + (cold - hot) * move / total
        move += 1
        length = pick_chain(seat, capacity, fixed, old, tables, sector, group, state, at, steps,
                            chain)  # fmt: skip
        if length == 0 or pairs_gained(code, seat, capacity, table, by_byte, length, chain) < 0:
            continue
        if not tried(code, seat, capacity, table, by_byte, degree, organisation, price, affinity,
                     old, changed, state, order, 1, weight, temperature, length, chain, change,
                     part):  # fmt: skip
            continue
        add_to(totals, change, 1)
        for level in range(5):
            sums[0] += weight[level] * change[level]
        reached = reaches(totals, target)
        if reached or sums[0] > sums[1] + 0.001:
            sums[1] = max(sums[0], sums[1])
            add_to(best, best, -1)
            add_to(best, totals, 1)
            copy_seats(seat, best_seat)
        if reached:
            break
    return move - done
