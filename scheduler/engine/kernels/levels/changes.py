"""What one swap changes on all five levels, and the swap itself."""

import numpy as np

from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.swaps import Array, Index, add_to, swap

MOVED_PERSON = 3
"""A person with any changed seat weighs as many further changed seats."""

_ARRAYS = (
    "uint8[:,::1], int16[:,:,::1], int16[:,::1], int32[:,::1], int32[::1], int32[::1],"
    " int32[:,::1], int32[:,::1], int16[:,::1], int32[::1]"
)
_SEATS = "int64, int64, int64, int64, int64"


@compiled("int64(int16[:,::1], int32[::1], int64, int64, int64, int64, int64)")
def kept_seats(
    old: Array, changed: Array, r: Index, person: Index, was: Index, now: Index, vacancy: Index
) -> Index:
    """Return what moving one person from table ``was`` to ``now`` is worth to the old plan."""
    if person == vacancy or old[r, person] < 0:
        return 0
    step = np.int64(old[r, person] != now) - np.int64(old[r, person] != was)
    worth = -step
    if step > 0 and changed[person] == 0:
        worth -= MOVED_PERSON
    elif step < 0 and changed[person] == 1:
        worth += MOVED_PERSON
    return worth


@compiled(f"void({_ARRAYS}, {_SEATS}, int64[::1])")
def changes(
    code: Array, seat: Array, capacity: Array, by_byte: Array, degree: Array,
    organisation: Array, price: Array, affinity: Array, old: Array, changed: Array,
    r: Index, t: Index, i: Index, u: Index, j: Index, out: Array,
) -> None:  # fmt: skip
    """Write into ``out`` what a swap changes on each of the five levels.

    ``by_byte``: int32[4, 256]: the worth of one more and of one fewer meeting, whether the
    pair counts, and how often it meets.
    ``price``: int32[n+1, D], the price of each degree of each person.
    ``old``: int16[F', n+1] tables of the plan to stay close to (F' = 0: none).
    """
    a, b = np.int64(seat[r, t, i]), np.int64(seat[r, u, j])
    vacancy = code.shape[0] - 1
    add_to(out, out, -1)
    own_a, own_b = 0, 0
    for side in range(2):
        table, skip = (t, i) if side == 0 else (u, j)
        goes, comes = (a, b) if side == 0 else (b, a)
        for s in range(capacity[r, table]):
            if s == skip:
                continue
            x = np.int64(seat[r, table, s])
            less, more = code[goes, x], code[comes, x]
            out[0] += by_byte[1, less] + by_byte[0, more]
            if x == vacancy:
                continue
            if goes != vacancy:
                met = by_byte[3, less]
                lost = by_byte[2, less] if met == 1 else 0
                out[2] += (met > 1) + (organisation[goes] == organisation[x])
                if met == 1 and affinity.shape[0] > 1:
                    out[3] -= affinity[goes, x]
            else:
                lost = 0
            if comes != vacancy:
                met = by_byte[3, more]
                won = by_byte[2, more] if met == 0 else 0
                out[2] -= (met > 0) + (organisation[comes] == organisation[x])
                if met == 0 and affinity.shape[0] > 1:
                    out[3] += affinity[comes, x]
            else:
                won = 0
            if won != lost:
                out[1] -= price[x, degree[x] + won - lost] - price[x, degree[x]]
            if side == 0:
                own_a -= lost
                own_b += won
            else:
                own_b -= lost
                own_a += won
    out[1] -= price[a, degree[a] + own_a] - price[a, degree[a]]
    out[1] -= price[b, degree[b] + own_b] - price[b, degree[b]]
    if old.shape[0] > 0:
        out[4] = kept_seats(old, changed, r, a, t, u, vacancy)
        out[4] += kept_seats(old, changed, r, b, u, t, vacancy)


@compiled(
    "void(uint8[:,::1], int16[:,:,::1], int16[:,::1], int16[:,::1], int32[:,::1], int32[::1],"
    f" int16[:,::1], int32[::1], {_SEATS})"
)
def swap_all(
    code: Array, seat: Array, capacity: Array, table: Array, by_byte: Array, degree: Array,
    old: Array, changed: Array, r: Index, t: Index, i: Index, u: Index, j: Index,
) -> None:  # fmt: skip
    """Swap two seats and keep degrees and changes in step."""
    a, b = seat[r, t, i], seat[r, u, j]
    for side in range(2):
        at, skip = (t, i) if side == 0 else (u, j)
        goes, comes = (a, b) if side == 0 else (b, a)
        for s in range(capacity[r, at]):
            if s != skip:
                x = seat[r, at, s]
                less, more = code[goes, x], code[comes, x]
                if by_byte[2, less] and by_byte[3, less] == 1:
                    degree[goes] -= 1
                    degree[x] -= 1
                if by_byte[2, more] and by_byte[3, more] == 0:
                    degree[comes] += 1
                    degree[x] += 1
    swap(code, seat, capacity, table, r, t, i, u, j)
    if old.shape[0] > 0:
        if old[r, a] >= 0:
            changed[a] += np.int32(old[r, a] != u) - np.int32(old[r, a] != t)
        if old[r, b] >= 0:
            changed[b] += np.int32(old[r, b] != t) - np.int32(old[r, b] != u)
