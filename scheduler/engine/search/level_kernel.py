"""The compiled loop for the levels below the pairs: one swap changes five totals at once.

The totals, each better when greater: 0 pairs less broken rules, 1 fairness (minus the price
of all degrees), 2 minus repeats and same-organisation meetings, 3 affinity, 4 minus moves.
A level is guarded by rejection, never by weight: a swap that loses anything on a guarded
level is refused, whatever it gains below.
"""

import numpy as np
from numba import njit

from scheduler.engine.search.kernels import below, company, draw, swap, swap_worth

MOVED_PERSON = 3
"""A person with any changed seat weighs as many further changed seats."""

_ARRAYS = (
    "uint8[:,::1], int16[:,:,::1], int16[:,::1], int32[:,::1], int32[::1], int32[::1],"
    " int32[:,::1], int32[:,::1], int16[:,::1], int32[::1]"
)
_SEATS = "int64, int64, int64, int64, int64"


@njit(f"void({_ARRAYS}, {_SEATS}, int64[::1])", cache=True, nogil=True)
def changes(
    code, seat, capacity, by_byte, degree, organisation, price, liking, old, changed,
    r, t, i, u, j, out,
):  # fmt: skip
    """Write into ``out`` what a swap changes on each of the five levels.

    ``by_byte``: int32[4, 256]: the worth of one more and of one fewer meeting, whether the
    pair counts, and how often it meets.
    ``price``: int32[n+1, D], the price of each degree of each person.
    ``old``: int16[F', n+1] tables of the plan to stay close to (F' = 0: none).
    """
    a, b = np.int64(seat[r, t, i]), np.int64(seat[r, u, j])
    hole = code.shape[0] - 1
    out[:] = 0
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
            if x == hole:
                continue
            if goes != hole:
                met = by_byte[3, less]
                lost = by_byte[2, less] if met == 1 else 0
                out[2] += (met > 1) + (organisation[goes] == organisation[x])
                if met == 1 and liking.shape[0] > 1:
                    out[3] -= liking[goes, x]
            else:
                lost = 0
            if comes != hole:
                met = by_byte[3, more]
                won = by_byte[2, more] if met == 0 else 0
                out[2] -= (met > 0) + (organisation[comes] == organisation[x])
                if met == 0 and liking.shape[0] > 1:
                    out[3] += liking[comes, x]
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
        for p, was, now in ((a, t, u), (b, u, t)):
            if p != hole and old[r, p] >= 0:
                step = np.int64(old[r, p] != now) - np.int64(old[r, p] != was)
                out[4] -= step
                if step > 0 and changed[p] == 0:
                    out[4] -= MOVED_PERSON
                elif step < 0 and changed[p] == 1:
                    out[4] += MOVED_PERSON


@njit(
    "void(uint8[:,::1], int16[:,:,::1], int16[:,::1], int16[:,::1], int32[:,::1], int32[::1],"
    f" int16[:,::1], int32[::1], {_SEATS})",
    cache=True,
    nogil=True,
)
def swap_all(code, seat, capacity, table, by_byte, degree, old, changed, r, t, i, u, j):
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


@njit(
    "int64(uint8[:,::1], int16[:,:,::1], int16[:,::1], int32[:,::1], int32[::1], int32[::1],"
    " int32[:,::1], int16[:,::1], int64, int64, int64, int64)",
    cache=True,
    nogil=True,
)
def sore(code, seat, capacity, by_byte, degree, organisation, price, old, level, r, t, i):
    """Return 1 where a move of this seat may well help the level."""
    p = seat[r, t, i]
    if level == 4:
        return np.int64(old[r, p] >= 0 and old[r, p] != t)
    if level == 1:
        return np.int64(price[p, degree[p] + 1] < price[p, degree[p]])
    for s in range(capacity[r, t]):
        x = seat[r, t, s]
        if s != i and (by_byte[3, code[p, x]] > 1 or organisation[p] == organisation[x]):
            return 1
    return 0


