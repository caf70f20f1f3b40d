"""Pairs dealt anew among the rounds: a plan of pairs is an edge colouring of who may meet whom.

Who meets anew in some round forms a graph in which nobody has two edges of one round; with an
even number present any such colouring, seated with whoever is left over side by side, is a
plan. So the search may forget seats and walk over colourings, whose steps reach across rounds
where a swap of seats stays in one (:mod:`.kempe_kernel`). Whoever sits out is with the bench,
which is one more person to be met by everybody at most once; a table of three stays as it is.
"""

import numpy as np

from scheduler.engine.search import codes
from scheduler.engine.search.instance import Instance
from scheduler.engine.search.kempe_kernel import FREE, GONE, NONE, join, open_hole, walk
from scheduler.engine.search.start import empty_seats
from scheduler.engine.search.state import State, from_seats, worth
from scheduler.engine.search.watch import Watch

_CHUNK = 50_000
"""Steps between two looks at the watch: a few milliseconds."""
_IDLE = 500_000
"""Steps without a further pair after which the walk ends."""
_STEP = 12
"""Look-ups that take as long as a step."""


def may_be_dealt(instance: Instance) -> bool:
    """Whether rounds are pairs, with a table of three at most, and nobody is bound to a seat."""
    if not instance.free or instance.problem.must_meet or instance.capacity.max(initial=0) > 3:
        return False
    threes = (instance.capacity == 3).sum(axis=1)
    seats = instance.capacity.sum(axis=1)
    full = seats == instance.present.sum(axis=1) + (instance.bench >= 0)
    fixed = instance.fixed[:, : instance.n]
    loose = (fixed < 0) | (fixed == instance.bench[:, None])
    twos = (instance.capacity == 2).sum(axis=1) + threes == instance.tables
    alone = (instance.group < 0).all()
    return bool(alone and full.all() and loose.all() and twos.all() and threes.max() <= 1)


def dealt_anew(
    instance: Instance, state: State, random: np.ndarray, target: int, watch: Watch
) -> State:
    """Return a plan with at least as many pairs as ``state``, for which may_be_dealt holds.

    Ends at ``target``, when the watch is over, or when long walks bring nothing. The plan may
    break rules on people who are left over in a round; swaps repair that.
    """
    colouring = _Colouring(instance, state)
    beside = worth(instance, instance.base) + colouring.given - colouring.benches
    score, idle = colouring.edges, 0
    while score < target - beside and idle < _IDLE and not watch.over():
        found = colouring.walk(random, _CHUNK, score, target - beside)
        watch.spend(_STEP * _CHUNK)
        score, idle = found, 0 if found > score else idle + _CHUNK
    return colouring.seated(random)


