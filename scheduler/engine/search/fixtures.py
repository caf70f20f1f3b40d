"""What is settled before the search: hosts, locked seats, those who stay, and their company."""

import numpy as np

from scheduler.engine.problem import Problem, Rounds


def groups(problem: Problem, index: dict[str, int]) -> np.ndarray:
    """Number the people who always sit together: int32[n+1], -1 for people on their own."""
    parent = list(range(len(index)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for a, b in sorted(problem.together):
        parent[root(index[a])] = root(index[b])
    group = np.full(len(index) + 1, -1, dtype=np.int32)
    for a, b in problem.together:
        for key in (a, b):
            group[index[key]] = root(index[key])
    return group


def fixed_tables(
    problem: Problem,
    index: dict[str, int],
    group: np.ndarray,
    present: np.ndarray,
    like: Rounds,
) -> np.ndarray:
    """Return int16[F, n+1]: the table each person must sit at in each free round, or -1.

    Hosts, locked seats and the tables of those who have begun to stay are given; company
    follows. Others who stay get the table they have in ``like``, if it is one table, else
    the one with the most room for their sector.
    """
    free, n = present.shape
    fixed = np.full((free, n + 1), -1, dtype=np.int16)
    first = len(problem.kept) + 1
    for (round_number, key), table in problem.locked.items():
        if round_number >= first and key in index and present[round_number - first, index[key]]:
            fixed[round_number - first, index[key]] = table - 1
    for key, table in problem.fixed_tables.items():
        fixed[present[:, index[key]], index[key]] = table - 1
    _follow(fixed, group, present)
    for i in [i for i, p in enumerate(problem.people) if p.stays]:
        table = _table_to_stay_at(problem, index, fixed, i, present, like)
        fixed[present[:, i], i] = table
        _follow(fixed, group, present)
    return fixed


def _follow(fixed: np.ndarray, group: np.ndarray, present: np.ndarray) -> None:
    """Fix the company of everyone who is fixed at the same table in the same rounds."""
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
    foes = {index[b if a == person.key else a] for a, b in problem.apart if person.key in (a, b)}
    sector = np.array([p.sector == person.sector for p in problem.people] + [False])

    def cost(t: int) -> tuple[int, int, int, int]:
        there = fixed[rounds] == t
        most = int(there.sum(axis=1).max(initial=0))
        room = min((min(problem.table_sizes(first + r), default=0) for r in rounds), default=1)
        enemy = any(there[:, foe].any() for foe in foes)
        return int(enemy), int(most >= room), int(there[:, sector].sum()), most

    return min(range(max(1, count)), key=cost)
