"""The social golfer problem: everybody is their own sector, so nobody may meet twice.

The most rounds known for each shape come from one of five places, tried in this order and
the longest kept: the circle method for pairs (Kirkman 1847), base rounds of
:mod:`.starters`, :mod:`.planes`, columns of :mod:`..columns.differences` (transversal designs),
and, after the columns are used up, the recursion of :func:`_columns_play`.
"""

from functools import lru_cache

import numpy as np

from scheduler.engine.designs.columns.layout import lay_out
from scheduler.engine.designs.columns.moves import moves
from scheduler.engine.designs.golfers.circle import circle
from scheduler.engine.designs.golfers.planes import of_planes
from scheduler.engine.designs.golfers.starters import STARTERS
from scheduler.engine.designs.verify import SeatingArray, valid_rounds


def golfer(groups: int, size: int, rounds: int) -> SeatingArray | None:
    """Return tables [rounds', groups·size], rounds' ≤ rounds, in which nobody meets twice.

    The most rounds known to this package when that is fewer than asked; None when groups
    or size are not positive.
    """
    if groups < 1 or size < 1 or rounds < 1:
        return None
    if size == 1:
        return np.tile(np.arange(groups), (rounds, 1))
    return _known(groups, size)[:rounds].copy()


def most_rounds(groups: int, size: int) -> int:
    """Return ⌊(N − 1)/(size − 1)⌋: everybody has N − 1 others to meet (``size`` above 1)."""
    return 1 if groups < size else (groups * size - 1) // (size - 1)


@lru_cache(maxsize=64)
def _known(groups: int, size: int) -> SeatingArray:
    """The longest schedule known, verified."""
    options = [np.repeat(np.arange(groups), size)[None]]
    if size == 2:
        options.append(circle(2 * groups))
    if (groups, size) in STARTERS:
        options.append(STARTERS[groups, size].expand(groups, size))
    if (plane := of_planes(groups, size)) is not None:
        options.append(plane)
    options.append(_from_columns(groups, size, groups))
    people = np.arange(groups * size)
    return max((s[: valid_rounds(s, people, groups)] for s in options), key=len)


def _from_columns(groups: int, size: int, rounds: int) -> SeatingArray:
    """``size`` columns of ``groups`` people, everybody in a column at another table."""
    layout = lay_out((groups,) * size, groups)
    assert layout is not None  # Whole columns always pack.
    best = np.repeat(np.arange(groups), size)[None]
    for move in moves(size, groups, rounds):
        seating = _columns_play(layout.seat(move), groups, size)
        length = valid_rounds(seating, np.arange(groups * size), groups)
        best = max(best, seating[:length], key=len)
    return best


def _columns_play(seating: SeatingArray, groups: int, size: int) -> SeatingArray:
    """Append rounds in which each column plays within itself, when ``size`` divides it.

    Nobody has met anybody of their own column, so a golfer schedule of (groups/size)
    groups played by all columns at once repeats no pair (Harvey's column recursion).
    """
    if groups % size:
        return seating
    inner = _known(groups // size, size)
    offsets = np.arange(size) * (groups // size)
    extra = (inner[:, None, :] + offsets[None, :, None]).reshape(len(inner), -1)
    return np.vstack([seating, extra])