@njit(
    "int64(uint8[:,::1], int16[:,:,::1], int16[:,::1], int16[:,::1], int16[:,::1], int16[::1],"
    " int32[::1], int32[::1], int32[:,::1], int32[::1], int32[::1], int32[:,::1], int32[:,::1],"
    " int16[:,::1], int32[::1], uint64[::1], int64[::1], int64, float64[::1], int64, int64, int64,"
    " float64, float64, float64, float64, int64[::1], int64[::1], int64[::1], int16[:,:,::1])",
    cache=True,
    nogil=True,
)
def improve(
    code, seat, capacity, table, fixed, tables, sector, group, by_byte, degree, organisation,
    price, liking, old, changed, state, order, guards, weight, done, total, end, hot, cold, focus,
    within, totals, target, best, best_seat,
):  # fmt: skip
    """Try the moves ``done`` .. ``end`` of a leg of ``total``; return how many were tried.

    ``order`` lists the levels, highest first; the first ``guards`` of them are guarded, the
    rest are annealed together on the sum of weight · change. ``best`` and ``best_seat`` keep
    the lexicographically best totals met; the loop ends where ``totals`` reach ``target``.
    """
    rounds = seat.shape[0]
    steps = np.zeros((seat.shape[2] + 1, 2), dtype=np.int16)
    change, part = np.zeros(5, dtype=np.int64), np.zeros(5, dtype=np.int64)
    focus_bits = np.uint64(np.int64(focus * 65536.0))
    within_bits = np.uint64(np.int64(within * 65536.0))
    low = np.uint64(65535)
    heat, move = hot, done
    active = order[guards] if guards < 5 else 4
    while move < end:
        if move % 256 == 0:
            heat = hot + (cold - hot) * move / total
        move += 1
        r = below(state, rounds)
        if tables[r] < 2:
            continue
        coin = draw(state) >> np.uint64(20)
        t = below(state, tables[r])
        i = below(state, capacity[r, t])
        aimed = (coin & low) < focus_bits
        if aimed:
            for _ in range(8):
                if sore(code, seat, capacity, by_byte, degree, organisation, price, old, active,
                        r, t, i):  # fmt: skip
                    break
                t = below(state, tables[r])
                i = below(state, capacity[r, t])
        a = seat[r, t, i]
        u = below(state, tables[r] - 1)
        if u >= t:
            u += 1
        if aimed and active == 4 and old[r, a] >= 0 and old[r, a] < tables[r]:
            u = np.int64(old[r, a])
            if u == t:
                continue
        j = below(state, capacity[r, u])
        if ((coin >> np.uint64(16)) & low) < within_bits:
            first = below(state, capacity[r, u])
            for s in range(capacity[r, u]):
                v = (first + s) % capacity[r, u]
                if sector[seat[r, u, v]] == sector[a]:
                    j = v
                    break
        b = seat[r, u, j]
        if fixed[r, a] >= 0 or fixed[r, b] >= 0 or a == b:
            continue
        plain = group[a] < 0 and group[b] < 0
        if plain and order[0] == 0:
            # Most moves fail here, at a fraction of the cost of all five levels.
            bar = 0.0 if guards > 0 else -10.0 * heat
            if swap_worth(code, seat, capacity, by_byte[0], by_byte[1], r, t, i, u, j) < bar:
                continue
        count = company(seat, capacity, fixed, group, state, r, t, i, u, j, steps)
        if count == 0:
            continue
        change[:] = 0
        for s in range(count):
            if s > 0:
                swap_all(code, seat, capacity, table, by_byte, degree, old, changed,
                         r, t, steps[s - 1, 0], u, steps[s - 1, 1])  # fmt: skip
            changes(code, seat, capacity, by_byte, degree, organisation, price, liking, old,
                    changed, r, t, steps[s, 0], u, steps[s, 1], part)  # fmt: skip
            change += part
        taken, settled, energy = True, False, 0.0
        for rank in range(5):
            level = order[rank]
            if rank < guards and not settled:
                if change[level] != 0:
                    taken, settled = change[level] > 0, True
            elif rank >= guards:
                energy += weight[level] * change[level]
        if change[0] <= -500:
            taken, settled = False, True  # A rule would be broken.
        if not settled and energy < 0.0:
            dice = np.float64(draw(state) >> np.uint64(11)) / 9007199254740992.0
            taken = dice < np.exp(energy / heat)
        if not taken:
            for s in range(count - 2, -1, -1):
                swap_all(code, seat, capacity, table, by_byte, degree, old, changed,
                         r, t, steps[s, 0], u, steps[s, 1])  # fmt: skip
            continue
        swap_all(code, seat, capacity, table, by_byte, degree, old, changed,
                 r, t, steps[count - 1, 0], u, steps[count - 1, 1])  # fmt: skip
        totals += change
        for rank in range(5):
            level = order[rank]
            if totals[level] != best[level]:
                if totals[level] > best[level]:
                    best[:] = totals
                    best_seat[:] = seat
                break
        finished = True
        for level in range(5):
            finished = finished and totals[level] >= target[level]
        if finished:
            break
    return move - done
