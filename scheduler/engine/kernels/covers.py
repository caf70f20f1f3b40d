"""The compiled walk over covers: a sector after the other takes other paths (D9).

Shapes: ``room`` int64[rounds, tables], seats of one sector at each table; ``masks``
uint64[rounds, tables, words], the people of other sectors there as bits; ``paths`` int64[most,
rounds]. ``work`` int64[1] counts steps.
"""

import numpy as np

from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.random import below, chance
from scheduler.engine.kernels.tuples import (
    BOOL,
    COOLING,
    F64,
    F64_ROW,
    FAIREST,
    I64,
    I64_ROW,
    OPTIONS,
    PLACES,
    RANDOM,
    SECTORS,
    VOID,
    Array,
    Cooling,
    Fairest,
    Index,
    Options,
    Sectors,
)

_NOBODY, _ONE, _SIX, _LAST = np.uint64(0), np.uint64(1), np.uint64(6), np.uint64(63)
_TINY = 1e-300
_MOST_STEPS, _MOST_TRIES = 100_000, 2_000
"""Of listing the paths of one sector, and of choosing among them."""


@compiled("void(int64[:,::1], int64[::1], int64, int64[:,::1], uint64[:,:,::1])")
def look_at_covers(table: Array, sector: Array, own: Index, room: Array, masks: Array) -> None:
    """Write the seats of one sector and the others at each table."""
    for r in range(table.shape[0]):
        for t in range(room.shape[1]):
            room[r, t] = 0
            for w in range(masks.shape[2]):
                masks[r, t, w] = _NOBODY
        for p in range(table.shape[1]):
            if sector[p] == own:
                room[r, table[r, p]] += 1
            else:
                masks[r, table[r, p], np.uint64(p) >> _SIX] |= _ONE << (np.uint64(p) & _LAST)


@compiled("int64(int64[:,::1], uint64[:,:,::1], int64, int64[:,::1], int64[::1])")
def list_paths(room: Array, masks: Array, limit: Index, paths: Array, work: Array) -> Index:
    """List every path that meets nobody twice; -1 where that takes more than ``limit`` steps."""
    rounds, tables, words = masks.shape
    at = np.full(rounds, -1, dtype=np.int64)
    seen = np.zeros((rounds + 1, words), dtype=np.uint64)
    r = found = 0
    end = work[0] + limit
    while r >= 0:
        at[r] += 1
        if at[r] == tables:
            at[r] = -1
            r -= 1
            continue
        work[0] += 1
        free = room[r, at[r]] > 0
        for w in range(words):
            free = free and (seen[r, w] & masks[r, at[r], w]) == _NOBODY
        if not free:
            continue
        if r + 1 == rounds:
            if found == paths.shape[0] or work[0] > end:
                return -1
            for s in range(rounds):
                paths[found, s] = at[s]
            found += 1
            continue
        for w in range(words):
            seen[r + 1, w] = seen[r, w] | masks[r, at[r], w]
        r += 1
    return found


@compiled("boolean(int64[:,::1], int64, int64[:,::1])")
def fits(paths: Array, p: Index, left: Array) -> bool:
    """Whether there is still a seat all along a path."""
    free = True
    for r in range(left.shape[0]):
        free = free and left[r, paths[p, r]] > 0
    return free


@compiled("int64(int64[:,::1], int64, int64[:,::1], int64[:,::1], uint64[::1], int64[::1])")
def tightest(
    paths: Array, number: Index, left: Array, count: Array, state: Array, work: Array
) -> Index:
    """Return the seat that fewest paths can fill, as r · tables + t; -1 if one cannot be."""
    rounds, tables = left.shape
    for r in range(rounds):
        for t in range(tables):
            count[r, t] = 0
    work[0] += 2 * number * rounds + 4 * left.size
    for p in range(number):
        if fits(paths, p, left):
            for r in range(rounds):
                count[r, paths[p, r]] += 1
    best, least = np.int64(-1), np.int64(1 << 60)
    for r in range(rounds):
        for t in range(tables):
            if left[r, t] > 0:
                if count[r, t] == 0:
                    return np.int64(-1)
                ways = count[r, t] * 8 // left[r, t]
                if ways < least or (ways == least and below(state, 4) == 0):
                    best, least = np.int64(r * tables + t), ways
    return best


