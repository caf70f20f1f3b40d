"""How many new people each person meets, what that costs, and who sits elsewhere than before."""

import numpy as np

from scheduler.engine.kernels import pair_codes as codes
from scheduler.engine.search.seating.instance import Instance

DEFICIT = 1000
"""What each meeting short of the wanted fewest costs, against the spread."""
BY_BYTE = np.stack(
    [
        codes.ADD,
        codes.REMOVE,
        np.isin(codes.FIRST, (codes.COUNTS, codes.MUST_COUNTS)).astype(np.int32),
        codes.MET.astype(np.int32),
    ]
).astype(np.int32)
"""By pair byte: the worth of one more and of one fewer meeting, whether it counts, how often."""


def degrees(instance: Instance, code: np.ndarray) -> np.ndarray:
    """Return int32[n+1]: how many new cross-sector people each person meets."""
    met = (codes.MET[code] > 0) & instance.crosses & (code < codes.SITS_OUT)
    met |= (codes.MET[code] > 0) & instance.crosses & (code >= codes.MUST_COUNTS)
    return met.sum(axis=1).astype(np.int32)


def fair_share(instance: Instance, degree: np.ndarray, fewest: int) -> np.ndarray:
    """Return int32[n+1, 2]: the degrees between which nobody needs help.

    These are the average of the sector's people who are present as long, rounded down and
    up; for those present throughout not below ``fewest``.
    """
    n = instance.n
    share = np.full((n + 1, 2), (0, np.iinfo(np.int32).max), dtype=np.int32)
    kind = instance.sector[:n].astype(np.int64), instance.present[:, :n].sum(axis=0)
    for pair in sorted(set(zip(kind[0].tolist(), kind[1].tolist(), strict=True))):
        alike = np.flatnonzero((kind[0] == pair[0]) & (kind[1] == pair[1]))
        total = int(degree[alike].sum())
        share[alike] = total // len(alike), -(-total // len(alike))
    constant = [instance.index[p.key] for p in instance.problem.in_every_round]
    share[constant] = np.maximum(share[constant], fewest)
    return share


def prices(instance: Instance, most: int, fewest: int) -> np.ndarray:
    """Return int32[n+1, most]: degree², plus DEFICIT for each step below ``fewest``.

    Only people present in every round are priced for the deficit.
    """
    degree = np.arange(most, dtype=np.int32)
    price = np.repeat((degree**2)[None, :], instance.n + 1, axis=0)
    constant = [instance.index[p.key] for p in instance.problem.in_every_round]
    price[constant] += DEFICIT * np.maximum(0, fewest - degree)
    return np.ascontiguousarray(price, dtype=np.int32)


def changed_seats(table: np.ndarray, old: np.ndarray) -> np.ndarray:
    """Return int32[n+1]: in how many rounds each person sits elsewhere than before."""
    if not len(old):
        return np.zeros(table.shape[1], dtype=np.int32)
    return ((old >= 0) & (old != table)).sum(axis=0).astype(np.int32)