class _Colouring:
    """The arrays of the walk; number n is the bench."""

    def __init__(self, instance: Instance, state: State) -> None:
        n, free = instance.n, instance.free
        self._instance, self._state = instance, state
        self._edge = self._edges()
        self._mate = np.full((free, n + 1), GONE, dtype=np.int16)
        self._colour = np.full((n + 1, n + 1), NONE, dtype=np.int16)
        self.edges = self.given = self.benches = 0
        for r in range(free):
            self._read(r)
        self._degree = self._edge.sum(axis=1).astype(np.int32)
        self._known = np.zeros((n + 1, max(1, int(self._degree.max()))), dtype=np.int16)
        for p, degree in enumerate(self._degree):
            self._known[p, :degree] = np.flatnonzero(self._edge[p])
        self._holes = np.zeros(self._mate.size, dtype=np.int32)
        self._place = np.full(self._mate.shape, -1, dtype=np.int32)
        self._count = np.zeros(1, dtype=np.int64)
        for r, p in np.argwhere(self._mate == FREE):
            open_hole(self._holes, self._place, self._count, r, p)

    def _edges(self) -> np.ndarray:
        """Return bool[n+1, n+1]: who may meet for the first time, and who may sit out."""
        instance, n = self._instance, self._instance.n
        edge = instance.crosses & (instance.base == codes.COUNTS)
        turns = instance.base[n, :n]
        edge[n, :n] = edge[:n, n] = (turns >= codes.BENCH) & (turns < codes.BENCH_FULL)
        edge[n, n] = False
        return edge

    def _read(self, r: int) -> None:
        """Take over one round of the plan: first meetings, a table of three, settled sitters."""
        instance, seat, n = self._instance, self._state.seat[r], self._instance.n
        bench = int(instance.bench[r])
        self._mate[r, :n][instance.present[r]] = FREE
        if bench >= 0 and not (instance.fixed[r, :n] == bench).any():
            self._mate[r, n] = FREE
            self.benches += 1
        self._mate[r, :n][instance.fixed[r, :n] >= 0] = GONE
        for t in range(int(instance.tables[r])):
            here = [int(p) for p in seat[t, : instance.capacity[r, t]]]
            if len(here) == 3:
                self._mate[r, here] = GONE
                pairs = [(here[0], here[1]), (here[0], here[2]), (here[1], here[2])]
                new = [both for both in pairs if self._edge[both]]
                self.given += len(new)
                for a, b in new:
                    self._take_out(a, b)
        for t in range(int(instance.tables[r])):
            a, b = int(seat[t, 0]), int(seat[t, 1])
            both_free = self._mate[r, a] == FREE and self._mate[r, b] == FREE
            if both_free and self._edge[a, b] and self._colour[a, b] == NONE:
                join(self._mate, self._colour, r, a, b)
                self.edges += 1

    def _take_out(self, a: int, b: int) -> None:
        """These two meet at a table of three: they need not meet elsewhere."""
        self._edge[a, b] = self._edge[b, a] = False
        if (r := int(self._colour[a, b])) != NONE:
            self._mate[r, a] = self._mate[r, b] = FREE
            self._colour[a, b] = self._colour[b, a] = NONE
            self.edges -= 1

    def walk(self, random: np.ndarray, steps: int, score: int, target: int) -> int:
        """Walk on; return the number of edges, those to the bench included."""
        return walk(
            self._mate, self._colour, self._known, self._degree, self._holes, self._place,
            self._count, random, steps, score, target,
        )  # fmt: skip

    def seated(self, random: np.ndarray) -> State:
        """Seat the rounds: who meets anew side by side, then the bench, then who is left over."""
        instance, n = self._instance, self._instance.n
        rng = np.random.default_rng(int(random[0]))
        seat = empty_seats(instance)
        for r in range(instance.free):
            bench, mate = int(instance.bench[r]), self._mate[r]
            three = np.flatnonzero(instance.capacity[r, : instance.tables[r]] == 3)
            seat[r, three] = self._state.seat[r, three]
            left = rng.permutation(np.flatnonzero(mate[:n] == FREE)).tolist()
            if bench >= 0:
                sitter = self._sitter(r, left)
                seat[r, bench, :2] = n, sitter
            one = np.flatnonzero((mate[:n] > np.arange(n)) & (mate[:n] < n)).tolist()
            pairs = [(p, int(mate[p])) for p in one] + self._left_over(left)
            tables = [t for t in range(int(instance.tables[r])) if t != bench and t not in three]
            for t, both in zip(tables, pairs, strict=True):
                seat[r, t, :2] = both
        return from_seats(instance, seat)

    def _sitter(self, r: int, left: list[int]) -> int:
        """Who sits out; taken from those left over where the walk has found nobody."""
        instance, n = self._instance, self._instance.n
        settled = np.flatnonzero(instance.fixed[r, :n] == instance.bench[r])
        if len(settled):
            return int(settled[0])
        if self._mate[r, n] >= 0:
            return int(self._mate[r, n])
        able = [p for p in left if self._edge[n, p] and self._colour[n, p] == NONE]
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
