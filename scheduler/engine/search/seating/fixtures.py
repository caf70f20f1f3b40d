"""What is settled before the search: hosts, locked seats, those who stay, and their companions."""

from collections.abc import Iterable

import numpy as np

from scheduler.engine.feasibility.companions import companion_groups
from scheduler.engine.feasibility.demands import unmet
from scheduler.engine.problem import Pair, Problem, Rounds


def groups(problem: Problem, index: dict[str, int]) -> np.ndarray:
    """Number the people who always sit together: int32[n+1], -1 for people on their own."""
    group = np.full(len(index) + 1, -1, dtype=np.int32)
    for members in companion_groups(index, problem.together):
        if len(members) > 1:
            places = [index[key] for key in members]
            group[places] = min(places)
    return group


def fixed_tables(
    problem: Problem,
    index: dict[str, int],
    group: np.ndarray,
    present: np.ndarray,
    like: Rounds,
) -> np.ndarray:
    """Return int16[F, n+1]: the table each person must sit at in each free round, or -1.

    Hosts, locked seats and the tables of those who have begun to stay are given;
    companions follow. Others who stay get the table they have in ``like``, if it is one table, else
    the one where staying costs the fewest pairs.
    """
    free, n = present.shape
    fixed = np.full((free, n + 1), -1, dtype=np.int16)
    first = len(problem.kept) + 1
    for (round_number, key), table in problem.locked.items():
        if round_number >= first and key in index and present[round_number - first, index[key]]:
            fixed[round_number - first, index[key]] = table - 1
    for key, table in problem.fixed_tables.items():
        fixed[present[:, index[key]], index[key]] = table - 1
    companions_follow(fixed, group, present)
    stayers = [i for i, p in enumerate(problem.people) if p.stays]
    known = {key for seated in like[first - 1 :] for keys in seated.tables for key in keys}
    # Newcomers choose last: they could fill the table where somebody has been.
    for i in sorted(stayers, key=lambda i: problem.people[i].key not in known):
        table = _table_to_stay_at(problem, index, fixed, i, present, like)
        fixed[present[:, i], i] = table
        companions_follow(fixed, group, present)
    return fixed


def companions_follow(fixed: np.ndarray, group: np.ndarray, present: np.ndarray) -> None:
    """Fix the companions of everyone who is fixed at the same table in the same rounds."""
    for number in {int(g) for g in group if g >= 0}:
        members = np.flatnonzero(group == number)
        for r in range(len(fixed)):
            here = members[present[r, members]]
            placed = fixed[r, here]
            if (placed >= 0).any():
                fixed[r, here] = np.where(placed >= 0, placed, placed.max())


def _table_to_stay_at(
    problem: Problem,
    index: dict[str, int],
    fixed: np.ndarray,
    i: int,
    present: np.ndarray,
    like: Rounds,
) -> int:
    person = problem.people[i]
    settled = fixed[present[:, i], i]
    if (settled >= 0).any():
        return int(settled.max())
    first, rounds = len(problem.kept) + 1, np.flatnonzero(present[:, i]).tolist()
    count = min((len(problem.table_sizes(first + r)) for r in rounds), default=1)
    before = {t for s in like[first - 1 :] for t, keys in enumerate(s.tables) if person.key in keys}
    if len(before) == 1 and max(before) < count:
        return max(before)
    cost = _CostOfStaying(problem, index, fixed, i, rounds)
    return min(range(max(1, count)), key=cost.at)


class _CostOfStaying:
    """What it costs a person to stay at a table, given who is bound there already.

    A table shared in every round with somebody of another sector gains one pair and loses
    the others; a table with too many of one's own sector loses one in each round.
    """

    def __init__(
        self, problem: Problem, index: dict[str, int], fixed: np.ndarray, i: int, rounds: list[int]
    ) -> None:
        person, self._fixed, self._rounds = problem.people[i], fixed, rounds
        self._problem, self._first = problem, len(problem.kept) + 1
        self._foes = _others(problem.kept_apart, person.key, index)
        self._sought = sorted(_others(unmet(problem), person.key, index))
        self._old = _others(problem.history, person.key, index)
        self._own = np.array([p.sector == person.sector for p in problem.people] + [False])
        present = [problem.present(self._first + r) for r in rounds]
        sizes = [problem.table_sizes(self._first + r) for r in rounds]
        mine = [sum(p.sector == person.sector for p in people) for people in present]
        self._even = np.array([-(-n // max(1, len(s))) for n, s in zip(mine, sizes, strict=True)])
        self._room = min((min(s, default=0) for s in sizes), default=1)

    def at(self, table: int) -> tuple[bool, bool, int, int]:
        """Return, worst first: a broken rule, no room, pairs lost, people bound there."""
        there = self._fixed[self._rounds] == table
        shared = {int(j): int(there[:, j].sum()) for j in np.flatnonzero(there.any(axis=0))}
        most = int(there.sum(axis=1).max(initial=0))
        repeats = sum(
            times - (j not in self._old) for j, times in shared.items() if not self._own[j]
        )
        crowd = np.maximum(0, there[:, self._own].sum(axis=1) + 1 - self._even).sum()
        elsewhere = (self._fixed[self._rounds] >= 0)[:, self._sought] & ~there[:, self._sought]
        broken = bool(self._foes & shared.keys()) or bool(elsewhere.all(axis=0).any())
        return broken, most >= self._room, repeats + int(crowd), most


def _others(pairs: Iterable[Pair], key: str, index: dict[str, int]) -> set[int]:
    """The people, by index, whom the pairs join with one person."""
    found = (b if a == key else a for a, b in pairs if key in (a, b))
    return {index[other] for other in found if other in index}
