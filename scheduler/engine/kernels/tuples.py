"""What kernels are handed: named tuples of arrays, each with its compiled type.

Symbols: n people, number n being the vacancy; F free rounds, T tables, K seats at the largest,
m = n + 1. Arrays are C-contiguous. A kernel writes only to what its docstring says.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import types
from numpy.typing import NDArray

Array = NDArray[Any]
Index = int | np.integer[Any]

I64, F64, BOOL, VOID = types.int64, types.float64, types.boolean, types.void
RANDOM = types.uint64[::1]
"""The state of a generator, uint64[1]."""
TOTALS = types.int64[::1]
"""One number a level, int64[5]."""
SUMS = types.float64[::1]
"""A running sum and its greatest, float64[2]."""
SEATS = types.int16[:, :, ::1]
I64_ROW, F64_ROW, PLACES = types.int64[::1], types.float64[::1], types.int64[:, ::1]
STEPS, CHAIN = types.int16[:, ::1], types.int64[:, ::1]


def named(fields: tuple[Any, ...], name: type) -> Any:
    """The compiled type of a named tuple."""
    return types.BaseTuple.from_types(fields, name)


class SeatingArrays(NamedTuple):
    """A seating in progress: ``code`` uint8[m, m], ``seat`` int16[F, T, K], ``table`` int16[F, m].

    Pair bytes, people by seat (-1 beyond a table's capacity), and the table of each person.
    """

    code: Array
    seat: Array
    table: Array


SEATING = named((types.uint8[:, ::1], SEATS, types.int16[:, ::1]), SeatingArrays)


class Room(NamedTuple):
    """What is fixed for one search.

    ``capacity`` int16[F, T], seats of each table; ``tables`` int16[F]; ``fixed`` int16[F, m], the
    table somebody must sit at or -1; ``sector`` and ``organisation`` int32[m]; ``group``
    int32[m], one number for companions, -1 for nobody.
    """

    capacity: Array
    tables: Array
    fixed: Array
    sector: Array
    organisation: Array
    group: Array


_NUMBERS = types.int32[::1]
ROOM = named(
    (types.int16[:, ::1], types.int16[::1], types.int16[:, ::1], _NUMBERS, _NUMBERS, _NUMBERS),
    Room,
)


class Worth(NamedTuple):
    """What one more and one fewer meeting is worth, by pair byte: int32[256] each."""

    add: Array
    remove: Array


WORTHS = named((_NUMBERS, _NUMBERS), Worth)


class Swap(NamedTuple):
    """Seat ``i`` of table ``t`` with seat ``j`` of table ``u`` in round ``r``; r = -1 for none."""

    r: Index
    t: Index
    i: Index
    u: Index
    j: Index


SWAP = named((I64, I64, I64, I64, I64), Swap)


class Cooling(NamedTuple):
    """A phase: ``total`` moves while the temperature falls from ``hot`` to ``cold``.

    Shares of the moves: ``aimed`` takes somebody to a person they have yet to meet; of the
    others ``focus`` starts where there is something to gain and ``within`` stays in a sector.
    """

    total: Index
    hot: float
    cold: float
    focus: float
    within: float
    aimed: float


COOLING = named((I64, F64, F64, F64, F64, F64), Cooling)


class Found(NamedTuple):
    """The best met so far: ``score`` int64[1] and ``seat`` int16[F, T, K]."""

    score: Array
    seat: Array


FOUND = named((TOTALS, SEATS), Found)


class Measures(NamedTuple):
    """What the levels of a plan are counted from.

    ``by_byte`` int32[4, 256]: the worth of one more and of one fewer meeting, whether the pair
    counts, and how often it meets. ``degree`` int32[m]; ``price`` int32[m, D], of each degree
    of each person; ``fair`` int32[m, 2], between which degrees nobody needs help; ``affinity``
    int32[m, m], or [1, 1] for none; ``old`` int16[F', m], tables of the plan to stay close to
    (F' = 0: none); ``changed`` int32[m], in how many rounds each person sits elsewhere.
    """

    by_byte: Array
    degree: Array
    price: Array
    fair: Array
    affinity: Array
    old: Array
    changed: Array


_MATRIX = types.int32[:, ::1]
MEASURES = named(
    (_MATRIX, _NUMBERS, _MATRIX, _MATRIX, _MATRIX, types.int16[:, ::1], _NUMBERS), Measures
)


class Ranking(NamedTuple):
    """``order`` int64[5], the levels, highest first; the first ``guards`` of them are guarded.

    The others count by ``weight`` float64[5] times change.
    """

    order: Array
    guards: Index
    weight: Array


RANKING = named((TOTALS, I64, types.float64[::1]), Ranking)


class Record(NamedTuple):
    """Totals by level, int64[5] each: now, wanted, and the best met with its seats."""

    totals: Array
    target: Array
    best: Array
    best_seat: Array


RECORD = named((TOTALS, TOTALS, TOTALS, SEATS), Record)


class Scratch(NamedTuple):
    """Working space of a call: ``steps`` int16[K + 1, 2], ``chain`` int64[K + 1, 5], two rows.

    ``change`` and ``part``, int64[5], hold what a chain and one of its swaps change.
    """

    steps: Array
    chain: Array
    change: Array
    part: Array


SCRATCH = named((STEPS, CHAIN, TOTALS, TOTALS), Scratch)


class Sectors(NamedTuple):
    """The sectors of a design, people standing sector by sector.

    ``size`` int64[rounds, tables], people at each table; ``sector`` int64[people]; people of
    sector s are numbered ``first``[s] .. first[s + 1] - 1.
    """

    size: Array
    sector: Array
    first: Array


SECTORS = named((PLACES, I64_ROW, I64_ROW), Sectors)


class Options(NamedTuple):
    """The first ``number`` rows of ``paths`` int64[most, rounds] and the ``cost`` of each."""

    paths: Array
    cost: Array
    number: Index


OPTIONS = named((PLACES, F64_ROW, I64), Options)


class Fairest(NamedTuple):
    """The fairest design met: ``table`` int64[rounds, people] and what it is worth.

    ``best`` int64[2] is the fewest anybody meets, up to ``wanted``, and minus the sum of squares.
    """

    wanted: Index
    best: Array
    table: Array


FAIREST = named((I64, I64_ROW, PLACES), Fairest)


class Sets(NamedTuple):
    """A depth-first search over sets of n people, to a depth of k.

    ``gain`` int64[n, n]; at depth d the sets have d people: ``with_them`` int64[k + 1, n] is what
    each person adds to the set, and those from ``place`` to ``filled``, int64[k + 1], of
    ``open_to`` int64[k + 1, n] may still join. ``top`` int64[k + 1] is working space.
    """

    gain: Array
    with_them: Array
    open_to: Array
    filled: Array
    place: Array
    top: Array


SETS = named((PLACES, PLACES, PLACES, I64_ROW, I64_ROW, I64_ROW), Sets)
