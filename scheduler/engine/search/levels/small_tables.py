"""Turns at the smaller tables, after all that counts more: as even as plans of one worth allow.

Where tables of a round differ by a seat, whoever sits at a smaller one has one companion fewer.
The search leaves open who that is. From its plan, at random, two people change places or one goes
from a larger table to a smaller one, which then are the other way round, where no level gets
worse and the turns get no less even, until nobody has two turns more than another.
"""

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from scheduler.domain.planning.affinity import affinity
from scheduler.engine.problem import Pair, Person, Problem, Rounds, SeatedRound, pair
from scheduler.engine.result import measure
from scheduler.engine.rules import check
from scheduler.engine.solvers.parameters import Parameters, parameter


@dataclass(frozen=True)
class SmallTableParameters(Parameters):
    """Tuning of the swaps between small tables."""

    most_swaps: int = parameter("swaps", 20_000, least=1)
    """Tried at most, with moves, some ten microseconds each: most are refused by the pairs."""
    look: int = parameter("swaps", 1000, least=1)
    """Between two looks at whether somebody said stop."""


_TUNED = SmallTableParameters()

_Worth = tuple[int, ...]
_Table = list[str]


def fair_turns(problem: Problem, rounds: Rounds, seed: int, stop: Callable[[], bool]) -> Rounds:
    """Return the plan with turns at smaller tables as even as a walk of equal plans finds.

    It is worth no less on any level. A plan that replaces another is returned as it is, since
    people would move for this alone.
    """
    if problem.previous or not any(_uneven(rounds[number - 1]) for number in problem.open_rounds):
        return rounds
    walk = _Walk(problem, rounds, random.Random(seed))  # noqa: S311
    walk.run(stop)
    found = walk.rounds()
    better = measure(problem, found).rank >= measure(problem, rounds).rank
    return found if better and not check(problem, found) else rounds


def turns_at_small_tables(problem: Problem, rounds: Rounds) -> dict[str, int]:
    """How often each person sits at a table smaller than another of that round."""
    turns = dict.fromkeys(problem.by_key, 0)
    for seated in rounds:
        most = max(map(len, seated.tables))
        for table in seated.tables:
            for key in table if len(table) < most else ():
                if key in turns:
                    turns[key] += 1
    return turns


def _uneven(seated: SeatedRound) -> bool:
    return len({len(table) for table in seated.tables}) > 1


@dataclass(frozen=True, slots=True)
class _Swap:
    """Two people of one round, and where they sit in its list of tables."""

    number: int
    a: str
    b: str
    at_a: tuple[int, int]
    at_b: tuple[int, int]


