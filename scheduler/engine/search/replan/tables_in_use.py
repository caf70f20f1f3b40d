"""Which tables of the room stay empty when a re-plan needs fewer than there were.

People who fail to come leave more tables than are needed. Taking away the last ones would
move everybody from full tables; here the emptiest are left out, round by round, and the
tables that remain keep their numbers. The search itself knows tables 1..T only: it plans a
compact problem, whose tables are numbered anew, and the answer is numbered back.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from scheduler.engine.problem import Problem, Rounds, SeatedRound
from scheduler.engine.search.replan.covering import Movers, fewest_movers
from scheduler.engine.solvers.budget import Budget

_SECONDS: Final = 2.0
"""At most, for the tables that the fewest who move leave in use."""
_SHARE: Final = 0.4
"""Of the time for the whole plan: where many tables go, no proof is had in any time."""
_HURRY: Final = 4.0
"""Seconds for the whole plan; with fewer CP-SAT has so much effort, whatever the clock shows:"""
_EFFORT: Final = 0.03
"""In its own units: a tenth of a second, in which it keeps or betters what it begins with."""


@dataclass(frozen=True)
class TablesInUse:
    """The tables in use: ``used[r][t - 1]`` is the room's number of compact table t.

    ``used`` covers every round of the plan, kept rounds included. It names every table of
    the room; those of a round after the first ``tables`` that are seated stay empty.
    ``movers``: the least set of people who move, where it chose the tables.
    """

    problem: Problem
    used: tuple[tuple[int, ...], ...]
    movers: Movers | None = None

    def compact(self) -> Problem:
        """The same morning with its tables numbered 1..T."""
        problem = self.problem
        numbers = self.used[len(problem.kept)] if len(problem.kept) < problem.rounds else ()
        return replace(
            problem,
            people=tuple(
                person
                if person.host_table is None
                else replace(person, host_table=_place(numbers, person.host_table))
                for person in problem.people
            ),
            locked={
                (number, key): _place(self.used[number - 1], table)
                for (number, key), table in problem.locked.items()
            },
            kept=self.inward(problem.kept),
            previous=self.inward(problem.previous),
            room_tables=0,
            numbers=numbers,
        )

    def outward(self, rounds: Rounds) -> Rounds:
        """The rounds of a compact plan with the room's own numbers; kept rounds as they were."""
        kept = len(self.problem.kept)
        planned = []
        for seated, used in zip(rounds[kept:], self.used[kept:], strict=True):
            tables: list[tuple[str, ...]] = [()] * len(used)
            for number, people in zip(used, seated.tables, strict=False):
                tables[number - 1] = people
            planned.append(replace(seated, tables=tuple(tables)))
        return self.problem.kept + tuple(planned)

    def inward(self, rounds: Rounds) -> Rounds:
        """The rounds of a plan of this room with the compact numbers."""
        return tuple(
            replace(seated, tables=_permuted(seated, used))
            for seated, used in zip(rounds, self.used, strict=False)
        )


def tables_in_use(problem: Problem, seconds: float) -> TablesInUse | None:
    """Return which tables a re-plan uses, or None where the numbers leave no choice.

    ``seconds``: what the whole plan may take.

    A table that somebody hosts or that a seat is locked to is always in use, and one that
    somebody stays at while there are enough. Of the others those with the most people still
    there stay. The choice is one for all rounds, but for pairs where nobody stays at one table.
    Where few people moved come first, the tables are those that a least set of movers leaves
    in use.
    """
    needed = [len(problem.table_sizes(number)) for number in range(1, problem.rounds + 1)]
    if problem.room_tables <= max(needed[len(problem.kept) :], default=0):
        return None
    bound = set(problem.fixed_tables.values()) | set(problem.locked.values())
    if problem.prefer_stability and (covered := _by_covering(problem, needed, bound, seconds)):
        return covered
    stayed = set(problem.stayed_at.values())
    held = [_held(problem, number) for number in range(1, problem.rounds + 1)]
    if not problem.pairs or any(person.stays for person in problem.people):
        ahead = held[len(problem.kept) :]
        total = [sum(column) for column in zip(*ahead, strict=True)]
        used = _chosen(total, min(needed[len(problem.kept) :]), bound, stayed)
        return TablesInUse(problem, (used,) * problem.rounds)
    return TablesInUse(
        problem, tuple(_chosen(h, t, bound) for h, t in zip(held, needed, strict=True))
    )


