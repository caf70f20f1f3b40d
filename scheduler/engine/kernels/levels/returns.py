"""The compiled loop that gives old seats back after a late change.

Hardly anybody sits elsewhere than before, so that random swaps seldom touch those who do.
Here most moves start at one of them, and whoever is displaced often goes on to a third
table in the same move: two people are back where one swap would leave a third worse off.
"""

import numpy as np

from scheduler.engine.kernels.anneal import COOLS_EVERY
from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.levels.anneal import as_chain, link, reaches, remember, try_chain
from scheduler.engine.kernels.levels.changes import ADDS, REMOVES
from scheduler.engine.kernels.random import below, chance
from scheduler.engine.kernels.swaps import (
    NO_SWAP,
    add_to,
    companion_swaps,
    make_swap,
    may_swap,
    swap_worth,
)
from scheduler.engine.kernels.tuples import (
    BOOL,
    CHAIN,
    COOLING,
    I64,
    MEASURES,
    RANDOM,
    RANKING,
    RECORD,
    ROOM,
    SCRATCH,
    SEATING,
    SUMS,
    SWAP,
    VOID,
    WORTHS,
    Array,
    Cooling,
    Index,
    Measures,
    Ranking,
    Record,
    Room,
    Scratch,
    SeatingArrays,
    Swap,
    Worth,
)

_TO_OLD_SEAT, _ELSEWHERE = 0.3, 0.6
"""Shares of the moves: somebody back to their old seat; starting at somebody displaced."""
_WITH_DISPLACED, _WITH_SECTOR, _ONWARD = 0.5, 0.3, 0.6
"""Shares that exchange with somebody displaced, or of the sector; that go on to a third table."""
_GAIN = 0.001
"""A sum is greater by this at least: less is the error of adding."""


@compiled(BOOL(ROOM, MEASURES, I64, I64, I64, BOOL), allocates=False)
def displaced(
    room: Room, measures: Measures, r: Index, person: Index, t: Index, seated_before: bool
) -> bool:
    """Whether a person does not sit at table t because they sat there before.

    That is whoever sat elsewhere; unless ``seated_before`` also vacancies and newcomers.
    """
    old = measures.old
    if room.fixed[r, person] >= 0 or old[r, person] == t:
        return False
    return not seated_before or old[r, person] >= 0


@compiled(I64(SEATING, ROOM, MEASURES, I64, BOOL, RANDOM), allocates=False)
def find_displaced(
    seating: SeatingArrays,
    room: Room,
    measures: Measures,
    r: Index,
    seated_before: bool,
    state: Array,
) -> Index:
    """Return a seat of somebody displaced, as table · K + place; -1 where there is none."""
    seat, capacity = seating.seat, room.capacity
    first = below(state, room.tables[r])
    for step in range(room.tables[r]):
        t = (first + step) % room.tables[r]
        start = below(state, capacity[r, t])
        for s in range(capacity[r, t]):
            i = (start + s) % capacity[r, t]
            if displaced(room, measures, r, seat[r, t, i], t, seated_before):
                return t * seat.shape[2] + i
    return -1


@compiled(I64(SEATING, ROOM, MEASURES, I64, I64, I64, RANDOM), allocates=False)
def partner(
    seating: SeatingArrays, room: Room, measures: Measures, person: Index, r: Index, u: Index,
    state: Array,
) -> Index:  # fmt: skip
    """Return a seat of table u: of somebody displaced, of the person's sector, or any.

    Nobody bound to the table, if there is somebody else.
    """
    first = below(state, room.capacity[r, u])
    kind = chance(state)
    free = first
    for s in range(room.capacity[r, u]):
        v = (first + room.capacity[r, u] - 1 - s) % room.capacity[r, u]
        other = seating.seat[r, u, v]
        if room.fixed[r, other] >= 0:
            continue
        free = v
        if kind < _WITH_DISPLACED:
            if displaced(room, measures, r, other, u, False):
                return v
        elif kind < _WITH_DISPLACED + _WITH_SECTOR:
            if room.sector[other] == room.sector[person]:
                return v
        else:
            return v
    return free


@compiled(SWAP(SEATING, ROOM, MEASURES, RANDOM), allocates=False)
def pick_return(seating: SeatingArrays, room: Room, measures: Measures, state: Array) -> Swap:
    """Draw a swap that starts at somebody displaced, more often than not."""
    seat, old, tables = seating.seat, measures.old, room.tables
    r = below(state, seat.shape[0])
    if tables[r] < 2:
        return NO_SWAP
    kind = chance(state)
    if kind >= _TO_OLD_SEAT + _ELSEWHERE:
        t = below(state, tables[r])
        i = below(state, room.capacity[r, t])
    else:
        at = find_displaced(seating, room, measures, r, kind < _TO_OLD_SEAT, state)
        if at < 0:
            return NO_SWAP
        t, i = at // seat.shape[2], at % seat.shape[2]
    a = seat[r, t, i]
    u = below(state, tables[r] - 1)
    if u >= t:
        u += 1
    if kind < _TO_OLD_SEAT and old[r, a] < tables[r]:
        u = np.int64(old[r, a])
    j = partner(seating, room, measures, a, r, u, state)
    swap = Swap(r, t, i, u, j)
    return swap if may_swap(seating, room, swap) else NO_SWAP