class _Walk:
    """A plan, how often each pair meets in it, and how many new people each person meets."""

    def __init__(self, problem: Problem, rounds: Rounds, rng: random.Random) -> None:
        self._problem, self._plan, self._random = problem, rounds, rng
        self._tables = {n: [list(t) for t in rounds[n - 1].tables] for n in problem.open_rounds}
        self._turns = turns_at_small_tables(problem, rounds)
        self._times: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._degree = dict.fromkeys(problem.by_key, 0)
        self._new = {p.key: self._could_count(p) for p in problem.people}
        for seated in rounds:
            for table in seated.tables:
                for both in combinations(sorted(table), 2):
                    self._meet(both, 1)
        self._throughout = {person.key for person in problem.in_every_round}
        self._fewest = min((self._degree[key] for key in self._throughout), default=0)
        self._colleagues = frozenset(problem.colleagues())
        bound = {key for both in problem.together for key in both} | set(problem.fixed_tables)
        self._free = {p.key for p in problem.people if not p.stays and p.key not in bound}
        self._uneven_rounds = [n for n in problem.open_rounds if _uneven(rounds[n - 1])]
        self._compared = [key for key in self._throughout & self._free if self._can_take_turns(key)]

    def run(self, stop: Callable[[], bool]) -> None:
        """Walk until the turns are even, the swaps are used up or somebody says stop."""
        for number in range(_TUNED.most_swaps):
            if number % _TUNED.look == 0 and (stop() or self._is_even()):
                return
            if number % 2:
                turned = self._try_move()
            else:
                turned = (swap := self._drawn()) is not None and self._try(swap)
            if turned and self._is_even():
                return

    def rounds(self) -> Rounds:
        """The plan as it is now."""
        return self._plan[: len(self._problem.kept)] + tuple(
            SeatedRound(tuple(map(tuple, self._tables[n])), self._plan[n - 1].sitting_out)
            for n in self._problem.open_rounds
        )

    def _can_take_turns(self, key: str) -> bool:
        return not any((n, key) in self._problem.locked for n in self._uneven_rounds)

    def _is_even(self) -> bool:
        turns = [self._turns[key] for key in self._compared]
        return not turns or max(turns) - min(turns) <= 1

    def _drawn(self) -> _Swap | None:
        """Two people at two tables of a round who may change places."""
        number = self._random.choice(self._uneven_rounds)
        tables = self._tables[number]
        i, j = self._random.sample(range(len(tables)), 2)
        if not tables[i] or not tables[j]:
            return None
        at_a = i, self._random.randrange(len(tables[i]))
        at_b = j, self._random.randrange(len(tables[j]))
        a, b = tables[i][at_a[1]], tables[j][at_b[1]]
        locked = self._problem.locked
        if not {a, b} <= self._free or (number, a) in locked or (number, b) in locked:
            return None
        return _Swap(number, a, b, at_a, at_b)

    def _try(self, swap: _Swap) -> bool:
        """Let them change places if no level gets worse; say whether the turns changed."""
        tables = self._tables[swap.number]
        one, other = tables[swap.at_a[0]], tables[swap.at_b[0]]
        turned = len(other) - len(one)
        if turned and not self._evens(swap, turned):
            return False
        changes = self._changes(swap, one, other)
        if changes is None:
            return False
        for both, by in changes.items():
            self._meet(both, by)
        one[swap.at_a[1]], other[swap.at_b[1]] = swap.b, swap.a
        # At tables that differ, who was at the smaller one has a turn fewer.
        self._turns[swap.a] -= turned
        self._turns[swap.b] += turned
        return bool(turned)

    def _try_move(self) -> bool:
        """Let somebody at a larger table sit at a smaller one; say whether they do.

        Those whom they leave have a turn more, those whom they join one fewer.
        """
        number = self._random.choice(self._uneven_rounds)
        tables = self._tables[number]
        most = max(map(len, tables))
        smaller = [table for table in tables if len(table) == most - 1]
        if not smaller:
            return False
        left = self._random.choice([table for table in tables if len(table) == most])
        joined, mover = self._random.choice(smaller), self._random.choice(left)
        if mover not in self._free or (number, mover) in self._problem.locked:
            return False
        staying = [key for key in left if key != mover]
        more = sum(2 * self._turns[key] + 1 for key in staying)
        fewer = sum(2 * self._turns[key] - 1 for key in joined)
        changes = {pair(mover, key): -1 for key in staying} | {pair(mover, k): 1 for k in joined}
        apart = any(pair(mover, key) in self._problem.kept_apart for key in joined)
        if more > fewer or apart or self._worth(changes) < (0,) * 6:
            return False
        for both, by in changes.items():
            self._meet(both, by)
        for key in staying:
            self._turns[key] += 1
        for key in joined:
            self._turns[key] -= 1
        left.remove(mover)
        joined.append(mover)
        return True

    def _evens(self, swap: _Swap, turned: int) -> bool:
        """Whether the squares of all turns do not grow."""
        a, b = self._turns[swap.a], self._turns[swap.b]
        return (a - turned) ** 2 + (b + turned) ** 2 <= a * a + b * b

    def _changes(self, swap: _Swap, one: _Table, other: _Table) -> dict[Pair, int] | None:
        """Whose meetings change by how much; None where a rule or a level forbids it."""
        if self._loses_pairs(swap.a, swap.b, one, other):
            return None
        changes: dict[Pair, int] = {}
        for left, joined, table in ((swap.a, swap.b, one), (swap.b, swap.a, other)):
            for key in table:
                if key != left:
                    changes[pair(left, key)] = -1
                    changes[pair(joined, key)] = 1
        if any(by > 0 and both in self._problem.kept_apart for both, by in changes.items()):
            return None
        return changes if self._worth(changes) >= (0,) * 6 else None

    def _loses_pairs(self, a: str, b: str, one: _Table, other: _Table) -> bool:
        """Whether fewer pairs meet after the swap; says so of most swaps, and quickly."""
        of_a, of_b, new_a, new_b = self._times[a], self._times[b], self._new[a], self._new[b]
        gained = 0
        for key in one:
            if key != a:
                gained += (key in new_b and not of_b.get(key)) - (key in new_a and of_a[key] == 1)
        for key in other:
            if key != b:
                gained += (key in new_a and not of_a.get(key)) - (key in new_b and of_b[key] == 1)
        return gained < 0

    def _worth(self, changes: dict[Pair, int]) -> _Worth:
        """What the changes bring on each level, the first that is not nought deciding."""
        pairs = repeats = wanted = liked = 0
        degrees: defaultdict[str, int] = defaultdict(int)
        for both, by in changes.items():
            before = self._times[both[0]].get(both[1], 0)
            now = before + by
            gained = (now > 0) - (before > 0)
            repeats += by - gained + (by if both in self._colleagues else 0)
            if not gained:
                continue
            if gained < 0 and both in self._problem.must_meet:
                return (-1,)
            wanted += gained * self._problem.wanted.get(both, 0)
            liked += gained * self._affinity(both)
            if self._counts(both):
                pairs += gained
                for key in both:
                    degrees[key] += gained
        spread = sum(
            (self._degree[k] + by) ** 2 - self._degree[k] ** 2 for k, by in degrees.items()
        )
        low = any(
            key in self._throughout and self._degree[key] + by < self._fewest
            for key, by in degrees.items()
        )
        return pairs, -low, -spread, -repeats, wanted, liked

    def _meet(self, both: Pair, by: int) -> None:
        a, b = both
        before = self._times[a].get(b, 0)
        self._times[a][b] = self._times[b][a] = before + by
        gained = (before + by > 0) - (before > 0)
        if gained and self._counts(both):
            for key in both:
                self._degree[key] += gained

    def _could_count(self, person: Person) -> set[str]:
        """Everybody with whom the person would be a new pair of two sectors."""
        return {
            other.key
            for other in self._problem.people
            if other.sector != person.sector
            and pair(person.key, other.key) not in self._problem.history
        }

    def _counts(self, both: Pair) -> bool:
        return both[1] in self._new.get(both[0], ())

    def _affinity(self, both: Pair) -> int:
        a, b = (self._problem.by_key.get(key) for key in both)
        if a is None or b is None:
            return 0
        return affinity(a.priorities, a.offers, a.asks, b.priorities, b.offers, b.asks)