def _by_covering(
    problem: Problem, needed: list[int], bound: set[int], seconds: float
) -> TablesInUse | None:
    """The tables in use where the fewest people move, in a plan that may take so many seconds.

    None where nothing was found, or somebody is to stay at a table that is not known yet.
    """
    kept = len(problem.kept)
    homes = [
        _homes(problem, person.key)
        for person in problem.people
        if person.stays and person.key not in problem.fixed_tables
    ]
    if any(len(tables) != 1 or max(tables) > min(needed[kept:]) for tables in homes):
        return None
    if seconds < _HURRY:
        least = fewest_movers(problem, Budget.of(_SECONDS), _EFFORT)
    else:
        least = fewest_movers(problem, Budget.of(min(_SECONDS, _SHARE * seconds)))
    if least is None:
        return None
    own = bound.union(*homes)
    as_they_were = (tuple(range(1, problem.room_tables + 1)),) * kept
    chosen = zip(least.used, needed[kept:], strict=True)
    return TablesInUse(
        problem,
        as_they_were
        + tuple(_arranged(problem.room_tables, set(used), count, own) for used, count in chosen),
        least,
    )


def _homes(problem: Problem, key: str) -> set[int]:
    """The tables at which somebody sat in the rounds that are planned anew."""
    return {
        t
        for seated in problem.previous[len(problem.kept) :]
        for t, keys in enumerate(seated.tables, start=1)
        if key in keys
    }


def _held(problem: Problem, number: int) -> list[int]:
    """How many people of each table of the previous plan are still there."""
    here = {person.key for person in problem.present(number)}
    held = [0] * problem.room_tables
    if number <= len(problem.previous):
        for t, people in enumerate(problem.previous[number - 1].tables[: problem.room_tables]):
            held[t] = sum(key in here for key in people)
    return held


def _chosen(
    held: list[int], needed: int, bound: set[int], stayed: Collection[int] = ()
) -> tuple[int, ...]:
    """The room's tables in compact order: those in use first, in their own place if they can.

    In use are those ``bound`` to be, which are always in their own place, then those
    ``stayed`` at, then the fullest.
    """
    numbers = range(1, len(held) + 1)
    ranked = sorted(numbers, key=lambda t: (t not in bound, t not in stayed, -held[t - 1], t))
    return _arranged(len(held), set(ranked[:needed]), needed, bound)


def _arranged(count: int, using: set[int], needed: int, bound: set[int]) -> tuple[int, ...]:
    """The tables 1 .. ``count`` with those in use first, in their own place if they can.

    Those ``bound`` to be in use come before the others, so that each has one place in all rounds.
    """
    numbers = range(1, count + 1)
    places = {t: t for t in numbers if t in bound and t <= needed}
    free = (place for place in range(1, needed + 1) if place not in bound)
    for table in sorted(t for t in numbers if t in bound and t > needed):
        places[next(free, table)] = table
    own = {t for t in using if t <= needed and t not in bound and t not in places}
    places |= {t: t for t in own}
    seated = set(places.values())
    others = sorted(set(numbers) - seated, key=lambda t: (t not in using, t))
    places |= zip((p for p in numbers if p not in places), others, strict=True)
    return tuple(places[place] for place in numbers)


def _place(used: tuple[int, ...], table: int) -> int:
    """The compact number of a table of the room."""
    return used.index(table) + 1 if table in used else table


def _permuted(seated: SeatedRound, used: tuple[int, ...]) -> tuple[tuple[str, ...], ...]:
    tables = seated.tables + ((),) * (len(used) - len(seated.tables))
    return tuple(tables[number - 1] for number in used)