@compiled(SWAP(SEATING, ROOM, MEASURES, SWAP, RANDOM), allocates=False)
def pick_onward(
    seating: SeatingArrays, room: Room, measures: Measures, swap: Swap, state: Array
) -> Swap:
    """Draw a swap that takes the person displaced by ``swap`` on to a third table.

    Their old seat, or the seat of somebody displaced.
    """
    r, t, i, u, j = swap
    seat, old, tables = seating.seat, measures.old, room.tables
    b = seat[r, u, j]
    if 0 <= old[r, b] < tables[r] and old[r, b] != u and old[r, b] != t:
        v = np.int64(old[r, b])
        k = partner(seating, room, measures, b, r, v, state)
    else:
        at = find_displaced(seating, room, measures, r, False, state)
        if at < 0:
            return NO_SWAP
        v, k = at // seat.shape[2], at % seat.shape[2]
    c = seat[r, v, k]
    if v in (t, u) or room.fixed[r, c] >= 0 or room.group[c] >= 0 or b == c:
        return NO_SWAP
    return Swap(r, t, i, v, k)


@compiled(VOID(SWAP, I64, CHAIN), allocates=False)
def write_link(swap: Swap, s: Index, chain: Array) -> None:
    """Write a swap as row ``s`` of a chain."""
    chain[s, 0], chain[s, 1], chain[s, 2] = swap.r, swap.t, swap.i
    chain[s, 3], chain[s, 4] = swap.u, swap.j


@compiled(I64(SEATING, ROOM, MEASURES, SCRATCH, RANDOM), allocates=False)
def pick_chain(
    seating: SeatingArrays, room: Room, measures: Measures, scratch: Scratch, state: Array
) -> int:
    """Write the swaps of one move to ``scratch.chain``; return how many, 0 for none."""
    swap = pick_return(seating, room, measures, state)
    if swap.r < 0:
        return 0
    write_link(swap, 0, scratch.chain)
    a, b = seating.seat[swap.r, swap.t, swap.i], seating.seat[swap.r, swap.u, swap.j]
    if room.group[a] >= 0 or room.group[b] >= 0:
        count = companion_swaps(seating, room, swap, scratch.steps, state)
        as_chain(scratch.steps, count, swap, scratch.chain)
        return count
    if chance(state) >= _ONWARD:
        return 1
    onward = pick_onward(seating, room, measures, swap, state)
    if onward.r < 0:
        return 1
    write_link(onward, 1, scratch.chain)
    return 2


@compiled(I64(SEATING, ROOM, WORTHS, I64, CHAIN), allocates=False)
def pairs_gained(
    seating: SeatingArrays, room: Room, worth: Worth, length: int, chain: Array
) -> int:
    """Return what a chain of swaps gains in pairs. Most chains fail by this, at little cost."""
    gain = 0
    for s in range(length):
        gain += swap_worth(seating, room, worth, link(chain, s))
        if s + 1 < length:
            make_swap(seating, room, link(chain, s))
    for s in range(length - 2, -1, -1):
        make_swap(seating, room, link(chain, s))
    return gain


@compiled(I64(SEATING, ROOM, MEASURES, RANKING, COOLING, I64, I64, RECORD, SUMS, RANDOM))
def anneal_returns(
    seating: SeatingArrays, room: Room, measures: Measures, ranking: Ranking, cooling: Cooling,
    done: int, end: int, record: Record, sums: Array, state: Array,
) -> int:  # fmt: skip
    """Try the moves ``done`` .. ``end`` of a phase; return how many were tried.

    The guarded level is the first; the others are annealed on the sum of weight · change.
    ``sums``, float64[2], holds the sum now and the greatest met, each against the start of the
    phase; ``record`` keeps the totals and seats of the greatest. Ends where the totals reach
    the target.
    """
    wide = seating.seat.shape[2] + 1
    steps, chain = np.zeros((wide, 2), dtype=np.int16), np.zeros((wide, 5), dtype=np.int64)
    scratch = Scratch(steps, chain, np.zeros(5, dtype=np.int64), np.zeros(5, dtype=np.int64))
    worth = Worth(measures.by_byte[ADDS], measures.by_byte[REMOVES])
    temperature, move = cooling.hot, done
    while move < end:
        if move % COOLS_EVERY == 0 or move == done:
            temperature = cooling.hot + (cooling.cold - cooling.hot) * move / cooling.total
        move += 1
        length = pick_chain(seating, room, measures, scratch, state)
        if length == 0 or pairs_gained(seating, room, worth, length, chain) < 0:
            continue
        if not try_chain(seating, room, measures, ranking, temperature, length, scratch, state):
            continue
        add_to(record.totals, scratch.change, 1)
        for level in range(5):
            sums[0] += ranking.weight[level] * scratch.change[level]
        reached = reaches(record.totals, record.target)
        if reached or sums[0] > sums[1] + _GAIN:
            sums[1] = max(sums[0], sums[1])
            remember(seating, record)
        if reached:
            break
    return move - done
