"""The compiled loop for the levels below the pairs: one swap changes five totals at once.

The totals, each better when greater: 0 pairs less broken rules, 1 fairness (minus the price
of all degrees), 2 minus repeats and same-organisation meetings, 3 affinity, 4 minus moves.
A level is guarded by rejection, never by weight: a swap that loses anything on a guarded
level is refused, whatever it gains below.
"""

import numpy as np

from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.levels.changes import changes, swap_all
from scheduler.engine.kernels.swaps import (
    Array,
    Index,
    add_to,
    below,
    chance,
    companion_swaps,
    copy_seats,
    swap_worth,
)


@compiled(
    "int64(uint8[:,::1], int16[:,:,::1], int16[:,::1], int32[:,::1], int32[::1], int32[::1],"
    " int32[:,::1], int16[:,::1], int64, int64, int64, int64)"
)
def has_deficit(
    code: Array, seat: Array, capacity: Array, by_byte: Array, degree: Array,
    organisation: Array, fair: Array, old: Array, level: Index, r: Index, t: Index, i: Index,
) -> Index:  # fmt: skip
    """Return 1 where a move of this seat may well help the level."""
    p = seat[r, t, i]
    if level == 4:
        return np.int64(old[r, p] >= 0 and old[r, p] != t)
    if level == 1:
        return np.int64(degree[p] < fair[p, 0] or degree[p] > fair[p, 1])
    for s in range(capacity[r, t]):
        x = seat[r, t, s]
        if s != i and (by_byte[3, code[p, x]] > 1 or organisation[p] == organisation[x]):
            return 1
    return 0


@compiled(
    "boolean(uint8[:,::1], int16[:,:,::1], int16[:,::1], int16[:,::1], int16[::1], int32[::1],"
    " int32[:,::1], int32[::1], int32[::1], int32[:,::1], int16[:,::1], uint64[::1], int64,"
    " float64, float64, int64[::1])"
)
def pick_for(
    code: Array, seat: Array, capacity: Array, fixed: Array, tables: Array, sector: Array,
    by_byte: Array, degree: Array, organisation: Array, fair: Array, old: Array, state: Array,
    level: Index, focus: float, within: float, at: Array,
) -> bool:  # fmt: skip
    """Write a random swap to ``at``, aimed at the level; say if it is allowed."""
    r = below(state, seat.shape[0])
    if tables[r] < 2:
        return False
    t = below(state, tables[r])
    i = below(state, capacity[r, t])
    aimed = chance(state) < focus
    if aimed:
        for _ in range(8):
            if has_deficit(code, seat, capacity, by_byte, degree, organisation, fair, old, level,
                    r, t, i):  # fmt: skip
                break
            t = below(state, tables[r])
            i = below(state, capacity[r, t])
    a = seat[r, t, i]
    u = below(state, tables[r] - 1)
    if u >= t:
        u += 1
    if aimed and level == 4 and old[r, a] >= 0 and old[r, a] < tables[r]:
        u = np.int64(old[r, a])
    if u == t:
        return False
    j = below(state, capacity[r, u])
    if chance(state) < within:
        first = below(state, capacity[r, u])
        for s in range(capacity[r, u]):
            v = (first + s) % capacity[r, u]
            if sector[seat[r, u, v]] == sector[a]:
                j = v
                break
    b = seat[r, u, j]
    at[0], at[1], at[2], at[3], at[4] = r, t, i, u, j
    return fixed[r, a] < 0 and fixed[r, b] < 0 and a != b


@compiled("boolean(int64[::1], int64[::1], int64, float64[::1], float64, uint64[::1])")
def accepted(
    change: Array, order: Array, guards: int, weight: Array, temperature: float, state: Array
) -> bool:
    """Whether to make a swap: never at the cost of a rule or a guarded level."""
    if change[0] <= -500:
        return False
    energy = 0.0
    for rank in range(5):
        level = order[rank]
        if rank >= guards:
            energy += weight[level] * change[level]
        elif change[level] != 0:
            return change[level] > 0
    return energy >= 0.0 or chance(state) < np.exp(energy / temperature)


@compiled(
    "boolean(uint8[:,::1], int16[:,:,::1], int16[:,::1], int32[::1], int32[:,::1], float64,"
    " int64, int64, int64, int64, int64)"
)
def loses_pairs(
    code: Array, seat: Array, capacity: Array, group: Array, by_byte: Array, bar: float,
    r: Index, t: Index, i: Index, u: Index, j: Index,
) -> bool:  # fmt: skip
    """Whether a plain swap gains less than ``bar`` pairs.

    Most moves fail here, at a fraction of the cost of all five levels.
    """
    if group[seat[r, t, i]] >= 0 or group[seat[r, u, j]] >= 0:
        return False
    return swap_worth(code, seat, capacity, by_byte[0], by_byte[1], r, t, i, u, j) < bar


@compiled("void(int16[:,::1], int64, int64, int64, int64, int64[:,::1])")
def as_chain(steps: Array, count: Index, r: Index, t: Index, u: Index, chain: Array) -> None:
    """Write the swaps of a company, all between two tables, as rows of a chain."""
    for s in range(count):
        chain[s, 0], chain[s, 1], chain[s, 3] = r, t, u
        chain[s, 2], chain[s, 4] = steps[s, 0], steps[s, 1]


