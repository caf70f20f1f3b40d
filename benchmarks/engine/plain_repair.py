"""What an organiser does by hand when people fail to come: everybody stays, gaps are closed.

The emptiest tables that no host needs are closed. Whoever lost their table, and whoever is
new, joins the emptiest; then people move from the fullest table to the emptiest until sizes
differ by at most one, each time whoever loses the fewest pairs. Of the rules it knows hosts.
"""

from collections.abc import Iterator
from itertools import combinations

from scheduler.engine import rules
from scheduler.engine.problem import Pair, Problem, Rounds, SeatedRound, pair


def plain_repair(problem: Problem) -> Rounds | None:
    """Return the old plan repaired; None where that breaks a rule."""
    met = {met for seated in problem.kept for met in _meetings(seated.tables)}
    planned = list(problem.kept)
    for number in problem.open_rounds:
        tables = _Repair(problem, number, met).tables()
        met.update(_meetings(tables))
        planned.append(SeatedRound(tuple(map(tuple, tables))))
    plan = tuple(planned)
    return None if rules.check(problem, plan) else plan


class _Repair:
    """One round; ``met`` holds who sat together in the rounds before it."""

    def __init__(self, problem: Problem, number: int, met: set[Pair]) -> None:
        self._problem, self._met = problem, met
        self._hosts = {p.key: p.host_table - 1 for p in problem.people if p.host_table}
        here = {person.key for person in problem.present(number)}
        used = len([size for size in problem.table_sizes(number) if size])
        old = problem.previous[number - 1].tables
        added = ((),) * (used - len(old))
        self._tables = [[key for key in keys if key in here] for keys in (*old, *added)]
        hosted = set(self._hosts.values())
        ranked = sorted(
            range(len(self._tables)), key=lambda t: (t not in hosted, -len(self._tables[t]), t)
        )
        self._open, closed = ranked[:used], ranked[used:]
        for t in closed:
            self._tables[t] = []
        self._waiting = sorted(here - {key for keys in self._tables for key in keys})

    def tables(self) -> list[list[str]]:
        """Seat those who wait, then even the sizes out."""
        for key in self._waiting:
            t = self._hosts.get(key, self._emptiest())
            self._tables[t].append(key)
        while len(self._tables[self._fullest()]) - len(self._tables[self._emptiest()]) > 1:
            full, empty = self._tables[self._fullest()], self._tables[self._emptiest()]
            guests = [key for key in full if key not in self._hosts]
            mover = min(guests, key=lambda key: self._pairs(key, full) - self._pairs(key, empty))
            full.remove(mover)
            empty.append(mover)
        return self._tables

    def _fullest(self) -> int:
        return max(self._open, key=lambda t: len(self._tables[t]))

    def _emptiest(self) -> int:
        return min(self._open, key=lambda t: len(self._tables[t]))

    def _pairs(self, key: str, table: list[str]) -> int:
        """How many new people of other sectors somebody meets at a table."""
        people, known = self._problem.by_key, self._met | self._problem.history
        return sum(
            people[key].sector != people[other].sector and pair(key, other) not in known
            for other in table
            if other != key
        )


def _meetings(tables: tuple[tuple[str, ...], ...] | list[list[str]]) -> Iterator[Pair]:
    for keys in tables:
        yield from (pair(a, b) for a, b in combinations(keys, 2))
