"""A plan of pairs as a partial edge colouring, and back: see :mod:`.colouring_walk`."""

from collections.abc import Iterable
from copy import copy
from itertools import combinations

import numpy as np

from scheduler.engine.kernels import pair_codes as codes
from scheduler.engine.kernels.kempe import (
    FREE,
    GONE,
    NONE,
    close_slot,
    join,
    open_slot,
    walk_colourings,
)
from scheduler.engine.kernels.tuples import Edges, Partners
from scheduler.engine.search.seating.instance import Instance
from scheduler.engine.search.seating.start import empty_seats
from scheduler.engine.search.seating.state import State, from_seats


class Colouring:
    """The arrays of the walk, read off a plan; number n is the out table.

    ``edges`` are the first meetings at tables of two and whoever sits out in turn;
    ``threes``: who is at the table of three of a round; ``given``: what these meet anew there.
    """

    def __init__(self, instance: Instance, state: State) -> None:
        n, free = instance.n, instance.free
        self._instance, self._state = instance, state
        self._edge = self._edges()
        self._graph = Edges(
            mate=np.full((free, n + 1), GONE, dtype=np.int16),
            colour=np.full((n + 1, n + 1), NONE, dtype=np.int16),
            slots=np.zeros(free * (n + 1), dtype=np.int32),
            place=np.full((free, n + 1), -1, dtype=np.int32),
            number=np.zeros(1, dtype=np.int64),
        )
        self.edges = self.sitters = 0
        self.threes: dict[int, tuple[int, ...]] = {}
        self._given: dict[int, list[tuple[int, int]]] = {}
        for r in range(free):
            self._read(r)
        self._partners = Partners(
            known=np.zeros((n + 1, n + 1), dtype=np.int16),
            degree=np.zeros(n + 1, dtype=np.int32),
        )
        self._list(range(n + 1))
        for r, p in np.argwhere(self._graph.mate == FREE):
            open_slot(self._graph, r, p)

    def _edges(self) -> np.ndarray:
        """Return bool[n+1, n+1]: who may meet for the first time, and who may sit out."""
        instance, n = self._instance, self._instance.n
        edge = instance.crosses & (instance.base == codes.COUNTS)
        turns = instance.base[n, :n]
        edge[n, :n] = edge[:n, n] = (turns >= codes.SITS_OUT) & (turns < codes.SAT_OUT)
        edge[n, n] = False
        return edge

    def _read(self, r: int) -> None:
        """Take over one round of the plan: first meetings, a table of three, settled sitters."""
        instance, seat, n = self._instance, self._state.seat[r], self._instance.n
        out_table = int(instance.out_table[r])
        self._graph.mate[r, :n][instance.present[r]] = FREE
        if out_table >= 0 and not (instance.fixed[r, :n] == out_table).any():
            self._graph.mate[r, n] = FREE
            self.sitters += 1
        self._graph.mate[r, :n][instance.fixed[r, :n] >= 0] = GONE
        for t in range(int(instance.tables[r])):
            here = [int(p) for p in seat[t, : instance.capacity[r, t]]]
            if len(here) == 3:
                self._graph.mate[r, here] = GONE
                self.threes[r] = tuple(here)
                self._given[r] = [both for both in combinations(here, 2) if self._edge[both]]
                for a, b in self._given[r]:
                    self._take_out(a, b)
        for t in range(int(instance.tables[r])):
            a, b = int(seat[t, 0]), int(seat[t, 1])
            both_free = self._graph.mate[r, a] == FREE and self._graph.mate[r, b] == FREE
            if both_free and self._edge[a, b] and self._graph.colour[a, b] == NONE:
                join(self._graph, r, a, b)
                self.edges += 1

    def _take_out(self, a: int, b: int) -> None:
        """These two meet at a table of three: they need not meet elsewhere."""
        self._edge[a, b] = self._edge[b, a] = False
        if (r := int(self._graph.colour[a, b])) != NONE:
            self._graph.mate[r, a] = self._graph.mate[r, b] = FREE
            self._graph.colour[a, b] = self._graph.colour[b, a] = NONE
            self.edges -= 1

    def _list(self, people: Iterable[int]) -> None:
        """Write down whom these may meet."""
        for p in people:
            others = np.flatnonzero(self._edge[p])
            self._partners.degree[p] = len(others)
            self._partners.known[p, : len(others)] = others

    @property
    def given(self) -> int:
        """New pairs at the tables of three."""
        return sum(map(len, self._given.values()))

    def walk(self, random: np.ndarray, steps: int, target: int) -> None:
        """Walk on, to that many edges at most."""
        self.edges = walk_colourings(self._graph, self._partners, steps, self.edges, target, random)

    def copy(self) -> "Colouring":
        """Return an independent copy."""
        twin = copy(self)
        twin._edge = self._edge.copy()
        twin._graph = Edges(*(array.copy() for array in self._graph))
        twin._partners = Partners(*(array.copy() for array in self._partners))
        twin.threes, twin._given = dict(self.threes), dict(self._given)
        return twin

    def other_three(self, r: int, rng: np.random.Generator, tries: int) -> tuple[int, ...] | None:
        """Three people of a round who have not met, of some drawn those with most left to meet."""
        n = self._instance.n
        open_to = self._edge & (self._graph.colour == NONE)
        open_to[n, :] = open_to[:, n] = False
        left, best, most = open_to.sum(axis=1), None, -1.0
        here = np.flatnonzero(self._graph.mate[r, :n] != GONE)
        for _ in range(tries):
            a = int(here[int(rng.integers(len(here)))])
            b = here[self._edge[a, here]]
            if not len(b):
                continue
            b = int(b[int(rng.integers(len(b)))])
            c = here[self._edge[a, here] & self._edge[b, here]]
            if not len(c):
                continue
            three = (a, b, int(c[int(rng.integers(len(c)))]))
            fresh = sum(open_to[both] for both in combinations(three, 2))
            worth = 2 * fresh + min(left[p] for p in three) + 3 * rng.random()
            if worth > most:
                best, most = three, float(worth)
        return best

    def seat_three(self, r: int, three: tuple[int, ...]) -> None:
        """Give the table of three of a round to others, not of those who have it."""
        before = self.threes[r]
        for a, b in self._given[r]:
            self._edge[a, b] = self._edge[b, a] = True
        for p in before:
            self._free(r, p)
        self.threes[r] = three
        self._given[r] = [both for both in combinations(three, 2) if self._edge[both]]
        for a, b in self._given[r]:
            if (s := int(self._graph.colour[a, b])) != NONE:
                self._part(s, a)
            self._edge[a, b] = self._edge[b, a] = False
        for p in three:
            if self._graph.mate[r, p] >= 0:
                self._part(r, p)
            close_slot(self._graph, r, p)
            self._graph.mate[r, p] = GONE
        self._list({*before, *three})

    def _part(self, r: int, p: int) -> None:
        """Undo the meeting of a person in a round."""
        q = int(self._graph.mate[r, p])
        self._graph.colour[p, q] = self._graph.colour[q, p] = NONE
        self.edges -= 1
        self._free(r, p)
        self._free(r, q)

    def _free(self, r: int, p: int) -> None:
        self._graph.mate[r, p] = FREE
        open_slot(self._graph, r, p)

    def seated(self, random: np.ndarray) -> State:
        """Seat the rounds: who meets anew, then who sits out, then who is left over."""
        instance, n = self._instance, self._instance.n
        rng = np.random.default_rng(int(random[0]))
        seat = empty_seats(instance)
        for r in range(instance.free):
            out_table, mate = int(instance.out_table[r]), self._graph.mate[r]
            three = np.flatnonzero(instance.capacity[r, : instance.tables[r]] == 3)
            if r in self.threes:
                seat[r, three[0], :3] = self.threes[r]
            left = rng.permutation(np.flatnonzero(mate[:n] == FREE)).tolist()
            if out_table >= 0:
                sitter = self._sitter(r, left)
                seat[r, out_table, :2] = n, sitter
            one = np.flatnonzero((mate[:n] > np.arange(n)) & (mate[:n] < n)).tolist()
            pairs = [(p, int(mate[p])) for p in one] + self._left_over(left)
            tables = [
                t for t in range(int(instance.tables[r])) if t != out_table and t not in three
            ]
            for t, both in zip(tables, pairs, strict=True):
                seat[r, t, :2] = both
        return from_seats(instance, seat)

    def _sitter(self, r: int, left: list[int]) -> int:
        """Who sits out; taken from those left over where the walk has found nobody."""
        instance, n = self._instance, self._instance.n
        settled = np.flatnonzero(instance.fixed[r, :n] == instance.out_table[r])
        if len(settled):
            return int(settled[0])
        if self._graph.mate[r, n] >= 0:
            return int(self._graph.mate[r, n])
        able = [p for p in left if self._edge[n, p] and self._graph.colour[n, p] == NONE]
        sitter = (able or left)[0]
        left.remove(sitter)
        return sitter

    def _left_over(self, people: list[int]) -> list[tuple[int, int]]:
        """Pair up who is left over, those kept apart not together where that is easy."""
        pairs, waiting = [], list(people)
        while waiting:
            p = waiting.pop()
            q = next((q for q in waiting if self._instance.base[p, q] < codes.APART), waiting[-1])
            waiting.remove(q)
            pairs.append((p, q))
        return pairs
