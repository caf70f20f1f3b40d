"""The gate every design passes: nobody meets across sectors twice, and all are spread evenly."""

import numpy as np
from numpy.typing import NDArray

SeatingArray = NDArray[np.int64]
"""Table index (from 0) of each person in each round, shape [rounds, people]."""


def valid_rounds(seating: SeatingArray, sectors: NDArray[np.int64], tables: int) -> int:
    """Return the length of the longest prefix of ``seating`` that is a design.

    A prefix is a design when in each round the table sizes, and each sector's numbers at
    the tables, differ by at most one, and no two people of different sectors share a table
    in two rounds. ``sectors``: the sector index of each person. Time O(rounds · people²).
    """
    people = len(sectors)
    met = np.equal.outer(sectors, sectors)
    np.fill_diagonal(met, False)
    same = met.copy()
    for number, row in enumerate(seating):
        if not _even(row, sectors, tables):
            return number
        together = np.equal.outer(row, row)
        together[np.arange(people), np.arange(people)] = False
        together &= ~same
        if np.any(together & met):
            return number
        met |= together
    return len(seating)


def _even(row: NDArray[np.int64], sectors: NDArray[np.int64], tables: int) -> bool:
    if row.min(initial=0) < 0 or row.max(initial=0) >= tables:
        return False
    counts = np.zeros((int(sectors.max(initial=0)) + 1, tables), dtype=np.int64)
    np.add.at(counts, (sectors, row), 1)
    everybody = np.vstack([counts, counts.sum(axis=0)])
    return bool((np.ptp(everybody, axis=1) <= 1).all())


def people_met(seating: SeatingArray, sectors: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many people of other sectors each person meets. O(rounds · people²)."""
    met = np.zeros((len(sectors), len(sectors)), dtype=np.bool_)
    for row in seating:
        met |= np.equal.outer(row, row)
    return np.asarray((met & np.not_equal.outer(sectors, sectors)).sum(axis=1), dtype=np.int64)


def sector_labels(sector_sizes: tuple[int, ...]) -> NDArray[np.int64]:
    """Return the sector index of each person, people standing sector by sector."""
    return np.repeat(np.arange(len(sector_sizes)), sector_sizes)
