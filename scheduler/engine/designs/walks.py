"""Raise the worst-off person of a design by a long walk over its covers (D9).

:mod:`.covers` takes the cheapest cover of a sector and a little noise. Where that ends short,
a cover is drawn instead: near saturation a sector has few paths, so that one is found in
microseconds, the tightest seat first. Ten thousand covers a second make a walk that can be
annealed, on how far people are below the fewest wanted and nothing else.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.designs.fairness import degrees
from scheduler.engine.designs.verify import Seating

_PATHS = 1_200
"""A sector with more paths than this, or paths harder to find, is left as it is."""
_CHUNK = 20_000_000
"""Steps between two looks at the watch: some hundredths of a second."""
_CHAIN, _CHAINS = 500_000_000, 3
"""Steps of one walk, and how many walks start from the design."""
_SHORT = 10
"""The price of a meeting short of the fewest wanted; of several, its square."""
_HOT, _COLD = 30.0, 5.0


def wander(
    seating: Seating,
    sectors: NDArray[np.int64],
    wanted: int,
    over: Callable[[float], bool],
    seed: int = 3,
) -> Seating:
    """Return the fairest design met on walks that look for one whose worst-off meets ``wanted``.

    ``seating``: a design, as :func:`.verify.valid_rounds` says, people sector by sector; the
    result is one with the same sectors at every table. ``over(steps)`` is told of the steps
    done, every few hundredths of a second, and says whether to stop. Ends after a walk that
    met nothing better. Repeats itself for a seed unless ``over`` ends it.
    """
    # Loaded here, for few plans need it and every program start would pay for it.
    from scheduler.engine.designs.cover_kernel import walk

    found = degrees(seating, sectors)
    best = np.array([min(wanted, found.min()), -int((found**2).sum())], dtype=np.int64)
    fairest = np.ascontiguousarray(seating, dtype=np.int64).copy()
    sector = np.ascontiguousarray(sectors, dtype=np.int64)
    first = np.searchsorted(sectors, np.arange(int(sectors.max()) + 2)).astype(np.int64)
    tables = int(seating.max()) + 1
    size = np.array([np.bincount(row, minlength=tables) for row in seating], dtype=np.int64)
    paths = np.zeros((_PATHS, len(seating)), dtype=np.int64)
    price = _SHORT * np.maximum(0, wanted - np.arange(len(sectors) + 1, dtype=np.int64)) ** 2
    random = np.random.SeedSequence(seed).generate_state(1, dtype=np.uint64) | np.uint64(1)
    stop = over(0.0)
    for _ in range(_CHAINS):
        table, before = np.ascontiguousarray(seating, dtype=np.int64).copy(), best.copy()
        work = np.zeros(1, dtype=np.int64)
        while best[0] < wanted and work[0] < _CHAIN and not stop:
            done = int(work[0])
            covers = walk(
                table, size, sector, first, wanted, price, _HOT, _COLD, _CHAIN,
                done + _CHUNK, random, paths, fairest, best, work,
            )  # fmt: skip
            # Where a sector has one cover only, the others have no other paths either.
            stop = over(float(work[0] - done)) or (done == 0 and covers == 0)
        if best[0] >= wanted or stop or (best == before).all():
            break
    return fairest
