"""Rooms small enough for everybody to meet: golfers dealt to the sectors (D10).

In a golfer schedule nobody meets twice, and near its end few pairs are left who have not
met. Join those by an edge. When the components of that graph can be dealt to the sectors,
each as a whole, all pairs left out are within a sector: every cross-sector pair meets, which
is the most there can be, and nobody meets anybody twice.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.designs.golfers.schedule import golfer, most_rounds
from scheduler.engine.designs.verify import SeatingArray


def all_meet(sector_sizes: Sequence[int], tables: int, rounds: int) -> SeatingArray | None:
    """Return at most ``rounds`` rounds in which every cross-sector pair meets exactly once.

    Tables [rounds', people], people standing sector by sector; nobody meets anybody twice,
    of whatever sector. None where no such seating is known. Unlike a design it need not
    spread a sector evenly in every round.
    """
    sizes = [size for size in sector_sizes if size]
    people = sum(sizes)
    size, rest = divmod(people, max(1, tables))
    # Pairs need no help: assignment round by round meets their ceiling.
    if rest or size < 3 or len(sizes) < 2:
        return None
    possible = min(rounds, most_rounds(tables, size))
    if people - 1 - possible * (size - 1) >= min(sizes):
        return None
    seating = golfer(tables, size, possible)
    if seating is None:
        return None
    dealt = _deal(_strangers(seating), sizes)
    return None if dealt is None else seating[:, dealt]


def _strangers(seating: SeatingArray) -> list[list[int]]:
    """The components of the graph of those who never share a table, largest first."""
    met = np.zeros((seating.shape[1],) * 2, dtype=np.bool_)
    for row in seating:
        met |= np.equal.outer(row, row)
    left, components = set(range(len(met))), []
    while left:
        border = [min(left)]
        component = set(border)
        while border:
            near = set(np.flatnonzero(~met[border.pop()]).tolist()) - component
            component |= near
            border += near
        left -= component
        components.append(sorted(component))
    return sorted(components, key=len, reverse=True)


def _deal(components: list[list[int]], sizes: list[int]) -> NDArray[np.int64] | None:
    """Give each component to the sector with most room; the people in the sectors' order."""
    room = list(sizes)
    hands: list[list[int]] = [[] for _ in sizes]
    for component in components:
        sector = room.index(max(room))
        room[sector] -= len(component)
        hands[sector] += component
    return None if min(room) < 0 else np.concatenate(hands)
