"""Even out how many people each person meets, without losing a pair (D8).

Columns move as one, so the same few people sit at the crowded tables every round. Let two
people x and y of one sector exchange their seats in some set S of rounds. Tables keep their
sectors, so nothing changes but who has met whom; and nobody meets anybody twice as long as
no person met by x in round r and by y in round s has exactly one of r, s in S. So S must be
a union of components of the graph on the rounds that joins r and s when x's table in r and
y's in s (or the other way round) share a person of another sector: a Kempe exchange, as in
edge colouring (Kempe 1879). Each component moves a known number of meetings from one of the
two to the other.
"""

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.designs.verify import Seating


def even_out(seating: Seating, sectors: NDArray[np.int64], tries: int) -> Seating:
    """Return a design in which the degrees within each sector are more even.

    ``seating``: a design, as :func:`..verify.valid_rounds` says. Each exchange lessens the
    sum of squared degrees; it ends when no exchange of two people does, or after ``tries``.
    Time O((rounds · table size)²) for each two people tried.
    """
    room = _Room(seating.copy(), sectors)
    improved = True
    while improved and tries > 0:
        improved = False
        for sector in range(int(sectors.max(initial=0)) + 1):
            helped, tries = _even_sector(room, np.flatnonzero(sectors == sector), tries)
            improved |= helped
    return room.seats


def people_met(seating: Seating, sectors: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many people of other sectors each person meets in a design."""
    return _Room(seating, sectors).degrees


class _Room:
    """The seats, who sits at each table, and how many people each person meets."""

    def __init__(self, seats: Seating, sectors: NDArray[np.int64]) -> None:
        self.seats, self.sectors = seats, sectors
        rounds, people = seats.shape
        sizes = [np.bincount(row) for row in seats]
        width, tables = max(s.max() for s in sizes), max(len(s) for s in sizes)
        # Who sits at each table; -1 stands for an empty chair.
        self.at = np.full((rounds, tables, width), -1, dtype=np.int64)
        for number, row in enumerate(seats):
            order = np.argsort(row, kind="stable")
            first = np.cumsum(sizes[number]) - sizes[number]
            self.at[number, row[order], np.arange(people) - first[row[order]]] = order
        self.degrees = np.array([int((self.met(p) >= 0).sum()) for p in range(people)])

    def met(self, person: int) -> NDArray[np.int64]:
        """The people of other sectors at the person's table, [rounds, seats], else -1."""
        tables = self.at[np.arange(len(self.seats)), self.seats[:, person]]
        return np.where(self.sectors[tables] == self.sectors[person], -1, tables)

    def exchange(self, rounds: list[int], one: int, other: int) -> None:
        """Let two people change places in those rounds."""
        for r in rounds:
            first, second = self.seats[r, one], self.seats[r, other]
            chair = self.at[r, first] == one, self.at[r, second] == other
            self.at[r, first][chair[0]], self.at[r, second][chair[1]] = other, one
            self.seats[r, one], self.seats[r, other] = second, first


def _even_sector(room: _Room, members: NDArray[np.int64], tries: int) -> tuple[bool, int]:
    """Exchange between those with few meetings and those with many.

    Return whether any exchange helped, and the tries left.
    """
    improved, found = False, room.degrees
    for low in members[np.argsort(found[members], kind="stable")]:
        for high in members[np.argsort(-found[members], kind="stable")]:
            if found[high] - found[low] < 2:
                break
            tries -= 1
            if tries < 0:
                return improved, 0
            moved = _exchange(room, int(low), int(high), int(found[high] - found[low]))
            found[low] += moved
            found[high] -= moved
            improved |= moved > 0
    return improved, tries


def _exchange(room: _Room, low: int, high: int, gap: int) -> int:
    """Move up to half of ``gap`` meetings from ``high`` to ``low``; return how many moved."""
    mine, theirs = room.met(low), room.met(high)
    same = mine[:, None, :, None] == np.where(theirs < 0, -2, theirs)[None, :, None, :]
    clash = same.any(axis=(2, 3))
    gains = (theirs >= 0).sum(axis=1) - (mine >= 0).sum(axis=1)
    reach: dict[int, list[int]] = {0: []}
    for component in _components(clash | clash.T):
        gain = int(gains[component].sum())
        for total, rounds in list(reach.items()):
            reach.setdefault(total + gain, [*rounds, *component])
    # Any total strictly between 0 and the gap lessens the sum of squares; half is best.
    best = min(reach, key=lambda total: (abs(2 * total - gap), len(reach[total])))
    if not 0 < best < gap:
        return 0
    room.exchange(reach[best], low, high)
    return best


def _components(joined: NDArray[np.bool_]) -> list[list[int]]:
    """Return the connected components of a symmetric relation on 0..n-1."""
    left, components = set(range(len(joined))), []
    while left:
        component, border = [], [left.pop()]
        while border:
            node = border.pop()
            component.append(node)
            near = [other for other in left if joined[node, other]]
            left.difference_update(near)
            border.extend(near)
        components.append(component)
    return components
