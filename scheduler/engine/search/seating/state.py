"""A seating in progress: seats, tables by person, and the pair bytes that follow from them."""

from dataclasses import dataclass

import numpy as np

from scheduler.engine.kernels import pair_codes as codes
from scheduler.engine.kernels.tuples import SeatingArrays
from scheduler.engine.problem import Rounds
from scheduler.engine.search.seating.instance import Instance

NOWHERE = 32_000
"""The number of a table that is no longer there."""


@dataclass
class SearchState:
    """Mutable arrays of one search; nothing is shared between searches.

    ``seat``: int16[F, T, K], people by seat, -1 beyond a table's capacity.
    ``table``: int16[F, n+1], the table of each person, -1 when absent.
    ``code``: uint8[n+1, n+1], see :mod:`scheduler.engine.kernels.pair_codes`.
    """

    seat: np.ndarray
    table: np.ndarray
    code: np.ndarray

    @property
    def arrays(self) -> SeatingArrays:
        """The same arrays as kernels take them."""
        return SeatingArrays(self.code, self.seat, self.table)

    def copy(self) -> "SearchState":
        """Return an independent copy."""
        return SearchState(self.seat.copy(), self.table.copy(), self.code.copy())


def from_seats(instance: Instance, seat: np.ndarray) -> SearchState:
    """Return the state whose seats these are. O(F·T·K²)."""
    seat = np.ascontiguousarray(seat, dtype=np.int16).copy()
    code = instance.base.copy()
    for here in seat:
        count_round(code, here)
    return SearchState(seat, tables_of(instance, seat), code)


def count_round(code: np.ndarray, here: np.ndarray) -> None:
    """Count the meetings of one round (int16[T, K]) in the pair bytes."""
    for s in range(here.shape[1] - 1):
        first, others = np.broadcast_arrays(here[:, s, None], here[:, s + 1 :])
        both = (first >= 0) & (others >= 0)
        a, b = first[both], others[both]
        np.add.at(code, (a, b), np.uint8(1))
        np.add.at(code, (b, a), np.uint8(1))


def tables_of(instance: Instance, seat: np.ndarray) -> np.ndarray:
    """Return int16[F, n+1]: the table of each person in each round, -1 when absent."""
    table = np.full((seat.shape[0], instance.n + 1), -1, dtype=np.int16)
    for r in range(seat.shape[0]):
        t, s = np.nonzero(seat[r] >= 0)
        table[r, seat[r, t, s]] = t
    table[:, instance.n] = -1
    return table


def tables_in(instance: Instance, rounds: Rounds) -> np.ndarray:
    """Return int16[F, n+1]: everybody's table in a plan's open rounds, -1 for none known.

    No rows for an empty plan. Who sits out is at the out table; a table that this
    instance does not have is NOWHERE, which nobody can keep.
    """
    first = len(instance.problem.kept)
    if not rounds:
        return np.zeros((0, instance.n + 1), dtype=np.int16)
    found = np.full((instance.free, instance.n + 1), -1, dtype=np.int16)
    for r in range(min(instance.free, len(rounds) - first)):
        out_table = int(instance.out_table[r])
        tables = int(instance.tables[r]) - (out_table >= 0)
        places = [(t if t < tables else NOWHERE, k) for t, k in enumerate(rounds[first + r].tables)]
        places.append((out_table if out_table >= 0 else NOWHERE, rounds[first + r].sitting_out))
        for t, keys in places:
            for key in keys:
                if key in instance.index and instance.present[r, instance.index[key]]:
                    found[r, instance.index[key]] = t
    return found


def worth(instance: Instance, code: np.ndarray) -> int:
    """Return the plan's cross-sector pairs, kept rounds included, less RULE per broken rule.

    What the kept rounds broke is past: it costs nothing, and the pairs made there count.
    """
    past = _half_sum(_past(instance)) if instance.problem.kept else 0
    return _over_pairs(codes.WORTH.astype(np.int64), code) - past


def broken(instance: Instance, code: np.ndarray) -> int:
    """Return how many pair rules are broken; 0 for a plan that may be handed out."""
    lost = np.maximum(0, -(codes.WORTH.astype(np.int64) // codes.RULE))
    past = _half_sum(lost[instance.base] * _forbidden(instance)) if instance.problem.kept else 0
    return _over_pairs(lost, code) - past


def _past(instance: Instance) -> np.ndarray:
    """The worth of kept meetings that the rules for the open rounds would forbid."""
    base = instance.base
    gained = (base > codes.APART) & (base < codes.SITS_OUT) & instance.crosses
    return np.where(_forbidden(instance), codes.WORTH[base], 0) - gained.astype(np.int32)


def _forbidden(instance: Instance) -> np.ndarray:
    """Whether any meeting of a pair, or of a person and the out table, may break a rule."""
    return (instance.base >= codes.APART) & (instance.base < codes.MUST_COUNTS)


def _over_pairs(by_byte: np.ndarray, code: np.ndarray) -> int:
    """The sum of int64[256] ``by_byte`` over unordered pairs of different people."""
    often = np.bincount(code.ravel(), minlength=256)
    often -= np.bincount(np.diagonal(code), minlength=256)
    return int(often @ by_byte) // 2


def _half_sum(values: np.ndarray) -> int:
    """The sum over unordered pairs of different people."""
    values = values.astype(np.int64)
    return int((values.sum() - np.diagonal(values).sum()) // 2)
