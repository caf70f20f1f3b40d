"""Swaps of two seats within a round: what one is worth, making it, and drawing one.

Method: the swap neighbourhood of the social golfer problem (Dotú and Van Hentenryck 2005; Cotta
et al. 2006), with the worth of a pair read from 256-entry tables. One swap at tables of k costs
4(k - 1) look-ups. Kernels hold no state of their own and release the interpreter lock.
"""

import numpy as np

from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.pair_codes import (
    APART,
    MUST_COUNTS,
    MUST_NEUTRAL,
    NEUTRAL,
    SITS_OUT,
)
from scheduler.engine.kernels.random import below, chance
from scheduler.engine.kernels.tuples import (
    BOOL,
    F64,
    I64,
    RANDOM,
    ROOM,
    SEATING,
    SEATS,
    STEPS,
    SWAP,
    TOTALS,
    VOID,
    WORTHS,
    Array,
    Index,
    Room,
    SeatingArrays,
    Swap,
    Worth,
)

_LOOKS = 8
"""How many seats are drawn for one where there is something to gain."""
NO_SWAP = Swap(-1, 0, 0, 0, 0)


@compiled(I64(SEATING, ROOM, WORTHS, SWAP), allocates=False)
def swap_worth(seating: SeatingArrays, room: Room, worth: Worth, swap: Swap) -> int:
    """Return what a swap gains."""
    r, t, i, u, j = swap
    seat = seating.seat
    row_a, row_b = seating.code[seat[r, t, i]], seating.code[seat[r, u, j]]
    gain = 0
    for s in range(room.capacity[r, t]):
        if s != i:
            x = seat[r, t, s]
            gain += worth.remove[row_a[x]] + worth.add[row_b[x]]
    for s in range(room.capacity[r, u]):
        if s != j:
            x = seat[r, u, s]
            gain += worth.remove[row_b[x]] + worth.add[row_a[x]]
    return gain


@compiled(VOID(SEATING, ROOM, SWAP), allocates=False)
def make_swap(seating: SeatingArrays, room: Room, swap: Swap) -> None:
    """Swap two seats of ``seating`` and count the meetings anew."""
    r, t, i, u, j = swap
    code, seat = seating.code, seating.seat
    a, b = seat[r, t, i], seat[r, u, j]
    for s in range(room.capacity[r, t]):
        if s != i:
            x = seat[r, t, s]
            code[a, x] -= np.uint8(1)
            code[x, a] = code[a, x]
            code[b, x] += np.uint8(1)
            code[x, b] = code[b, x]
    for s in range(room.capacity[r, u]):
        if s != j:
            x = seat[r, u, s]
            code[b, x] -= np.uint8(1)
            code[x, b] = code[b, x]
            code[a, x] += np.uint8(1)
            code[x, a] = code[a, x]
    seat[r, t, i], seat[r, u, j] = b, a
    seating.table[r, a], seating.table[r, b] = u, t


@compiled(I64(SEATING, ROOM, SWAP, STEPS, RANDOM), allocates=False)
def companion_swaps(
    seating: SeatingArrays, room: Room, swap: Swap, steps: Array, state: Array
) -> int:
    """List the seat swaps that exchange two people with everyone who must stay with them.

    Row s of ``steps`` is (seat of table t, seat of table u); returns how many there are, 0
    when the companions do not fit. The smaller group is filled up with people free to move.
    """
    r, t, i, u, j = swap
    seat, group = seating.seat, room.group
    a, b = seat[r, t, i], seat[r, u, j]
    if group[a] < 0 and group[b] < 0:
        steps[0, 0], steps[0, 1] = i, j
        return 1
    count_t, count_u = 0, 0
    for s in range(room.capacity[r, t]):
        if s == i or (group[a] >= 0 and group[seat[r, t, s]] == group[a]):
            steps[count_t, 0] = s
            count_t += 1
    for s in range(room.capacity[r, u]):
        if s == j or (group[b] >= 0 and group[seat[r, u, s]] == group[b]):
            steps[count_u, 1] = s
            count_u += 1
    if count_t == count_u:
        return count_t
    short = 1 if count_t > count_u else 0
    other, have, need = (u, count_u, count_t) if short == 1 else (t, count_t, count_u)
    taken = have
    first = below(state, room.capacity[r, other])
    for step in range(room.capacity[r, other]):
        s = (first + step) % room.capacity[r, other]
        p = seat[r, other, s]
        if have < need and group[p] < 0 and room.fixed[r, p] < 0:
            fresh = True
            for k in range(taken):
                fresh = fresh and steps[k, short] != s
            if fresh:
                steps[have, short] = s
                have += 1
    return have if have == need else 0