@compiled(
    "boolean(uint8[:,::1], int16[:,:,::1], int16[:,::1], int16[:,::1], int32[:,::1], int32[::1],"
    " int32[::1], int32[:,::1], int32[:,::1], int16[:,::1], int32[::1], uint64[::1], int64[::1],"
    " int64, float64[::1], float64, int64, int64[:,::1], int64[::1], int64[::1])"
)
def tried(
    code: Array, seat: Array, capacity: Array, table: Array, by_byte: Array, degree: Array,
    organisation: Array, price: Array, affinity: Array, old: Array, changed: Array, state: Array,
    order: Array, guards: int, weight: Array, temperature: float, length: int, chain: Array,
    change: Array, part: Array,
) -> bool:  # fmt: skip
    """Make the swaps of a chain if they are accepted as a whole; say whether they were made.

    A row of ``chain`` is (round, table, seat, table, seat). ``change`` returns what they
    change on each level.
    """
    add_to(change, change, -1)
    for s in range(length):
        if s > 0:
            r, t, i, u, j = chain[s - 1]
            swap_all(code, seat, capacity, table, by_byte, degree, old, changed, r, t, i, u, j)
        r, t, i, u, j = chain[s]
        changes(code, seat, capacity, by_byte, degree, organisation, price, affinity, old,
                changed, r, t, i, u, j, part)  # fmt: skip
        add_to(change, part, 1)
    made = accepted(change, order, guards, weight, temperature, state)
    if made:
        r, t, i, u, j = chain[length - 1]
        swap_all(code, seat, capacity, table, by_byte, degree, old, changed, r, t, i, u, j)
    else:
        for s in range(length - 2, -1, -1):
            r, t, i, u, j = chain[s]
            swap_all(code, seat, capacity, table, by_byte, degree, old, changed, r, t, i, u, j)
    return made


@compiled("boolean(int64[::1], int64[::1], int64[::1])")
def passes(totals: Array, best: Array, order: Array) -> bool:
    """Whether totals beat the best lexicographically."""
    for rank in range(5):
        level = order[rank]
        if totals[level] != best[level]:
            return totals[level] > best[level]
    return False


@compiled("boolean(int64[::1], int64[::1])")
def reaches(totals: Array, target: Array) -> bool:
    """Whether every total is at its target."""
    short = 0
    for level in range(5):
        short += totals[level] < target[level]
    return short == 0


@compiled(
    "int64(uint8[:,::1], int16[:,:,::1], int16[:,::1], int16[:,::1], int16[:,::1], int16[::1],"
    " int32[::1], int32[::1], int32[:,::1], int32[::1], int32[::1], int32[:,::1], int32[:,::1],"
    " int32[:,::1], int16[:,::1], int32[::1], uint64[::1], int64[::1], int64, float64[::1],"
    " int64, int64, int64, float64, float64, float64, float64, int64, int64[::1], int64[::1],"
    " int64[::1], int16[:,:,::1])"
)
def improve(
    code: Array, seat: Array, capacity: Array, table: Array, fixed: Array, tables: Array,
    sector: Array, group: Array, by_byte: Array, degree: Array, organisation: Array,
    price: Array, fair: Array, affinity: Array, old: Array, changed: Array, state: Array,
    order: Array, guards: int, weight: Array, done: int, total: int, end: int, hot: float,
    cold: float, focus: float, within: float, aim: int, totals: Array, target: Array,
    best: Array, best_seat: Array,
) -> int:  # fmt: skip
    """Try the moves ``done`` .. ``end`` of a phase of ``total``; return how many were tried.

    ``order`` lists the levels, highest first; the first ``guards`` of them are guarded, the
    rest are annealed together on the sum of weight · change. ``best`` and ``best_seat`` keep
    the lexicographically best totals met; the loop ends where ``totals`` reach ``target``.
    ``aim`` is the level that the focused moves try to help; for fairness they start at
    somebody whose degree is not between the two that ``fair`` has for them.
    """
    steps = np.zeros((seat.shape[2] + 1, 2), dtype=np.int16)
    chain, at = np.zeros((seat.shape[2] + 1, 5), dtype=np.int64), np.zeros(5, dtype=np.int64)
    change, part = np.zeros(5, dtype=np.int64), np.zeros(5, dtype=np.int64)
    temperature, move = hot, done
    while move < end:
        if move % 256 == 0 or move == done:
            temperature = hot + (cold - hot) * move / total
        move += 1
        if not pick_for(code, seat, capacity, fixed, tables, sector, by_byte, degree,
                        organisation, fair, old, state, aim, focus, within, at):  # fmt: skip
            continue
        r, t, i, u, j = at
        bar = 0.0 if guards > 0 else -10.0 * temperature
        if order[0] == 0 and loses_pairs(code, seat, capacity, group, by_byte, bar, r, t, i, u, j):
            continue
        count = companion_swaps(seat, capacity, fixed, group, state, r, t, i, u, j, steps)
        if count == 0:
            continue
        as_chain(steps, count, r, t, u, chain)
        if not tried(code, seat, capacity, table, by_byte, degree, organisation, price, affinity,
                     old, changed, state, order, guards, weight, temperature, count, chain, change,
                     part):  # fmt: skip
            continue
        add_to(totals, change, 1)
        if passes(totals, best, order):
            add_to(best, best, -1)
            add_to(best, totals, 1)
            copy_seats(seat, best_seat)
        if reaches(totals, target):
            break
    return move - done
