"""What can still be gained: the counts every ceiling is built from.

Symbols as in docs/engine.md: O the open rounds, M the new cross-sector pairs already met in
kept rounds or certain to meet, C the pairs an open round could add to them, D_pb the people
of sector b whom p could still meet for the first time, S_p the seats beside p over O.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from scheduler.engine.problem import Odd, Pair, Person, Problem, pair

Window = frozenset[int]
"""The open rounds a person is present in."""
SectorPair = tuple[str, str]
"""Two different sectors in ascending order."""


@dataclass(frozen=True)
class Tally:
    """Everything the ceilings need to know of a problem, in time linear in people and rules.

    Pairs are only listed where a rule or a meeting singles them out; all others are counted
    by sector and window, so that two thousand people cost milliseconds.
    """

    problem: Problem

    @cached_property
    def sectors(self) -> tuple[str, ...]:
        """The sectors that occur, sorted."""
        return self.problem.sectors

    @cached_property
    def windows(self) -> dict[str, Window]:
        """The window of everybody who is present in any open round."""
        rounds = self.problem.open_rounds
        found = {p.key: frozenset(filter(p.present, rounds)) for p in self.problem.people}
        return {key: window for key, window in found.items() if window}

    @cached_property
    def here(self) -> tuple[Person, ...]:
        """The people with a window, in input order."""
        return tuple(p for p in self.problem.people if p.key in self.windows)

    @cached_property
    def met(self) -> frozenset[Pair]:
        """M: the new cross-sector pairs, both here, that met in kept rounds or surely will.

        Those who surely meet are counted as given and never again.
        """
        kept = {
            pair(a, b)
            for seated in self.problem.kept
            for table in seated.tables
            for a, b in combinations(table, 2)
        }
        return frozenset(
            key
            for key in kept.union(*self.sure.values())
            if self.crosses(key) and key not in self.problem.history
        )

    @cached_property
    def met_degree(self) -> Counter[str]:
        """How many pairs of M each person is in."""
        return Counter(key for both in self.met for key in both)

    @cached_property
    def erased(self) -> frozenset[Pair]:
        """Cross-sector pairs with overlapping windows that are not in C all the same.

        They met before, are kept apart, or are bound to two different tables.
        """
        problem = self.problem
        found = set(problem.history | problem.kept_apart | self.met)
        fixed = sorted(problem.fixed_tables.items())
        found.update(pair(a, b) for (a, t), (b, u) in combinations(fixed, 2) if t != u)
        return frozenset(key for key in found if self.crosses(key) and self.rounds_shared(key))

    @cached_property
    def sure(self) -> dict[int, frozenset[Pair]]:
        """Per open round the pairs, of any sectors, who surely share a table in it.

        They are companions, or bound or locked to one table.
        """
        return {number: frozenset(self._sure_in(number)) for number in self.problem.open_rounds}

    def _sure_in(self, number: int) -> Iterator[Pair]:
        problem = self.problem
        present = {key for key, window in self.windows.items() if number in window}
        yield from (both for both in problem.together if present.issuperset(both))
        at: dict[int, list[str]] = {}
        for key, table in surely_at(problem, number).items():
            if key in present:
                at.setdefault(table, []).append(key)
        for keys in at.values():
            yield from (pair(a, b) for a, b in combinations(keys, 2))

    @cached_property
    def partners(self) -> dict[str, Counter[str]]:
        """D: per person the number of people of each other sector still to be met."""
        found = {p.key: self._base[self.windows[p.key], p.sector].copy() for p in self.here}
        for a, b in self.erased:
            found[a][self.problem.by_key[b].sector] -= 1
            found[b][self.problem.by_key[a].sector] -= 1
        return found

    @cached_property
    def seats(self) -> dict[str, int]:
        """S: per person a number no first cross-sector meetings in open rounds exceed.

        Each round gives one seat fewer than the largest table; whoever surely shares the
        table takes one of them (bound B5).
        """
        open_rounds = self.problem.open_rounds
        beside = {r: max(self.problem.table_sizes(r), default=1) - 1 for r in open_rounds}
        total = {window: sum(beside[r] for r in window) for window in set(self.windows.values())}
        found = {p.key: total[self.windows[p.key]] for p in self.here}
        for pairs in self.sure.values():
            for key in pairs:
                for person in key:
                    found[person] -= 1
        return {key: max(0, seats) for key, seats in found.items()}

    @cached_property
    def reach(self) -> dict[str, int]:
        """min(Σ_b D_pb, S_p): the most first meetings each person can have from here."""
        return {p.key: min(self.partners[p.key].total(), self.seats[p.key]) for p in self.here}

    @cached_property
    def countable(self) -> dict[SectorPair, int]:
        """|C| by pair of sectors."""
        ends: Counter[SectorPair] = Counter()
        for person in self.here:
            for other, number in self.partners[person.key].items():
                ends[_ascending(person.sector, other)] += number
        return {key: ends[key] // 2 for key in combinations(self.sectors, 2)}

    def rounds_shared(self, key: Pair) -> int:
        """The number of open rounds in which both are present."""
        a, b = self.windows.get(key[0]), self.windows.get(key[1])
        return len(a & b) if a and b else 0

    @cached_property
    def _base(self) -> dict[tuple[Window, str], Counter[str]]:
        """D before any pair is erased, for each window and sector."""
        crowd = Counter((self.windows[p.key], p.sector) for p in self.here)
        return {(window, sector): _overlapping(crowd, window, sector) for window, sector in crowd}

    def crosses(self, key: Pair) -> bool:
        """Whether both are in the problem and of different sectors."""
        a, b = self.problem.by_key.get(key[0]), self.problem.by_key.get(key[1])
        return a is not None and b is not None and a.sector != b.sector


def origins(problem: Problem, round_number: int) -> int | None:
    """Return a number of earlier tables that the people of a round surely come from.

    It is the least, over the kept rounds, the first open round and the one before, of the
    tables in use there plus the people of this round who had none. None for the first round.
    """
    present = {person.key for person in problem.present(round_number)}
    found = [
        sum(map(bool, seated.tables)) + len(present - {k for table in seated.tables for k in table})
        for seated in problem.kept
    ]
    for earlier in {problem.open_rounds[0], round_number - 1}:
        if problem.open_rounds[0] <= earlier < round_number:
            sizes = problem.table_sizes(earlier)
            there = {person.key for person in problem.present(earlier)}
            unseated = len(there) - sum(sizes)
            found.append(sum(map(bool, sizes)) + len(present - there) + unseated)
    return min(found, default=None)


def first_meetings(size: int, groups: int) -> int:
    """The pairs of ``size`` people from ``groups`` groups who are not of one group, at most."""
    each, more = divmod(size, max(1, groups))
    return (size * size - more * (each + 1) ** 2 - (max(1, groups) - more) * each**2) // 2


def surely_at(problem: Problem, round_number: int) -> dict[str, int]:
    """The people who, if there, surely sit at one known table in that round."""
    if problem.pairs and problem.odd is Odd.SIT_OUT:
        # Those who stay may take their turn at sitting out.
        found = {p.key: p.host_table for p in problem.people if p.host_table is not None}
    else:
        found = dict(problem.fixed_tables)
    found.update({key: table for (r, key), table in problem.locked.items() if r == round_number})
    return found


def _overlapping(crowd: Counter[tuple[Window, str]], window: Window, sector: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for (other, theirs), number in crowd.items():
        if theirs != sector and window & other:
            found[theirs] += number
    return found


def _ascending(a: str, b: str) -> SectorPair:
    return (a, b) if a < b else (b, a)
