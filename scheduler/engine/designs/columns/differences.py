"""Shifts for the columns of a design: f_0, …, f_{c-1} with every f_i − f_j injective.

People stand in columns of T, one to a table; column j moves as one, its row i sitting in
round r at table i + f_j(r) of a group of order T. Rows i and i' of columns j and l share a
table in round r exactly when f_j(r) − f_l(r) = i' − i. So no two people of columns j and l
meet twice if and only if f_j − f_l is injective in r (D2 of docs/engine.md; Bose and Bush
1952: a difference matrix). Columns of one sector may share a shift, since their meetings
do not count.
"""

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.designs.columns.rings import ring

Shifts = NDArray[np.int64]
"""f_j(r) as an array [columns, rounds] of elements of the group."""


def ring_shifts(columns: int, tables: int, rounds: int) -> Shifts:
    """f_j(r) = u_j·r with u_i − u_j units: injective on all T elements (MacNeish 1922)."""
    r = ring(tables)
    return r.multiply(r.spread[:columns, None], np.arange(min(rounds, tables))[None])


def slope_shifts(columns: int, rounds: int) -> Shifts:
    """f_j(r) = j·r in Z_T: distinct because 0 < |(i − j)(r − s)| < T when few rounds are asked.

    Needs (columns − 1)(rounds − 1) < T.
    """
    return np.outer(np.arange(columns), np.arange(rounds))


def terrace_shifts(tables: int) -> Shifts:
    """Three columns and T − 1 rounds for even T, from the zigzag 0, T−1, 1, T−2, … in Z_T.

    Its terms are distinct and so are its T − 1 consecutive differences (Williams 1949), so
    0, the zigzag, and the zigzag one step on differ pairwise by injective functions. With
    T ≡ 2 (mod 4) no group of order T gives T rounds (Hall and Paige 1955).
    """
    zigzag = np.array([-(i + 1) // 2 if i % 2 else i // 2 for i in range(tables)]) % tables
    return np.stack([np.zeros(tables - 1, dtype=np.int64), zigzag[:-1], zigzag[1:]])
