"""Lay people out in columns of T, so that :mod:`.moves` can move them (D1 of docs/engine.md).

Sector s fills ⌊n_s/T⌋ whole columns, which share one shift. What is left of the sectors is
packed into mixed columns of T rows, no sector divided between two of them: a sector's
remainder then sits at distinct tables every round, so each sector is spread as evenly as
can be and the round reaches bound B1.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.designs.columns.moves import MoveTable
from scheduler.engine.designs.verify import SeatingArray


@dataclass(frozen=True, eq=False)
class Layout:
    """``column`` (which shift) and ``row`` of each person; ``columns``: how many shifts."""

    tables: int
    column: NDArray[np.int64]
    row: NDArray[np.int64]
    columns: int

    def seat(self, moves: MoveTable) -> SeatingArray:
        """Return the tables [rounds, people] when the columns move so."""
        return np.asarray(moves[self.column, :, self.row].T)


def lay_out(sector_sizes: tuple[int, ...], tables: int, spare: int = 0) -> Layout | None:
    """Return the layout with the fewest shifts, or None when the remainders do not pack.

    ``spare`` more shifts let columns of one sector go separate ways, so that fewer people of
    a sector share a table all morning; those that have no use for them are not counted.
    """
    whole = [size // tables for size in sector_sizes]
    left = [size % tables for size in sector_sizes]
    bins = _pack(left, tables)
    if bins is None:
        return None
    # A remainder alone in its column may move with its own sector's whole columns.
    alone = {members[0] for members in bins if len(members) == 1 and whole[members[0]]}
    ways = _ways([number + (s in alone) for s, number in enumerate(whole)], spare)
    first_way = np.cumsum([0, *ways])
    column = np.zeros(sum(sector_sizes), dtype=np.int64)
    row = np.zeros(sum(sector_sizes), dtype=np.int64)
    starts = np.cumsum([0, *sector_sizes])
    for sector, number in enumerate(whole):
        people = slice(starts[sector], starts[sector] + number * tables)
        turns = np.arange(number) % max(1, ways[sector])
        column[people] = first_way[sector] + np.repeat(turns, tables)
        row[people] = np.tile(np.arange(tables), number)
    shift = int(first_way[-1])
    for members in bins:
        own = shift
        if members[0] in alone:
            own = int(first_way[members[0]]) + whole[members[0]] % ways[members[0]]
        first = 0
        for sector in members:
            people = slice(starts[sector + 1] - left[sector], starts[sector + 1])
            column[people] = own
            row[people] = np.arange(first, first + left[sector])
            first += left[sector]
        shift += members[0] not in alone
    return Layout(tables, column, row, shift)


def _ways(columns: list[int], spare: int) -> list[int]:
    """Share out shifts: one for each sector with columns, the others where most columns go."""
    ways = [min(1, number) for number in columns]
    for _ in range(spare):
        crowd = [
            number / way if way < number else 0 for number, way in zip(columns, ways, strict=True)
        ]
        if not any(crowd):
            break
        ways[crowd.index(max(crowd))] += 1
    return ways


def _pack(left: list[int], tables: int) -> list[list[int]] | None:
    """Pack the remainders into columns of T, all full but one, largest first."""
    items = sorted((s for s, size in enumerate(left) if size), key=lambda s: -left[s])
    bins_needed = -(-sum(left) // tables)
    room = [tables] * bins_needed
    slack = bins_needed * tables - sum(left)
    bins: list[list[int]] = [[] for _ in room]
    steps = 20_000

    def place(index: int) -> bool:
        nonlocal steps
        steps -= 1
        if index == len(items):
            return sum(r > 0 for r in room) <= 1
        size, tried = left[items[index]], set()
        for b in range(bins_needed):
            if size <= room[b] and room[b] not in tried and steps > 0:
                tried.add(room[b])
                room[b] -= size
                bins[b].append(items[index])
                if place(index + 1):
                    return True
                room[b] += size
                bins[b].pop()
        return False

    return bins if slack >= 0 and place(0) else None
