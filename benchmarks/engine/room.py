"""An instance as arrays for the baselines, and the one score they are all held to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.engine.instances import Instance

Seats = NDArray[np.int64]
"""Table of each person in each round, [rounds, people]; -1 sits out."""


@dataclass(frozen=True, eq=False)
class Room:
    """``sizes``: seats of each table; ``worth[p, q]``: 1 when their first meeting counts."""

    people: int
    rounds: int
    sizes: tuple[int, ...]
    sector: NDArray[np.int64]
    host: NDArray[np.int64]
    worth: NDArray[np.int8]
    apart: NDArray[np.bool_]


def room(instance: Instance) -> Room:
    """Return the arrays of an instance in which everybody is present in every round."""
    problem = instance.problem()
    keys = [person.key for person in problem.people]
    position = {key: i for i, key in enumerate(keys)}
    names = sorted({person.sector for person in problem.people})
    sector = np.array([names.index(person.sector) for person in problem.people])
    worth = np.not_equal.outer(sector, sector).astype(np.int8)
    apart = np.zeros(worth.shape, dtype=bool)
    for a, b in problem.history:
        worth[position[a], position[b]] = worth[position[b], position[a]] = 0
    for a, b in problem.apart | set(problem.colleagues() if problem.apart_organisations else ()):
        apart[position[a], position[b]] = apart[position[b], position[a]] = True
    host = np.array([(person.host_table or 0) - 1 for person in problem.people])
    return Room(len(keys), problem.rounds, problem.table_sizes(1), sector, host, worth, apart)


def pairs_met(room: Room, seats: Seats) -> int:
    """Return the number of distinct pairs that count and share a table at least once."""
    met = np.zeros(room.worth.shape, dtype=bool)
    for row in seats:
        met |= np.equal.outer(row, row) & (row >= 0)[:, None]
    return int(np.triu(met & (room.worth > 0), 1).sum())


def keeps_rules(room: Room, seats: Seats) -> bool:
    """Whether the sizes are kept, hosts sit at their tables, and nobody sits with a person
    they are kept apart from."""
    wanted = sorted(room.sizes)
    for row in seats:
        seated = row[row >= 0]
        if sorted(np.bincount(seated, minlength=len(room.sizes)).tolist()) != wanted:
            return False
        if np.any((room.host >= 0) & (row != room.host)):
            return False
        if np.any(np.equal.outer(row, row) & (row >= 0)[:, None] & room.apart):
            return False
    return True
