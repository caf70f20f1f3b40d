"""What the fit into arrays is handed: named tuples, as in :mod:`.tuples`.

Symbols: u units, p points, R rounds of T tables.
"""

from typing import NamedTuple

from numba import types

from scheduler.engine.kernels.tuples import F64, F64_ROW, I64, I64_ROW, PLACES, Array, Index, named


class Points(NamedTuple):
    """The p points of a frame of R rounds: ``path`` int16[p, R], the table or -1 for none.

    ``when`` int8[p, p]: the one round in which two points share a table, or NEVER or ALWAYS of
    :mod:`.fit`.
    """

    path: Array
    when: Array


POINTS = named((types.int16[:, ::1], types.int8[:, ::1]), Points)


class UnitArrays(NamedTuple):
    """The u units to be fitted, people or companions.

    ``once``, ``always`` int32[u, u]: what one meeting and meetings all the time are worth; ``here``
    bool[R, u]; ``weight`` int64[u], people; ``free`` bool[u], whether a unit may move.
    """

    once: Array
    always: Array
    here: Array
    weight: Array
    free: Array


_MATRIX = types.int32[:, ::1]
UNITS = named(
    (_MATRIX, _MATRIX, types.boolean[:, ::1], I64_ROW, types.boolean[::1]),
    UnitArrays,
)


class Taken(NamedTuple):
    """Who is where: ``point`` int64[u], ``who`` int64[p], -1 for nobody.

    ``load`` int64[R, T], people by table.
    """

    point: Array
    who: Array
    load: Array


TAKEN = named((I64_ROW, I64_ROW, PLACES), Taken)


class SizePrices(NamedTuple):
    """In pairs: ``by_size`` float64[R, L], of a table of each size; ``unseated``, of no seat."""

    by_size: Array
    unseated: float


SIZE_PRICES = named((types.float64[:, ::1], F64), SizePrices)


class DegreePrices(NamedTuple):
    """``degree`` int64[u], the worth of all meetings of each unit; ``by_degree`` float64[u, L].

    The latter in pairs: what a unit costs by its degree, clipped to the row. L = 0: nothing.
    """

    degree: Array
    by_degree: Array


DEGREE_PRICES = named((I64_ROW, types.float64[:, ::1]), DegreePrices)


class UnitMove(NamedTuple):
    """Unit ``a`` goes from point ``p`` to ``q``, ``b`` the other way; b = -1 for nobody."""

    a: Index
    b: Index
    p: Index
    q: Index


MOVE = named((I64, I64, I64, I64), UnitMove)


class BestFit(NamedTuple):
    """The best met: ``worth`` float64[1] and ``point`` int64[u]."""

    worth: Array
    point: Array


BEST_FIT = named((F64_ROW, I64_ROW), BestFit)
