"""Who will probably have to move at least: a first answer to the covering problem, in milliseconds.

Round by round the tables are given up at which the fewest people sit who move in no other round,
and where more stay than a table seats, the last ones move. A few sweeps over all rounds let the
same people move in each. CP-SAT begins from it: by itself it takes seconds to get as far where a
quarter of a large room is missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scheduler.engine.problem import Problem

_SWEEPS: Final = 6
"""Over all rounds; hardly ever does the fourth still help."""


@dataclass(frozen=True, slots=True)
class LikelyMovers:
    """``people`` move, and the tables ``used`` stay in use, by open round; some rules may break."""

    people: frozenset[str]
    used: tuple[frozenset[int], ...]


@dataclass(frozen=True)
class _Round:
    """``tables``: who of those still there sat where; ``sizes``: of the tables to be in use.

    ``bound``: the table of everybody who has no choice.
    """

    tables: Mapping[int, Sequence[str]]
    sizes: tuple[int, ...]
    bound: Mapping[str, int]

    def without(self, moving: frozenset[str]) -> tuple[frozenset[str], frozenset[int]]:
        """Who moves, and the tables in use, where the ``moving`` leave their seats anyway."""
        held = {t: [key for key in keys if key not in moving] for t, keys in self.tables.items()}
        needed = set(self.bound.values())
        ranked = sorted(held, key=lambda t: (t not in needed, -len(held[t]), t))
        used = ranked[: len(self.sizes)]
        movers = {key for t in ranked[len(used) :] for key in self.tables[t]}
        used.sort(key=lambda t: (-len(held[t]), t))
        for t, size in zip(used, self.sizes, strict=False):
            movers.update(sorted(held[t], key=lambda key: key not in self.bound)[size:])
        return frozenset(movers), frozenset(used)


def likely_movers(problem: Problem) -> LikelyMovers:
    """Return a small set of movers, and the tables that they leave in use."""
    rounds = [_round(problem, number) for number in problem.open_rounds]
    movers: list[frozenset[str]] = []
    best: LikelyMovers | None = None
    for _ in range(_SWEEPS):
        for i, one in enumerate(rounds):
            elsewhere = frozenset[str]().union(*movers[:i], *movers[i + 1 :])
            movers[i : i + 1] = [one.without(elsewhere)[0]]
        found = _together(rounds, frozenset[str]().union(*movers))
        if best is not None and len(found.people) >= len(best.people):
            break
        best = found
    return best or _together(rounds, frozenset())


def _together(rounds: Sequence[_Round], people: frozenset[str]) -> LikelyMovers:
    """The people, and whoever else has no seat: those a round relied on may move no more."""
    used = []
    for one in rounds:
        more, tables = one.without(people)
        people |= more
        used.append(tables)
    return LikelyMovers(people, tuple(used))


def _round(problem: Problem, number: int) -> _Round:
    sizes = problem.table_sizes(number)
    here = {person.key for person in problem.present(number)}
    bound = {key: t for key, t in problem.fixed_tables.items() if key in here}
    bound |= {key: t for (r, key), t in problem.locked.items() if r == number and key in here}
    last = max(problem.room_tables, len(sizes))
    tables: dict[int, Sequence[str]] = dict.fromkeys(range(1, last + 1), ())
    for before in problem.previous[number - 1 : number]:
        for t, keys in enumerate(before.tables[:last], start=1):
            tables[t] = [key for key in keys if key in here]
    return _Round(tables, sizes, bound)
