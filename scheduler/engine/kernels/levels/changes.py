"""What one swap changes on all five levels, and the swap itself."""

import numpy as np
from numba import types

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


@compiled(
    types.UniTuple(I64, 2)(SEATING, ROOM, MEASURES, I64, I64, I64, I64, I64, TOTALS),
    allocates=False,
)
def changes_at_table(
    seating: SeatingArrays, room: Room, measures: Measures, r: Index, table: Index, skip: Index,
    goes: Index, comes: Index, out: Array,
) -> tuple[Index, Index]:  # fmt: skip
    """Add to ``out`` what ``comes`` in the place of ``goes`` changes for the others of a table.

    ``skip``: that place. Returns how much the degree of ``goes`` falls, and that of ``comes``
    rises, by it.
    """
    code, vacancy = seating.code, seating.code.shape[0] - 1
    by_byte, degree, price = measures.by_byte, measures.degree, measures.price
    affinity, organisation = measures.affinity, room.organisation
    all_lost, all_won = np.int64(0), np.int64(0)
    for s in range(room.capacity[r, table]):
        if s == skip:
            continue
        x = seating.seat[r, table, s]
        less, more = code[goes, x], code[comes, x]
        out[PAIRS] += by_byte[REMOVES, less] + by_byte[ADDS, more]
        if x == vacancy:
            continue
        lost, won = 0, 0
        if goes != vacancy:
            met = by_byte[TIMES, less]
            lost = by_byte[COUNTED, less] if met == 1 else 0
            out[REPEATS] += (met > 1) + (organisation[goes] == organisation[x])
            if met == 1 and affinity.shape[0] > 1:
                out[AFFINITY] -= affinity[goes, x]
        if comes != vacancy:
            met = by_byte[TIMES, more]
            won = by_byte[COUNTED, more] if met == 0 else 0
            out[REPEATS] -= (met > 0) + (organisation[comes] == organisation[x])
            if met == 0 and affinity.shape[0] > 1:
                out[AFFINITY] += affinity[comes, x]
        if won != lost:
            out[FAIR] -= price[x, degree[x] + won - lost] - price[x, degree[x]]
        all_lost += lost
        all_won += won
    return all_lost, all_won


@compiled(VOID(SEATING, ROOM, MEASURES, SWAP, TOTALS), allocates=False)
def changes(seating: SeatingArrays, room: Room, measures: Measures, swap: Swap, out: Array) -> None:
    """Write into ``out`` what a swap changes on each of the five levels."""
    r, t, i, u, j = swap
    seat, degree, price = seating.seat, measures.degree, measures.price
    a, b = np.int64(seat[r, t, i]), np.int64(seat[r, u, j])
    add_to(out, out, -1)
    lost_a, won_b = changes_at_table(seating, room, measures, r, t, i, a, b, out)
    lost_b, won_a = changes_at_table(seating, room, measures, r, u, j, b, a, out)
    out[FAIR] -= price[a, degree[a] + won_a - lost_a] - price[a, degree[a]]
    out[FAIR] -= price[b, degree[b] + won_b - lost_b] - price[b, degree[b]]
    if measures.old.shape[0] > 0:
        vacancy = seating.code.shape[0] - 1
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