@compiled(I64(OPTIONS, PLACES, I64, F64, F64_ROW, I64_ROW, RANDOM), allocates=False)
def line_up(
    options: Options, left: Array, seat: Index, temperature: float, key: Array, queue: Array,
    state: Array,
) -> Index:  # fmt: skip
    """Queue the paths that fill a seat, cheap ones first but for chance; return how many."""
    paths = options.paths
    r, t = seat // left.shape[1], seat % left.shape[1]
    queued = 0
    for p in range(options.number):
        if paths[p, r] != t or not fits(paths, p, left):
            continue
        value = options.cost[p] - temperature * np.log(chance(state) + _TINY)
        place = queued
        while place > 0 and key[place - 1] > value:
            key[place], queue[place] = key[place - 1], queue[place - 1]
            place -= 1
        key[place], queue[place] = value, p
        queued += 1
    return np.int64(queued)


@compiled(BOOL(OPTIONS, PLACES, I64, I64, F64, I64_ROW, I64_ROW, RANDOM))
def cover(
    options: Options, room: Array, need: Index, tries: Index, temperature: float, chosen: Array,
    work: Array, state: Array,
) -> bool:  # fmt: skip
    """Choose ``need`` paths that fill the room; false where none is found in ``tries``."""
    paths, number = options.paths, options.number
    left, count = room.copy(), np.zeros(room.shape, dtype=np.int64)
    key, queue = np.zeros(number + 1), np.zeros((need + 1, number + 1), dtype=np.int64)
    queued, at = np.zeros(need + 1, dtype=np.int64), np.zeros(need + 1, dtype=np.int64)
    depth, fresh = 0, True
    while depth < need:
        if fresh:
            seat = tightest(paths, number, left, count, state, work)
            queued[depth] = at[depth] = 0
            if seat >= 0:
                queued[depth] = line_up(options, left, seat, temperature, key, queue[depth], state)
        tries -= 1
        fresh = at[depth] < queued[depth]
        if fresh:
            chosen[depth] = queue[depth, at[depth]]
            at[depth] += 1
        elif depth == 0 or tries < 0:
            return False
        else:
            depth -= 1
        step = -1 if fresh else 1
        for r in range(room.shape[0]):
            left[r, paths[chosen[depth], r]] += step
        depth += 1 if fresh else 0
    return True


@compiled("int64(int64[:,::1], int64, int64[:,::1], int64[:,::1])")
def others_met(paths: Array, p: Index, room: Array, size: Array) -> Index:
    """How many people of other sectors a path meets."""
    met = 0
    for r in range(room.shape[0]):
        met += size[r, paths[p, r]] - room[r, paths[p, r]]
    return np.int64(met)


@compiled(VOID(PLACES, I64, PLACES, PLACES, I64_ROW, I64_ROW, F64_ROW), allocates=False)
def weigh_paths(
    paths: Array, number: Index, room: Array, size: Array, price: Array, met: Array, cost: Array
) -> None:
    """Write how many people each path meets, and the price of that."""
    for p in range(number):
        met[p] = others_met(paths, p, room, size)
        cost[p] = price[met[p]]


@compiled(I64(I64_ROW, I64_ROW, I64_ROW, I64_ROW, I64, I64), allocates=False)
def dearer_by(
    price: Array, met: Array, chosen: Array, degree: Array, start: Index, need: Index
) -> Index:
    """How much more the chosen paths cost than those that the people from ``start`` on have."""
    change = np.int64(0)
    for i in range(need):
        change += price[met[chosen[i]]] - price[degree[start + i]]
    return change


@compiled("boolean(int64[:,::1], int64, int64, int64[:,::1], int64[::1])")
def differs(table: Array, start: Index, need: Index, paths: Array, chosen: Array) -> bool:
    """Whether the chosen paths are others than those the people have, whoever has which."""
    balance = np.int64(0)
    for i in range(need):
        old, new = np.int64(1), np.int64(1)
        for r in range(table.shape[0]):
            old = old * 1_000_003 + table[r, start + i]
            new = new * 1_000_003 + paths[chosen[i], r]
        balance += old * old - new * new
    return balance != 0