@compiled(SWAP(SWAP, STEPS, I64), allocates=False)
def between(swap: Swap, steps: Array, s: Index) -> Swap:
    """Return row ``s`` of ``steps`` as a swap between the two tables of ``swap``."""
    return Swap(swap.r, swap.t, np.int64(steps[s, 0]), swap.u, np.int64(steps[s, 1]))


@compiled(I64(SEATING, ROOM, I64, I64, I64), allocates=False)
def wasted(seating: SeatingArrays, room: Room, r: Index, t: Index, i: Index) -> int:
    """Return 1 where the person on that seat repeats a meeting, or breaks a rule, there."""
    row = seating.code[seating.seat[r, t, i]]
    for s in range(room.capacity[r, t]):
        if s != i:
            byte = row[seating.seat[r, t, s]]
            if byte < NEUTRAL:
                if byte > 1:
                    return 1
            elif APART < byte < SITS_OUT or MUST_COUNTS + 1 < byte < MUST_NEUTRAL:
                return 1
    return 0


@compiled(BOOL(SEATING, ROOM, SWAP), allocates=False)
def may_swap(seating: SeatingArrays, room: Room, swap: Swap) -> bool:
    """Whether the two people of a swap are free to move, and two."""
    a, b = seating.seat[swap.r, swap.t, swap.i], seating.seat[swap.r, swap.u, swap.j]
    return room.fixed[swap.r, a] < 0 and room.fixed[swap.r, b] < 0 and a != b


@compiled(SWAP(SEATING, ROOM, F64, F64, RANDOM), allocates=False)
def pick(seating: SeatingArrays, room: Room, focus: float, within: float, state: Array) -> Swap:
    """Draw a swap: a share ``focus`` starts at a wasted seat, ``within`` stays in a sector."""
    seat, tables, capacity = seating.seat, room.tables, room.capacity
    r = below(state, seat.shape[0])
    if tables[r] < 2:
        return NO_SWAP
    t = below(state, tables[r])
    i = below(state, capacity[r, t])
    if chance(state) < focus:
        for _ in range(_LOOKS):
            if wasted(seating, room, r, t, i):
                break
            t = below(state, tables[r])
            i = below(state, capacity[r, t])
    u = below(state, tables[r] - 1)
    if u >= t:
        u += 1
    j = below(state, capacity[r, u])
    if chance(state) < within:
        kind = room.sector[seat[r, t, i]]
        for s in range(capacity[r, u]):
            if room.sector[seat[r, u, s]] == kind:
                j = np.int64(s)
                break
    swap = Swap(r, t, i, u, j)
    return swap if may_swap(seating, room, swap) else NO_SWAP


@compiled(VOID(TOTALS, TOTALS, I64), allocates=False)
def add_to(totals: Array, change: Array, times: Index) -> None:
    """Add a multiple of one row of five to another."""
    for level in range(5):
        totals[level] += times * change[level]


@compiled(VOID(SEATS, SEATS), allocates=False)
def copy_seats(seat: Array, copy: Array) -> None:
    """Copy seats. Spelt out: an array assignment takes seconds to compile."""
    for r in range(seat.shape[0]):
        for t in range(seat.shape[1]):
            for s in range(seat.shape[2]):
                copy[r, t, s] = seat[r, t, s]
