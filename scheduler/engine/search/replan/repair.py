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
    for person in np.flatnonzero(here & (table < 0)).tolist():
        sizes = np.bincount(table[(table >= 0) & (table != out_table)], minlength=tables)[:tables]
        lowest = np.flatnonzero(sizes == sizes.min())
        table[person] = min(lowest.tolist(), key=lambda t: -_gain(code, table, person, t))
        has_moved[person] = True
    while tables:
        sizes = np.bincount(table[(table >= 0) & (table != out_table)], minlength=tables)[:tables]
        if sizes.max() - sizes.min() <= 1:
            return
        fullest, emptiest = int(sizes.argmax()), int(sizes.argmin())
        movable = [p for p in np.flatnonzero(table == fullest).tolist() if fixed[p] < 0]
        if not movable:
            return
        person = min(
            movable,
            key=lambda p: (
                not has_moved[p],
                _gain(code, table, p, fullest) - _gain(code, table, p, emptiest),
            ),
        )
        table[person] = emptiest
        has_moved[person] = True


def _gain(code: np.ndarray, table: np.ndarray, person: int, t: int) -> int:
    """The pairs that a person has of sitting at a table, with the others who are there."""
    others = [p for p in np.flatnonzero(table == t).tolist() if p != person]
    return int(codes.ADD[code[person, others]].sum()) if others else 0


def _count(code: np.ndarray, table: np.ndarray) -> None:
    for t in np.unique(table[table >= 0]):
        there = np.flatnonzero(table == t)
        code[np.ix_(there, there)] += np.uint8(1)
