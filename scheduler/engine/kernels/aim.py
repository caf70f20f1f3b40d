"""Compiled moves for plans after much history, aimed at pairs still to meet.

Where most pairs have met before, a random swap seldom brings two together who have not. An
aimed move takes somebody to the table of a person they have yet to meet, in the place of
whoever there gives up least. Shapes as in :mod:`.swaps`.
"""

from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.pair_codes import COUNTS, MUST_COUNTS, MUST_NEUTRAL
from scheduler.engine.kernels.swaps import Array, below, chance, swap_worth

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
        new = byte in (COUNTS, MUST_COUNTS, MUST_NEUTRAL)
        if new and table[r, wanted] != t:
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
