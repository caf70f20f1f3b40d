"""Deal the meetings of two rounds of pairs anew between them, so that re-seating sees more.

The pairs of two rounds form cycles in which the rounds take turns. Letting the two rounds
change places on some of the cycles keeps every meeting, and so every level; but each round
then holds other pairs, and re-seating it can gain again (Kempe 1879; Petersen 1891).
"""

import numpy as np

from scheduler.engine.search.levels.improve import Levels


def mixable(levels: Levels) -> np.ndarray:
    """Return the free rounds whose pairs may be dealt anew: all in twos, nobody bound."""
    instance = levels.instance
    if levels.state.seat.shape[2] != 2 or len(levels.old) or (instance.group >= 0).any():
        return np.zeros(0, dtype=np.int64)
    unconstrained = (instance.fixed < 0).all(axis=1) & (instance.out_table < 0)
    full = [
        bool((levels.state.seat[r, : instance.tables[r]] >= 0).all())
        and not bool((levels.state.seat[r] == instance.n).any())
        for r in range(instance.free)
    ]
    return np.flatnonzero(unconstrained & np.array(full, dtype=bool))


def mix(levels: Levels, rounds: np.ndarray, rng: np.random.Generator) -> None:
    """Take the rounds two by two and exchange a random half of the cycles of each two."""
    order = rng.permutation(rounds).tolist()
    present = levels.instance.present
    for r, s in zip(order[::2], order[1::2], strict=False):
        if (present[r] == present[s]).all():
            _exchange(levels, r, s, rng)


def _exchange(levels: Levels, r: int, s: int, rng: np.random.Generator) -> None:
    one, other = _partners(levels, r), _partners(levels, s)
    flipped = np.zeros(len(one), dtype=bool)
    seen = bytearray(len(one))
    first, second = one.tolist(), other.tolist()
    for start, mate in enumerate(first):
        if mate < 0 or seen[start]:
            continue
        cycle, person = [], start
        while not seen[person]:
            cycle += [person, first[person]]
            seen[person] = seen[first[person]] = 1
            person = second[first[person]]
        flipped[cycle] = rng.random() < 0.5
    _seat(levels, r, np.where(flipped, other, one))
    _seat(levels, s, np.where(flipped, one, other))


def _partners(levels: Levels, r: int) -> np.ndarray:
    """Return int[n]: who sits with each person in the round, -1 for those absent."""
    pairs = levels.state.seat[r, : levels.instance.tables[r]].astype(np.int64)
    partner = np.full(levels.instance.n, -1, dtype=np.int64)
    partner[pairs[:, 0]], partner[pairs[:, 1]] = pairs[:, 1], pairs[:, 0]
    return partner


def _seat(levels: Levels, r: int, partner: np.ndarray) -> None:
    one = np.flatnonzero(partner > np.arange(len(partner)))
    state, places = levels.state, np.arange(len(one))
    state.seat[r, : len(one), 0], state.seat[r, : len(one), 1] = one, partner[one]
    state.table[r, one] = state.table[r, partner[one]] = places
