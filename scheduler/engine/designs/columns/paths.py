"""Remainders that find their own way, when they do not pack into mixed columns (D6).

Whole columns move as :mod:`.moves` says. Each person left over is given a path, one table a
round, so that they meet each row of another sector's columns at most once, sit apart from
the others left over of their own sector, and meet nobody left over of another sector twice;
and so that no table holds two more of those left over than another. Backtracking, tables in
random order, restarted with growing limits.
"""

import random
from collections.abc import Iterator

import numpy as np

from scheduler.engine.designs.columns.moves import MoveTable, moves
from scheduler.engine.designs.verify import SeatingArray

_FIRST_LIMIT, _LAST_LIMIT = 2_000, 40_000
_SHORT = 20
"""Tables that one step looks through; a step among more counts as several."""


def with_paths(
    sizes: tuple[int, ...], tables: int, rounds: int, effort: int, seed: int
) -> Iterator[SeatingArray]:
    """Yield seatings with all the rounds asked for, until ``effort`` steps are used.

    They differ by chance; nothing is yielded where none is found, or where nobody is left over.
    """
    whole = [s for s, size in enumerate(sizes) if size >= tables]
    left = [s for s, size in enumerate(sizes) for _ in range(size % tables)]
    if not left:
        return
    shuffled = random.Random(seed)  # noqa: S311 (a search, not a secret)
    for move in moves(max(1, len(whole)), tables, rounds):
        if move.shape[1] < rounds:
            continue
        columns = dict(zip(whole, _rows(move[:, :rounds]), strict=False))
        limit = _FIRST_LIMIT
        while effort > 0:
            order = sorted(left, key=lambda s: (shuffled.random(), s))
            search = _Search(columns, order, tables, rounds, shuffled, min(limit, effort))
            before = search.limit
            paths = search.run()
            effort -= before - search.limit
            if paths is not None:
                yield _seat(sizes, tables, dict(zip(whole, move, strict=False)), order, paths)
            else:
                limit = min(limit + limit // 2, _LAST_LIMIT)


def _rows(move: MoveTable) -> list[list[list[int]]]:
    """Invert the moves: which row of each column sits at each table, [column][round][table]."""
    return np.argsort(move, axis=2).tolist()


def _seat(
    sizes: tuple[int, ...],
    tables: int,
    columns: dict[int, MoveTable],
    order: list[int],
    paths: list[list[int]],
) -> SeatingArray:
    parts: list[SeatingArray] = []
    for sector, size in enumerate(sizes):
        if sector in columns:
            parts += [columns[sector][: len(paths[0])].T] * (size // tables)
        own = [path for path, s in zip(paths, order, strict=True) if s == sector]
        if own:
            parts.append(np.array(own))
    return np.vstack(parts).T


class _Search:
    """One run over (person, round). ``paths[e][r]`` is the table of person e; -1 not yet.

    ``columns[sector][r][t]``: the row of that sector's columns at table t in round r.

    ``held[r][t]``: who of those left over sits there; ``seen[e]``: the rows that person e
    has met, as (sector, row); ``met``: pairs of those left over, of different sectors.
    """

    def __init__(
        self,
        columns: dict[int, list[list[int]]],
        order: list[int],
        tables: int,
        rounds: int,
        shuffled: random.Random,
        limit: int,
    ) -> None:
        self.columns, self.order = columns, order
        self.tables, self.rounds = tables, rounds
        self.shuffled, self.limit = shuffled, limit
        people = len(order)
        self.least, self.most = people // tables, -(-people // tables)
        self.paths = [[-1] * rounds for _ in order]
        self.held: list[list[list[int]]] = [[[] for _ in range(tables)] for _ in range(rounds)]
        self.seen: list[set[tuple[int, int]]] = [set() for _ in order]
        self.met: set[tuple[int, int]] = set()

    def run(self) -> list[list[int]] | None:
        """Return the paths, or None when the limit is reached or there are none."""
        steps = [(e, r) for e in range(len(self.order)) for r in range(self.rounds)]
        trying: list[Iterator[int]] = []
        while len(trying) < len(steps):
            self.limit -= 1 + self.tables // _SHORT
            if self.limit < 0:
                return None
            trying.append(iter(self._tables(*steps[len(trying)])))
            while not self._advance(*steps[len(trying) - 1], trying[-1]):
                trying.pop()
                if not trying:
                    return None
                self._leave(*steps[len(trying) - 1])
        return self.paths

    def _advance(self, e: int, r: int, tables: Iterator[int]) -> bool:
        """Sit person e at the next table that will do; false when none is left."""
        for table in tables:
            if self._may_sit(e, r, table):
                self._sit(e, r, table)
                return True
        return False

    def _tables(self, e: int, r: int) -> list[int]:
        """All tables in random order, or only those still short of people if all must fill."""
        tables = self.shuffled.sample(range(self.tables), self.tables)
        short = [t for t in tables if len(self.held[r][t]) < self.least]
        missing = sum(self.least - len(self.held[r][t]) for t in short)
        return short if missing >= len(self.order) - e else tables

    def _may_sit(self, e: int, r: int, table: int) -> bool:
        sector, others = self.order[e], self.held[r][table]
        if len(others) >= self.most or any(self.order[x] == sector for x in others):
            return False
        rows = ((s, rows[r][table]) for s, rows in self._others(e))
        if any(row in self.seen[e] for row in rows):
            return False
        return not any((x, e) in self.met for x in others)

    def _sit(self, e: int, r: int, table: int) -> None:
        self.met.update((x, e) for x in self.held[r][table])
        self.seen[e].update((s, rows[r][table]) for s, rows in self._others(e))
        self.held[r][table].append(e)
        self.paths[e][r] = table

    def _leave(self, e: int, r: int) -> None:
        table = self.paths[e][r]
        self.held[r][table].remove(e)
        self.met.difference_update((x, e) for x in self.held[r][table])
        self.seen[e].difference_update((s, rows[r][table]) for s, rows in self._others(e))
        self.paths[e][r] = -1

    def _others(self, e: int) -> Iterator[tuple[int, list[list[int]]]]:
        """The columns of sectors other than the person's."""
        return ((s, rows) for s, rows in self.columns.items() if s != self.order[e])
