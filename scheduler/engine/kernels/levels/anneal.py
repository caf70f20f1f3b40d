"""The compiled loop for the levels below the pairs: one swap changes five totals at once.

The totals, each better when greater: 0 pairs less broken rules, 1 fairness (minus the price
of all degrees), 2 minus repeats and same-organisation meetings, 3 affinity, 4 minus moves.
A level is guarded by rejection, never by weight: a swap that loses anything on a guarded
level is refused, whatever it gains below.
"""

import numpy as np

from scheduler.engine.kernels.anneal import COOLS_EVERY
from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.levels.changes import (
    ADDS,
    FAIR,
    MOVES,
    PAIRS,
    REMOVES,
    TIMES,
    changes,
    swap_all,
)
from scheduler.engine.kernels.pair_codes import RULE
from scheduler.engine.kernels.random import below, chance
from scheduler.engine.kernels.swaps import (
    NO_SWAP,
    add_to,
    companion_swaps,
    copy_seats,
    may_swap,
    swap_worth,
)
from scheduler.engine.kernels.tuples import (
    BOOL,
    CHAIN,
    COOLING,
    F64,
    I64,
    MEASURES,
    RANDOM,
    RANKING,
    RECORD,
    ROOM,
    SCRATCH,
    SEATING,
    STEPS,
    SWAP,
    TOTALS,
    VOID,
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

_LOOKS = 8
"""How many seats are drawn for one where the level has a deficit."""
_BREAKS = -(RULE // 2)
"""A change of the pairs by less than this breaks a rule."""
_NEVER = 10.0
"""A swap that loses more than so many temperatures of pairs is refused at once."""


@compiled(BOOL(SEATING, ROOM, MEASURES, I64, I64, I64, I64), allocates=False)
def has_deficit(
    seating: SeatingArrays,
    room: Room,
    measures: Measures,
    level: Index,
    r: Index,
    t: Index,
    i: Index,
) -> bool:
    """Whether a move of this seat may well help the level."""
    p = seating.seat[r, t, i]
    if level == MOVES:
        return bool(measures.old[r, p] >= 0 and measures.old[r, p] != t)
    if level == FAIR:
        degree, fair = measures.degree[p], measures.fair
        return bool(degree < fair[p, 0] or degree > fair[p, 1])
    own = room.organisation[p]
    for s in range(room.capacity[r, t]):
        x = seating.seat[r, t, s]
        met = measures.by_byte[TIMES, seating.code[p, x]]
        if s != i and (met > 1 or own == room.organisation[x]):
            return True
    return False


@compiled(SWAP(SEATING, ROOM, MEASURES, I64, COOLING, RANDOM), allocates=False)
def pick_for(
    seating: SeatingArrays,
    room: Room,
    measures: Measures,
    level: Index,
    cooling: Cooling,
    state: Array,
) -> Swap:
    """Draw a swap; a share ``cooling.focus`` of them is aimed at the level."""
    seat, tables, capacity, old = seating.seat, room.tables, room.capacity, measures.old
    r = below(state, seat.shape[0])
    if tables[r] < 2:
        return NO_SWAP
    t = below(state, tables[r])
    i = below(state, capacity[r, t])
    aimed = chance(state) < cooling.focus
    if aimed:
        for _ in range(_LOOKS):
            if has_deficit(seating, room, measures, level, r, t, i):
                break
            t = below(state, tables[r])
            i = below(state, capacity[r, t])
    a = seat[r, t, i]
    u = below(state, tables[r] - 1)
    if u >= t:
        u += 1
    if aimed and level == MOVES and old[r, a] >= 0 and old[r, a] < tables[r]:
        u = np.int64(old[r, a])
    if u == t:
        return NO_SWAP
    j = below(state, capacity[r, u])
    if chance(state) < cooling.within:
        first = below(state, capacity[r, u])
        for s in range(capacity[r, u]):
            v = (first + s) % capacity[r, u]
            if room.sector[seat[r, u, v]] == room.sector[a]:
                j = np.int64(v)
                break
    swap = Swap(r, t, i, u, j)
    return swap if may_swap(seating, room, swap) else NO_SWAP


@compiled(BOOL(TOTALS, RANKING, F64, RANDOM), allocates=False)
def accepted(change: Array, ranking: Ranking, temperature: float, state: Array) -> bool:
    """Whether to make a swap: never at the cost of a rule or a guarded level."""
    if change[PAIRS] <= _BREAKS:
        return False
    energy = 0.0
    for rank in range(5):
        level = ranking.order[rank]
        if rank >= ranking.guards:
            energy += ranking.weight[level] * change[level]
        elif change[level] != 0:
            return change[level] > 0
    return energy >= 0.0 or chance(state) < np.exp(energy / temperature)


@compiled(BOOL(SEATING, ROOM, MEASURES, F64, SWAP), allocates=False)
def loses_pairs(
    seating: SeatingArrays, room: Room, measures: Measures, least: float, swap: Swap
) -> bool:
    """Whether a plain swap gains less than ``least`` pairs.

    Most moves fail here, at a fraction of the cost of all five levels.
    """
    r, t, i, u, j = swap
    group = room.group
    if group[seating.seat[r, t, i]] >= 0 or group[seating.seat[r, u, j]] >= 0:
        return False
    worth = Worth(measures.by_byte[ADDS], measures.by_byte[REMOVES])
    return swap_worth(seating, room, worth, swap) < least


@compiled(VOID(STEPS, I64, SWAP, CHAIN), allocates=False)
def as_chain(steps: Array, count: Index, swap: Swap, chain: Array) -> None:
    """Write the swaps of companions, all between two tables, as rows of a chain."""
    for s in range(count):
        chain[s, 0], chain[s, 1], chain[s, 3] = swap.r, swap.t, swap.u
        chain[s, 2], chain[s, 4] = steps[s, 0], steps[s, 1]


@compiled(SWAP(CHAIN, I64), allocates=False)
def link(chain: Array, s: Index) -> Swap:
    """Return one swap of a chain."""
    return Swap(chain[s, 0], chain[s, 1], chain[s, 2], chain[s, 3], chain[s, 4])


@compiled(BOOL(SEATING, ROOM, MEASURES, RANKING, F64, I64, SCRATCH, RANDOM), allocates=False)
def try_chain(
    seating: SeatingArrays, room: Room, measures: Measures, ranking: Ranking, temperature: float,
    length: int, scratch: Scratch, state: Array,
) -> bool:  # fmt: skip
    """Make the swaps of a chain if they are accepted as a whole; say whether they were made.

    A row of ``scratch.chain`` is (round, table, seat, table, seat). ``scratch.change`` returns
    what they change on each level.
    """
    chain, change, part = scratch.chain, scratch.change, scratch.part
    add_to(change, change, -1)
    for s in range(length):
        if s > 0:
            swap_all(seating, room, measures, link(chain, s - 1))
        changes(seating, room, measures, link(chain, s), part)
        add_to(change, part, 1)
    made = accepted(change, ranking, temperature, state)
    if made:
        swap_all(seating, room, measures, link(chain, length - 1))
    else:
        for s in range(length - 2, -1, -1):
            swap_all(seating, room, measures, link(chain, s))
    return made


@compiled(BOOL(TOTALS, TOTALS, TOTALS), allocates=False)
def passes(totals: Array, best: Array, order: Array) -> bool:
    """Whether totals beat the best lexicographically."""
    for rank in range(5):
        level = order[rank]
        if totals[level] != best[level]:
            return totals[level] > best[level]
    return False


@compiled(BOOL(TOTALS, TOTALS), allocates=False)
def reaches(totals: Array, target: Array) -> bool:
    """Whether every total is at its target."""
    short = 0
    for level in range(5):
        short += totals[level] < target[level]
    return short == 0


@compiled(VOID(SEATING, RECORD), allocates=False)
def remember(seating: SeatingArrays, record: Record) -> None:
    """Write the totals and seats of now as the best of the record."""
    add_to(record.best, record.best, -1)
    add_to(record.best, record.totals, 1)
    copy_seats(seating.seat, record.best_seat)


@compiled(I64(SEATING, ROOM, MEASURES, RANKING, COOLING, I64, I64, I64, RECORD, RANDOM))
def anneal_levels(
    seating: SeatingArrays, room: Room, measures: Measures, ranking: Ranking, cooling: Cooling,
    aim: int, done: int, end: int, record: Record, state: Array,
) -> int:  # fmt: skip
    """Try the moves ``done`` .. ``end`` of a phase; return how many were tried.

    Guarded levels are never lost; the others are annealed together on the sum of weight ·
    change. ``record`` keeps the lexicographically best totals met; the loop ends where they
    reach the target. ``aim`` is the level that the focused moves try to help; for fairness
    they start at somebody whose degree is not between the two that ``measures.fair`` has.
    """
    wide = seating.seat.shape[2] + 1
    steps, chain = np.zeros((wide, 2), dtype=np.int16), np.zeros((wide, 5), dtype=np.int64)
    scratch = Scratch(steps, chain, np.zeros(5, dtype=np.int64), np.zeros(5, dtype=np.int64))
    temperature, move = cooling.hot, done
    while move < end:
        if move % COOLS_EVERY == 0 or move == done:
            temperature = cooling.hot + (cooling.cold - cooling.hot) * move / cooling.total
        move += 1
        swap = pick_for(seating, room, measures, aim, cooling, state)
        if swap.r < 0:
            continue
        least = 0.0 if ranking.guards > 0 else -_NEVER * temperature
        pairs_first = ranking.order[0] == PAIRS
        if pairs_first and loses_pairs(seating, room, measures, least, swap):
            continue
        count = companion_swaps(seating, room, swap, steps, state)
        if count == 0:
            continue
        as_chain(steps, count, swap, chain)
        if not try_chain(seating, room, measures, ranking, temperature, count, scratch, state):
            continue
        add_to(record.totals, scratch.change, 1)
        if passes(record.totals, record.best, ranking.order):
            remember(seating, record)
        if reaches(record.totals, record.target):
            break
    return move - done