@compiled("void(int64[:,::1], int64[:,::1], int64[::1], int64[::1])")
def count_met(table: Array, size: Array, sector: Array, degree: Array) -> None:
    """Write how many people of other sectors each person meets."""
    for p in range(table.shape[1]):
        degree[p] = 0
        for r in range(table.shape[0]):
            degree[p] += size[r, table[r, p]]
            for q in range(table.shape[1]):
                degree[p] -= sector[q] == sector[p] and table[r, q] == table[r, p]


@compiled("void(int64[:,::1], int64[::1], int64, int64, int64[:,::1], int64[::1], int64[::1])")
def seat_along(
    table: Array, degree: Array, start: Index, need: Index, paths: Array, chosen: Array, met: Array
) -> None:
    """Seat the people from ``start`` on along the chosen paths."""
    for i in range(need):
        degree[start + i] = met[chosen[i]]
        for r in range(table.shape[0]):
            table[r, start + i] = paths[chosen[i], r]


@compiled(VOID(PLACES, I64_ROW, FAIREST), allocates=False)
def remember_fairest(table: Array, degree: Array, fairest: Fairest) -> None:
    """Keep the seats if they are the best: the fewest up to the wanted, then the squares."""
    fewest, squares, best = fairest.wanted, np.int64(0), fairest.best
    for p in range(table.shape[1]):
        fewest = min(fewest, degree[p])
        squares -= degree[p] * degree[p]
    if fewest > best[0] or (fewest == best[0] and squares > best[1]):
        best[0], best[1] = fewest, squares
        for r in range(table.shape[0]):
            for p in range(table.shape[1]):
                fairest.table[r, p] = table[r, p]


@compiled(I64(PLACES, SECTORS, I64_ROW, COOLING, I64, PLACES, FAIREST, I64_ROW, RANDOM))
def walk_covers(
    table: Array, sectors: Sectors, price: Array, cooling: Cooling, end: Index, paths: Array,
    fairest: Fairest, work: Array, state: Array,
) -> Index:  # fmt: skip
    """Let random sectors take other paths until ``work`` reaches ``end``; say how often.

    The temperature falls over the steps of the phase. A cover is taken by Metropolis' rule on
    the sum of price[people met]; the best seats met are kept in ``fairest``. Writes to ``table``.
    """
    size, first = sectors.size, sectors.first
    hot, cold = cooling.hot, cooling.cold
    room = np.zeros(size.shape, dtype=np.int64)
    words = (table.shape[1] + 63) // 64
    masks = np.zeros((table.shape[0], size.shape[1], words), dtype=np.uint64)
    cost, met = np.zeros(paths.shape[0]), np.zeros(paths.shape[0], dtype=np.int64)
    chosen = np.zeros(table.shape[1], dtype=np.int64)
    degree = np.zeros(table.shape[1], dtype=np.int64)
    count_met(table, size, sectors.sector, degree)
    covers = 0
    while work[0] < end:
        temperature = hot * (cold / hot) ** min(1.0, work[0] / cooling.total)
        s = below(state, len(first) - 1)
        start, need = first[s], first[s + 1] - first[s]
        look_at_covers(table, sectors.sector, s, room, masks)
        work[0] += 10 * table.size
        number = list_paths(room, masks, _MOST_STEPS, paths, work)
        weigh_paths(paths, number, room, size, price, met, cost)
        if number < 0:
            continue
        options = Options(paths, cost, number)
        if not cover(options, room, need, _MOST_TRIES, temperature, chosen, work, state):
            continue
        if not differs(table, start, need, paths, chosen):
            continue
        covers += 1
        change = dearer_by(price, met, chosen, degree, start, need)
        if change <= 0 or chance(state) < np.exp(-change / temperature):
            seat_along(table, degree, start, need, paths, chosen, met)
            remember_fairest(table, degree, fairest)
    return np.int64(covers)
