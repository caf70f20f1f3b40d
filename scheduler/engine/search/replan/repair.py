"""A plain repair of an old plan: from the fullest table to the emptiest, whoever costs least."""

import numpy as np

from scheduler.engine.kernels import pair_codes as codes
from scheduler.engine.search.seating.instance import Instance
from scheduler.engine.search.seating.state import NOWHERE


def repaired(instance: Instance, old: np.ndarray) -> np.ndarray:
    """Return int16[F, n+1], a table for everybody: old ones, but where sizes ask for others.

    Newcomers and those whose table is gone take the emptiest table, then people move from the
    fullest to the emptiest until sizes differ by at most one; each time the one whose move
    costs the fewest pairs, those who have moved already first. The rules are left to others.
    """
    n = instance.n
    table = np.full((instance.free, n + 1), -1, dtype=np.int16)
    code = instance.base.copy()
    has_moved = np.zeros(n, dtype=bool)
    for r in range(instance.free):
        _repair_round(instance, old[r, :n], table[r, :n], code, r, has_moved)
        _count(code, table[r, :n])
    return table


def _repair_round(
    instance: Instance,
    old: np.ndarray,
    table: np.ndarray,
    code: np.ndarray,
    r: int,
    has_moved: np.ndarray,
) -> None:
    fixed, here = instance.fixed[r, : len(old)], instance.present[r]
    tables = int(instance.tables[r]) - int(instance.out_table[r] >= 0)
    out_table = int(instance.out_table[r])
    table[:] = np.where(here & (fixed >= 0), fixed, -1)
    keeps = here & (fixed < 0) & (old >= 0) & (old != NOWHERE)
    table[keeps] = old[keeps]
    seated = table[(table >= 0) & (table != out_table)]
    sizes = np.bincount(seated, minlength=tables)[:tables]
    for person in np.flatnonzero(here & (table < 0)).tolist():
        gain = _gains(code, table, person, tables)
        lowest = int(np.where(sizes == sizes.min(), gain, np.iinfo(gain.dtype).min).argmax())
        table[person] = lowest
        sizes[lowest] += 1
        has_moved[person] = True
    while tables and sizes.max() - sizes.min() > 1:
        fullest, emptiest = int(sizes.argmax()), int(sizes.argmin())
        there = np.flatnonzero(table == fullest)
        movable = there[fixed[there] < 0]
        if not len(movable):
            return
        loss = _loss(code, movable, there, np.flatnonzero(table == emptiest))
        person = int(movable[np.lexsort((loss, ~has_moved[movable]))[0]])
        table[person] = emptiest
        sizes[fullest], sizes[emptiest] = sizes[fullest] - 1, sizes[emptiest] + 1
        has_moved[person] = True


def _gains(code: np.ndarray, table: np.ndarray, person: int, tables: int) -> np.ndarray:
    """The pairs that a person without a seat has of sitting at each table: int64[T]."""
    others = np.flatnonzero((table >= 0) & (table < tables))
    gains = np.zeros(tables, dtype=np.int64)
    np.add.at(gains, table[others], codes.ADD[code[person, others]])
    return gains


def _loss(
    code: np.ndarray, movable: np.ndarray, there: np.ndarray, beside: np.ndarray
) -> np.ndarray:
    """The pairs that each of the movable loses who leaves those there to sit beside others."""
    leaves = np.where(movable[:, None] == there, 0, codes.ADD[code[np.ix_(movable, there)]])
    gains = codes.ADD[code[np.ix_(movable, beside)]]
    return leaves.sum(axis=1, dtype=np.int64) - gains.sum(axis=1, dtype=np.int64)


def _count(code: np.ndarray, table: np.ndarray) -> None:
    for t in np.unique(table[table >= 0]):
        there = np.flatnonzero(table == t)
        code[np.ix_(there, there)] += np.uint8(1)
