"""Where each column of a design sits in each round, by the best construction that applies."""

from collections.abc import Iterator
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.designs.columns.differences import (
    Shifts,
    ring_shifts,
    slope_shifts,
    terrace_shifts,
)
from scheduler.engine.designs.columns.rings import ring
from scheduler.engine.designs.columns.squares import (
    squares_across,
    squares_of_ten,
    squares_with_halves,
)
from scheduler.engine.designs.columns.stored import stored_shifts
from scheduler.engine.designs.orthogonal import squares

MoveTable = NDArray[np.int64]
"""The table of each row of each column in each round, [columns, rounds, rows]."""


def moves(columns: int, tables: int, rounds: int) -> Iterator[MoveTable]:
    """Yield moves for that many columns, cheapest first; some may have fewer rounds."""
    if columns <= len(ring(tables).spread):
        yield in_ring(ring_shifts(columns, tables, rounds), tables)
        return
    kept = squares(tables)
    if kept is not None and columns <= len(kept):
        yield kept[:columns]
        return
    if (columns - 1) * (rounds - 1) < tables:
        yield in_cycle(slope_shifts(columns, rounds), tables)
        return
    if columns == 3 and tables % 2 == 0:
        yield in_cycle(terrace_shifts(tables), tables)
    if columns <= 3 and tables == 10:
        yield squares_of_ten()
    if columns == 4 and tables == 10 and rounds >= 10:
        # Which sector has no half is the layout's affair: offer each.
        yield from (squares_with_halves()[[*order, 3]] for order in permutations(range(3)))
    if columns <= 10 and tables == 10:
        yield squares_across()[:columns]
    for known in stored_shifts(columns, tables):
        yield in_cycle(known, tables)
    yield in_cycle(slope_shifts(columns, (tables - 1) // (columns - 1) + 1), tables)


def in_ring(shifts: Shifts, tables: int) -> MoveTable:
    """Return row + shift in the ring of that order."""
    return ring(tables).add(shifts[:, :, None], np.arange(tables))


def in_cycle(shifts: Shifts, tables: int) -> MoveTable:
    """Return row + shift modulo ``tables``."""
    return np.asarray((shifts[:, :, None] + np.arange(tables)) % tables)
