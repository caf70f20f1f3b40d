"""The compiled search for who takes which point of an array.

It serves :mod:`scheduler.engine.designs.fit`.
"""

import numpy as np

from scheduler.engine.kernels.compiled import compiled
from scheduler.engine.kernels.fit_tuples import (
    BEST_FIT,
    DEGREE_PRICES,
    MOVE,
    POINTS,
    SIZE_PRICES,
    TAKEN,
    UNITS,
    BestFit,
    DegreePrices,
    Points,
    SizePrices,
    Taken,
    UnitArrays,
    UnitMove,
)
from scheduler.engine.kernels.random import below, chance
from scheduler.engine.kernels.tuples import BOOL, COOLING, F64, I64, RANDOM, Array, Cooling

NEVER, ALWAYS = -1, 99
_NEVER = 30.0
"""A move that loses more than so many temperatures, or twice as many by the sizes alone, is refused
without a draw."""


@compiled(I64(POINTS, UNITS, I64, I64, I64, I64, I64), allocates=False)
def meeting(points: Points, units: UnitArrays, a: int, x: int, p: int, q: int, at: int) -> int:
    """Return what units ``a`` and ``x`` gain when a goes from point p to q, x being ``at`` one."""
    when, here = points.when, units.here
    before, after = when[p, at], when[q, at]
    gain = 0
    if before == after:
        return 0
    if before == ALWAYS:
        gain -= units.always[a, x]
    elif before >= 0 and here[before, a] and here[before, x]:
        gain -= units.once[a, x]
    if after == ALWAYS:
        gain += units.always[a, x]
    elif after >= 0 and here[after, a] and here[after, x]:
        gain += units.once[a, x]
    return gain


@compiled(F64(DEGREE_PRICES, I64, I64), allocates=False)
def raised(prices: DegreePrices, x: int, gain: int) -> float:
    """Return what the price of unit ``x`` falls by when its degree rises by ``gain``."""
    last = prices.by_degree.shape[1] - 1
    before = min(last, max(0, prices.degree[x]))
    after = min(last, max(0, prices.degree[x] + gain))
    return prices.by_degree[x, before] - prices.by_degree[x, after]


@compiled(F64(POINTS, UNITS, DEGREE_PRICES, TAKEN, MOVE, BOOL), allocates=False)
def meetings(
    points: Points, units: UnitArrays, prices: DegreePrices, taken: Taken, move: UnitMove,
    really: bool,
) -> float:  # fmt: skip
    """Return what meetings and degrees gain when units a and b (or nobody, -1) change places.

    ``really``: also write the new degrees.
    """
    a, b, p, q = move
    point, priced = taken.point, prices.by_degree.shape[1] > 0
    of_a, of_b, fair = 0, 0, 0.0
    for x in range(len(point)):
        if x in (a, b):
            continue
        more = meeting(points, units, a, x, p, q, point[x])
        of_a += more
        if b >= 0:
            other = meeting(points, units, b, x, q, p, point[x])
            of_b += other
            more += other
        if priced and more != 0:
            fair += raised(prices, x, more)
            if really:
                prices.degree[x] += more
    if priced:
        fair += raised(prices, a, of_a)
        if b >= 0:
            fair += raised(prices, b, of_b)
        if really:
            prices.degree[a] += of_a
            if b >= 0:
                prices.degree[b] += of_b
    return of_a + of_b + fair


@compiled(F64(POINTS, UNITS, SIZE_PRICES, TAKEN, MOVE, BOOL), allocates=False)
def sizes(
    points: Points, units: UnitArrays, prices: SizePrices, taken: Taken, move: UnitMove,
    really: bool,
) -> float:  # fmt: skip
    """Return what the table sizes gain when units a and b (or nobody) change places.

    ``really``: also write the new sizes to ``taken.load``.
    """
    a, b, p, q = move
    path, here, weight, load = points.path, units.here, units.weight, taken.load
    price, unseated = prices.by_size, prices.unseated
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
            gain += people * unseated
        if t >= 0:
            gain += price[r, load[r, t]] - price[r, load[r, t] + people]
            if really:
                load[r, t] += people
        else:
            gain -= people * unseated
    return gain


@compiled(
    F64(POINTS, UNITS, SIZE_PRICES, DEGREE_PRICES, TAKEN, COOLING, I64, I64, F64, BEST_FIT, RANDOM)
)
def fit(
    points: Points, units: UnitArrays, prices: SizePrices, fairness: DegreePrices, taken: Taken,
    cooling: Cooling, done: int, until: int, worth: float, best: BestFit, state: Array,
) -> float:  # fmt: skip
    """Try moves ``done`` .. ``until`` of a phase; return the worth of the fit.

    A move takes a unit that is ``free`` to a random point and whoever is there to its own, and
    is accepted by Metropolis' rule at a falling temperature. Writes to ``taken``. Whenever the
    worth passes that of ``best`` it is copied there with the points.
    """
    point, who, free = taken.point, taken.who, units.free
    hot, cold = cooling.hot, cooling.cold
    temperature = hot
    for number in range(done, until):
        if number % 256 == 0 or number == done:
            temperature = hot + (cold - hot) * number / cooling.total
        a, q = below(state, len(point)), below(state, len(who))
        p, b = point[a], who[q]
        if not free[a] or p == q or (b >= 0 and not free[b]):
            continue
        move = UnitMove(a, b, p, q)
        gain = sizes(points, units, prices, taken, move, False)
        if gain < -2.0 * _NEVER * temperature:
            continue
        gain += meetings(points, units, fairness, taken, move, False)
        too_much = gain < -_NEVER * temperature
        if gain < 0 and (too_much or chance(state) > np.exp(gain / temperature)):
            continue
        sizes(points, units, prices, taken, move, True)
        if fairness.by_degree.shape[1] > 0:
            meetings(points, units, fairness, taken, move, True)
        who[p], who[q], point[a] = b, a, q
        if b >= 0:
            point[b] = p
        worth += gain
        if worth > best.worth[0] + 1e-6:
            best.worth[0] = worth
            for x in range(len(point)):
                best.point[x] = point[x]
    return worth
