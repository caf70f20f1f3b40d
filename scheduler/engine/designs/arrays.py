"""One catalogue of arrays: columns of people of whom no two of different columns meet twice.

An array says at which table each row of each column sits in each round: [columns, rounds,
rows], tables from 0. Two rows of different columns share a table at most once, and every
column is at every table in every round. Column 0 stands still, so that hosts can be one.
:func:`repeats_nobody` says whether an array is one; the tests ask it of every one here.
"""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.designs.columns.differences import ring_shifts
from scheduler.engine.designs.columns.moves import in_cycle, in_ring
from scheduler.engine.designs.columns.rings import prime_powers, ring
from scheduler.engine.designs.columns.squares import squares_of_ten
from scheduler.engine.designs.columns.stored import every_stored
from scheduler.engine.designs.orthogonal import squares

IntArray = NDArray[np.int64]


@lru_cache(maxsize=64)
def arrays(order: int, rounds: int) -> tuple[IntArray, ...]:
    """Return the arrays of that many tables, cut to at most ``rounds`` rounds.

    Those with all the rounds come first, and of these those with the most columns.
    """
    found = [array[:, :rounds] for array in _known(order)]
    useful: list[IntArray] = []
    for array in sorted(found, key=lambda a: (-a.shape[1], -len(a))):
        if all(len(array) > len(other) for other in useful):
            useful.append(np.ascontiguousarray(array))
    return tuple(useful)


def _known(order: int) -> Iterator[IntArray]:
    if order < 2:
        return
    # The net of GF(q), or as much of one as a product of fields has.
    yield in_ring(ring_shifts(len(ring(order).spread), order, order), order)
    if len(prime_powers(order)) == 1:
        return
    if order == 10:
        yield standing_array(squares_of_ten())
    if (kept := squares(order)) is not None:
        yield kept
    for shifts in every_stored(order):
        yield in_cycle(shifts, order)


def standing_array(array: IntArray) -> IntArray:
    """Return the array with the tables of each round numbered so that column 0 stands still."""
    place = np.argsort(array[0], axis=1)
    return np.stack([np.take_along_axis(place, column, axis=1) for column in array])


def repeats_nobody(array: IntArray) -> bool:
    """Whether the array is one: see above. O(columns² · rounds · rows)."""
    columns, rounds, rows = array.shape
    if (np.sort(array, axis=2) != np.arange(rows)).any():
        return False
    who = np.argsort(array, axis=2)
    for a in range(columns):
        for b in range(a):
            met = who[a] * rows + who[b]
            if len(np.unique(met)) < rounds * rows:
                return False
    return bool((array[0] == np.arange(rows)).all())
