"""The compiled search for who takes which point of an array.

It serves :mod:`scheduler.engine.designs.fit`.

Shapes, for u units, p points and R rounds of T tables: ``path`` int16[p, R], the table of a
point, -1 where it has none; ``when`` int8[p, p], the one round in which two points share a
table, NEVER or ALWAYS; ``once``, ``always`` int32[u, u], what one meeting and meetings all
the time are worth; ``here`` bool[R, u]; ``weight`` int64[u], the people of a unit; ``load``
int64[R, T], people by table; ``price`` float64[R, L], what a table of each size costs.
"""

import numpy as np

from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.random import below, chance
from scheduler.engine.kernels.tuples import Array, Index

NEVER, ALWAYS = -1, 99


@compiled(
    "int64(int8[:,::1], int32[:,::1], int32[:,::1], boolean[:,::1], int64[::1],"
    " int64, int64, int64, int64)"
)
def meetings(
    when: Array, once: Array, always: Array, here: Array, point: Array,
    a: Index, b: Index, p: Index, q: Index,
) -> int:  # fmt: skip
    """Return what the meetings of unit ``a`` gain when it goes from point p to q.

    Those with unit ``b``, which goes the other way or is nobody (-1), stay as they are.
    """
    gain = 0
    for x in range(len(point)):
        if x in (a, b):
            continue
        before, after = when[p, point[x]], when[q, point[x]]
        if before == after:
            continue
        if before == ALWAYS:
            gain -= always[a, x]
        elif before >= 0 and here[before, a] and here[before, x]:
            gain -= once[a, x]
        if after == ALWAYS:
            gain += always[a, x]
        elif after >= 0 and here[after, a] and here[after, x]:
            gain += once[a, x]
    return gain


@compiled(
    "float64(int16[:,::1], boolean[:,::1], int64[::1], int64[:,::1], float64[:,::1], float64,"
    " int64, int64, int64, int64, boolean)"
)
def sizes(
    path: Array, here: Array, weight: Array, load: Array, price: Array, homeless: float,
    a: Index, b: Index, p: Index, q: Index, really: bool,
) -> float:  # fmt: skip
    """Return what the table sizes gain when units a and b (or nobody) change places.

    ``really``: also write the new sizes to ``load``.
    """
    gain = 0.0
    for r in range(path.shape[1]):
        people = 0
        if here[r, a]:
            people += weight[a]
        if b >= 0 and here[r, b]:
            people -= weight[b]
        s, t = path[p, r], path[q, r]
        if people == 0 or s == t:
            continue
        if s >= 0:
            gain += price[r, load[r, s]] - price[r, load[r, s] - people]
            if really:
                load[r, s] -= people
        else:
            gain += people * homeless
        if t >= 0:
            gain += price[r, load[r, t]] - price[r, load[r, t] + people]
            if really:
                load[r, t] += people
        else:
            gain -= people * homeless
    return gain


@compiled(
    "float64(int16[:,::1], int8[:,::1], int32[:,::1], int32[:,::1], boolean[:,::1], int64[::1],"
    " int64[::1], int64[::1], boolean[::1], int64[:,::1], float64[:,::1], float64, uint64[::1],"
    " int64, int64, int64, float64, float64, float64, float64[::1], int64[::1])"
)
def fit(
    path: Array, when: Array, once: Array, always: Array, here: Array, weight: Array,
    point: Array, who: Array, free: Array, load: Array, price: Array, homeless: float,
    state: Array, done: int, until: int, total: int, hot: float, cold: float, worth: float,
    best: Array, best_point: Array,
) -> float:  # fmt: skip
    """Try moves ``done`` .. ``until`` of a phase of ``total``; return the worth of the fit.

    A move takes a unit that is ``free`` to a random point and whoever is there to its own, and
    is accepted by Metropolis' rule at a temperature that falls from ``hot`` to ``cold``. Whenever
    the worth passes best[0] the points are copied to ``best_point``.
    """
    temperature = hot
    for move in range(done, until):
        if move % 256 == 0 or move == done:
            temperature = hot + (cold - hot) * move / total
        a, q = below(state, len(point)), below(state, len(who))
        p, b = point[a], who[q]
        if not free[a] or p == q or (b >= 0 and not free[b]):
            continue
        gain = sizes(path, here, weight, load, price, homeless, a, b, p, q, False)
        if gain < -60.0 * temperature:
            continue
        gain += meetings(when, once, always, here, point, a, b, p, q)
        if b >= 0:
            gain += meetings(when, once, always, here, point, b, a, q, p)
        if gain < 0 and (gain < -30.0 * temperature or chance(state) > np.exp(gain / temperature)):
            continue
        sizes(path, here, weight, load, price, homeless, a, b, p, q, True)
        who[p], who[q], point[a] = b, a, q
        if b >= 0:
            point[b] = p
        worth += gain
        if worth > best[0] + 1e-6:
            best[0] = worth
            for x in range(len(point)):
                best_point[x] = point[x]
    return worth
