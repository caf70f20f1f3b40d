"""What one swap changes on all five levels, and the swap itself."""

import numpy as np

from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.swaps import add_to, make_swap
from scheduler.engine.kernels.tuples import (
    I64,
    MEASURES,
    ROOM,
    SEATING,
    SWAP,
    TOTALS,
    VOID,
    Array,
    Index,
    Measures,
    Room,
    SeatingArrays,
    Swap,
)

PAIRS, FAIR, REPEATS, AFFINITY, MOVES = range(5)
"""The levels: pairs less broken rules, fairness, repeats, affinity, seats kept."""
ADDS, REMOVES, COUNTED, TIMES = range(4)
"""The rows of ``Measures.by_byte``."""
MOVED_PERSON = 3
"""A person with any changed seat weighs as many further changed seats."""


@compiled(I64(MEASURES, I64, I64, I64, I64, I64), allocates=False)
def kept_seats(
    measures: Measures, r: Index, person: Index, was: Index, now: Index, vacancy: Index
) -> Index:
    """Return what moving one person from table ``was`` to ``now`` is worth to the old plan."""
    old, changed = measures.old, measures.changed
    if person == vacancy or old[r, person] < 0:
        return 0
    step = np.int64(old[r, person] != now) - np.int64(old[r, person] != was)
    worth = -step
    if step > 0 and changed[person] == 0:
        worth -= MOVED_PERSON
    elif step < 0 and changed[person] == 1:
        worth += MOVED_PERSON
    return worth


@compiled(VOID(SEATING, ROOM, MEASURES, SWAP, TOTALS), allocates=False)
def changes(seating: SeatingArrays, room: Room, measures: Measures, swap: Swap, out: Array) -> None:
    """Write into ``out`` what a swap changes on each of the five levels."""
    r, t, i, u, j = swap
    code, seat = seating.code, seating.seat
    by_byte, degree, price = measures.by_byte, measures.degree, measures.price
    affinity, organisation = measures.affinity, room.organisation
    a, b = np.int64(seat[r, t, i]), np.int64(seat[r, u, j])
    vacancy = code.shape[0] - 1
    add_to(out, out, -1)
    own_a, own_b = 0, 0
    for side in range(2):
        table, skip = (t, i) if side == 0 else (u, j)
        goes, comes = (a, b) if side == 0 else (b, a)
        for s in range(room.capacity[r, table]):
            if s == skip:
                continue
            x = np.int64(seat[r, table, s])
            less, more = code[goes, x], code[comes, x]
            out[PAIRS] += by_byte[REMOVES, less] + by_byte[ADDS, more]
            if x == vacancy:
                continue
            if goes != vacancy:
                met = by_byte[TIMES, less]
                lost = by_byte[COUNTED, less] if met == 1 else 0
                out[REPEATS] += (met > 1) + (organisation[goes] == organisation[x])
                if met == 1 and affinity.shape[0] > 1:
                    out[AFFINITY] -= affinity[goes, x]
            else:
                lost = 0
            if comes != vacancy:
                met = by_byte[TIMES, more]
                won = by_byte[COUNTED, more] if met == 0 else 0
                out[REPEATS] -= (met > 0) + (organisation[comes] == organisation[x])
                if met == 0 and affinity.shape[0] > 1:
                    out[AFFINITY] += affinity[comes, x]
            else:
                won = 0
            if won != lost:
                out[FAIR] -= price[x, degree[x] + won - lost] - price[x, degree[x]]
            if side == 0:
                own_a -= lost
                own_b += won
            else:
                own_b -= lost
                own_a += won
    out[FAIR] -= price[a, degree[a] + own_a] - price[a, degree[a]]
    out[FAIR] -= price[b, degree[b] + own_b] - price[b, degree[b]]
    if measures.old.shape[0] > 0:
        out[MOVES] = kept_seats(measures, r, a, t, u, vacancy)
        out[MOVES] += kept_seats(measures, r, b, u, t, vacancy)


@compiled(VOID(SEATING, ROOM, MEASURES, SWAP), allocates=False)
def swap_all(seating: SeatingArrays, room: Room, measures: Measures, swap: Swap) -> None:
    """Swap two seats of ``seating``; keep degrees and changes of ``measures`` in step."""
    r, t, i, u, j = swap
    code, seat = seating.code, seating.seat
    by_byte, degree = measures.by_byte, measures.degree
    old, changed = measures.old, measures.changed
    a, b = seat[r, t, i], seat[r, u, j]
    for side in range(2):
        at, skip = (t, i) if side == 0 else (u, j)
        goes, comes = (a, b) if side == 0 else (b, a)
        for s in range(room.capacity[r, at]):
            if s != skip:
                x = seat[r, at, s]
                less, more = code[goes, x], code[comes, x]
                if by_byte[COUNTED, less] and by_byte[TIMES, less] == 1:
                    degree[goes] -= 1
                    degree[x] -= 1
                if by_byte[COUNTED, more] and by_byte[TIMES, more] == 0:
                    degree[comes] += 1
                    degree[x] += 1
    make_swap(seating, room, swap)
    if old.shape[0] > 0:
        if old[r, a] >= 0:
            changed[a] += np.int32(old[r, a] != u) - np.int32(old[r, a] != t)
        if old[r, b] >= 0:
            changed[b] += np.int32(old[r, b] != t) - np.int32(old[r, b] != u)
