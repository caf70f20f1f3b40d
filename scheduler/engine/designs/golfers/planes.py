"""Golfer schedules in which everybody meets everybody, from sets of points in a plane.

Every line of a plane that meets such a set at all meets it in as many points, or touches it.
The people are the points, the tables the lines, and the rounds the directions.
"""

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.designs.columns.rings import Ring, prime_powers, ring
from scheduler.engine.designs.verify import SeatingArray


def of_planes(groups: int, size: int) -> SeatingArray | None:
    """Return the schedule of that shape that a maximal arc or a unital gives, or None."""
    arc = _of_an_arc(groups, size)
    return _of_a_unital(groups, size) if arc is None else arc


def _of_an_arc(groups: int, size: int) -> SeatingArray | None:
    """The maximal arc of that degree in the plane over GF(q), q even (Denniston 1969).

    Its points are those at which an irreducible quadratic form is in an additive subgroup of
    order ``size``. A line meets it in ``size`` points or none, the line at infinity in none,
    so that each of the q + 1 directions is a round.
    """
    order, rest = divmod((groups - 1) * size, max(1, size - 1))
    if rest or order <= size or size < 3 or order & (order - 1) or order % size:
        return None
    field, every = ring(order), np.arange(order)
    square = field.multiply(every, every)
    roots = (field.add(field.add(square, field.multiply(every[:, None], every)), 1) == 0).any(
        axis=1
    )
    middle = field.multiply(np.flatnonzero(~roots)[0], field.multiply(every[:, None], every))
    form = field.add(field.add(square[:, None], middle), square)
    # Numbers below a power of two are a subgroup.
    x, y = np.nonzero(form < size)
    return np.array([_ranked(x), *(_ranked(line) for line in _lines(field, x, y))])


def _of_a_unital(groups: int, size: int) -> SeatingArray | None:
    """The unital y^q + y = x^(q+1) in the plane over GF(q²), q + 1 being ``size`` (Bose 1959).

    A line meets it in q + 1 points or touches it. Through each of the q² points of the line at
    infinity that are not its own go secants, and q tangents, whose points are a block with the
    point at infinity: that is a round.
    """
    q = size - 1
    if size < 3 or groups != q * q - q + 1 or len(prime_powers(q)) > 1:
        return None
    field, every = ring(q * q), np.arange(q * q)
    power = every
    for _ in range(q - 1):
        power = field.multiply(power, every)
    norm = field.multiply(power, every)
    x, y = np.nonzero(norm[:, None] == field.add(power, every))
    rounds = []
    for line in _lines(field, x, y):
        met = np.bincount(line, minlength=q * q)
        touching = np.where(met[line] == 1, -1, line)
        rounds.append(_ranked(np.append(touching, -1)))
    return np.array(rounds)


def _lines(field: Ring, x: NDArray[np.int64], y: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """For each slope, on which line with it every point (x, y) lies."""
    return [field.add(y, field.multiply(slope, x)) for slope in range(field.order)]


def _ranked(line: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same with the numbers that occur counted from 0."""
    return np.unique(line, return_inverse=True)[1]
