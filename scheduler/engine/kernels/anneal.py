"""The compiled inner loop of the search for pairs: swaps, accepted by Metropolis' rule.

Shapes as in :mod:`.swaps`.
"""

import numpy as np

from scheduler.engine.kernels.aim import take_aim
from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.swaps import (
    Array,
    chance,
    companion_swaps,
    copy_seats,
    pick,
    swap,
    swap_worth,
)


@compiled(
    "int64(uint8[:,::1], int16[:,:,::1], int16[:,::1], int16[:,::1], int16[:,::1], int16[::1],"
    " int32[::1], int32[::1], int32[::1], int32[::1], uint64[::1], int64, int64, float64, float64,"
    " float64, float64, float64, int64, int64, int16[:,:,::1], int64[::1])"
)
def anneal(
    code: Array, seat: Array, capacity: Array, table: Array, fixed: Array, tables: Array,
    sector: Array, group: Array, add: Array, remove: Array, state: Array, done: int, total: int,
    hot: float, cold: float, aimed: float, focus: float, within: float, score: int, target: int,
    best_seat: Array, best: Array,
) -> int:  # fmt: skip
    """Try moves ``done`` .. of a phase of ``total`` (at most best[2] of them); return the score.

    The temperature falls linearly from ``hot`` to ``cold`` over the phase. A share ``aimed`` of
    the moves takes somebody to a person they have yet to meet; of the others a share ``focus``
    starts at a wasted seat and a share ``within`` swaps inside a sector. Whenever
    the score passes best[0], the seats are copied to ``best_seat``. Stops at ``target``.
    best[1] returns the number of moves tried.
    """
    steps = np.zeros((seat.shape[2] + 1, 2), dtype=np.int16)
    at = np.zeros(5, dtype=np.int64)
    end = min(total, done + best[2])
    move, temperature = done, hot
    while move < end:
        if move % 256 == 0 or move == done:
            temperature = hot + (cold - hot) * move / total
        move += 1
        if aimed > 0.0 and chance(state) < aimed:
            found = take_aim(code, seat, capacity, table, fixed, tables, add, remove, state, at)
        else:
            found = pick(code, seat, capacity, fixed, tables, sector, state, focus, within, at)
        if not found:
            continue
        r, t, i, u, j = at
        count = companion_swaps(seat, capacity, fixed, group, state, r, t, i, u, j, steps)
        if count == 0:
            continue
        gain = 0
        for s in range(count):
            if s > 0:
                swap(code, seat, capacity, table, r, t, steps[s - 1, 0], u, steps[s - 1, 1])
            gain += swap_worth(code, seat, capacity, add, remove, r, t, steps[s, 0], u, steps[s, 1])
        if gain < 0 and (gain < -30.0 * temperature or chance(state) > np.exp(gain / temperature)):
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
    return score
