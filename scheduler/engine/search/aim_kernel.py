"""The compiled inner loop for plans after much history: moves aimed at pairs still to meet.

Where most pairs have met before, a random swap seldom brings two together who have not. Nine
of ten moves here take somebody to the table of a person they have yet to meet, in the place
of whoever there gives up least; the others are random swaps. Shapes as in :mod:`.kernels`.
"""

import numpy as np

from scheduler.engine.search.compiled import compiled
from scheduler.engine.search.kernels import (
    Array,
    below,
    chance,
    company,
    copy_seats,
    pick,
    swap,
    swap_worth,
)

_AIMED = 0.9
"""Share of the moves that are aimed."""
_DRAWS = 12
"""How many people are drawn for one who is still to be met."""


@compiled(
    "boolean(uint8[:,::1], int16[:,:,::1], int16[:,::1], int16[:,::1], int16[:,::1], int16[::1],"
    " int32[::1], int32[::1], uint64[::1], int64[::1])"
)
def take_aim(
    code: Array, seat: Array, capacity: Array, table: Array, fixed: Array, tables: Array,
    add: Array, remove: Array, state: Array, at: Array,
) -> bool:  # fmt: skip
    """Write an aimed swap to ``at`` (round, table, seat, table, seat); say if there is one."""
    r = below(state, seat.shape[0])
    if tables[r] < 2:
        return False
    t = below(state, tables[r])
    i = below(state, capacity[r, t])
    a, u, wanted = seat[r, t, i], -1, -1
    if fixed[r, a] >= 0:
        return False
    for _ in range(_DRAWS):
        wanted = below(state, code.shape[0] - 1)
        byte = code[a, wanted]
        if (byte == 0 or byte == 192 or byte == 224) and table[r, wanted] != t:
            u = table[r, wanted]
            break
    if u < 0:
        return False
    best, j = -(2**60), -1
    for s in range(capacity[r, u]):
        b = seat[r, u, s]
        if b != wanted and b != a and fixed[r, b] < 0:
            gain = swap_worth(code, seat, capacity, add, remove, r, t, i, u, s)
            if gain > best or (gain == best and chance(state) < 0.5):
                best, j = gain, s
    at[0], at[1], at[2], at[3], at[4] = r, t, i, u, j
    return bool(j >= 0)


@compiled(
    "boolean(uint8[:,::1], int16[:,:,::1], int16[:,::1], int16[:,::1], int16[:,::1], int16[::1],"
    " int32[::1], int32[::1], int32[::1], uint64[::1], float64, int64[::1])"
)
def choose(
    code: Array, seat: Array, capacity: Array, table: Array, fixed: Array, tables: Array,
    sector: Array, add: Array, remove: Array, state: Array, within: float, at: Array,
) -> bool:  # fmt: skip
    """Write an aimed or a random swap to ``at``; say if it is allowed."""
    if chance(state) < _AIMED:
        return bool(take_aim(code, seat, capacity, table, fixed, tables, add, remove, state, at))
    return bool(pick(code, seat, capacity, fixed, tables, sector, state, 0.0, within, at))


@compiled(
    "int64(uint8[:,::1], int16[:,:,::1], int16[:,::1], int16[:,::1], int16[:,::1], int16[::1],"
    " int32[::1], int32[::1], int32[::1], int32[::1], uint64[::1], int64, int64, float64, float64,"
    " float64, int64, int64, int16[:,:,::1], int64[::1])"
)
def anneal_aimed(
    code: Array, seat: Array, capacity: Array, table: Array, fixed: Array, tables: Array,
    sector: Array, group: Array, add: Array, remove: Array, state: Array, done: int, total: int,
    hot: float, cold: float, within: float, score: int, target: int,
    best_seat: Array, best: Array,
) -> int:  # fmt: skip
    """Try moves as :func:`.kernels.anneal` does, nine of ten of them aimed."""
    steps = np.zeros((seat.shape[2] + 1, 2), dtype=np.int16)
    at = np.zeros(5, dtype=np.int64)
    end = min(total, done + best[2])
    move, heat = done, hot
    while move < end:
        if move % 256 == 0 or move == done:
            heat = hot + (cold - hot) * move / total
        move += 1
        if not choose(
            code, seat, capacity, table, fixed, tables, sector, add, remove, state, within, at
        ):
            continue
        r, t, i, u, j = at
        count = company(seat, capacity, fixed, group, state, r, t, i, u, j, steps)
        if count == 0:
            continue
        gain = 0
        for s in range(count):
            if s > 0:
                swap(code, seat, capacity, table, r, t, steps[s - 1, 0], u, steps[s - 1, 1])
            gain += swap_worth(code, seat, capacity, add, remove, r, t, steps[s, 0], u, steps[s, 1])
        if gain < 0 and (gain < -30.0 * heat or chance(state) > np.exp(gain / heat)):
            for s in range(count - 2, -1, -1):
                swap(code, seat, capacity, table, r, t, steps[s, 0], u, steps[s, 1])
            continue
        swap(code, seat, capacity, table, r, t, steps[count - 1, 0], u, steps[count - 1, 1])
        score += gain
        if score > best[0]:
            best[0] = score
            copy_seats(seat, best_seat)
            if score >= target:
                break
    best[1] = move - done
    return int(score)
