"""Every group that could share a table of a round, where keeping apart leaves few of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from scheduler.engine.feasibility.companions import companion_groups
from scheduler.engine.feasibility.demands import round_kinds
from scheduler.engine.problem import Problem, pair

_Table = tuple[str, ...]
_MOST_TABLES, _MOST_STEPS = 2_000, 150_000
"""Groups of a round among whom CP-SAT chooses well, and the steps of listing them, 50 ms."""


@dataclass(frozen=True)
class TableList:
    """The groups of the right sizes that keep every rule at one table of a round.

    ``people``: everybody there. ``sizes``: of the round's tables that are not empty.
    ``bound``: the table number of everybody bound to one in this round.
    """

    people: _Table
    sizes: tuple[int, ...]
    tables: tuple[_Table, ...]
    bound: dict[str, int]


def list_tables(problem: Problem) -> list[TableList] | None:
    """Return the groups for each open round, or None where they are too many.

    None as well where somebody sits out, or where those who stay are more than the tables
    that nobody is bound to: each of them is given one of these.
    """
    kinds, known = round_kinds(problem), {}
    staying = _own_tables(problem)
    if staying is None:
        return None
    for number in sorted(set(kinds.values())):
        listed = _listed(problem, number, staying)
        if listed is None:
            return None
        known[number] = listed
    return [known[kinds[number]] for number in problem.open_rounds]


def who_choose_to_stay(problem: Problem) -> list[str]:
    """Those who stay at one table, but at which is open."""
    locked = {key for _, key in problem.locked}
    return [
        person.key
        for person in problem.people
        if person.stays and person.key not in problem.fixed_tables and person.key not in locked
    ]


def _own_tables(problem: Problem) -> dict[str, int] | None:
    """A table for each who stays and has a choice; None if there are not enough."""
    taken = set(problem.fixed_tables.values()) | set(problem.locked.values())
    tables = min((len(problem.table_sizes(r)) for r in problem.open_rounds), default=0)
    free = [t for t in range(1, tables + 1) if t not in taken]
    choosing = [p.key for p in problem.people if p.stays and p.key not in problem.fixed_tables]
    return dict(zip(choosing, free, strict=False)) if len(choosing) <= len(free) else None


def _listed(problem: Problem, number: int, staying: dict[str, int]) -> TableList | None:
    people = tuple(person.key for person in problem.present(number))
    sizes = tuple(size for size in problem.table_sizes(number) if size)
    if sum(sizes) != len(people):
        return None
    bound = {key: t for key, t in {**staying, **problem.fixed_tables}.items() if key in people}
    bound |= {k: t for (r, k), t in problem.locked.items() if r == number and k in people}
    parties = _parties(problem, people, bound)
    compatible = _compatible(problem, parties, bound)
    tables = _groups_at_a_table(parties, compatible, set(sizes))
    return None if tables is None else TableList(people, sizes, tuple(tables), bound)


def _parties(problem: Problem, people: _Table, bound: dict[str, int]) -> list[_Table]:
    """Those who surely share a table, as one; everybody else alone."""
    at: dict[int, str] = {}
    bound_together = [(at.setdefault(t, key), key) for key, t in sorted(bound.items())]
    return companion_groups(people, (*problem.together, *bound_together))


def _compatible(problem: Problem, parties: Sequence[_Table], bound: dict[str, int]) -> list[int]:
    """For each party, as bits, the later ones that may join it."""
    held = [{bound[key] for key in party if key in bound} for party in parties]
    compatible = [0] * len(parties)
    for (i, one), (j, other) in combinations(enumerate(parties), 2):
        clash = any(pair(a, b) in problem.kept_apart for a in one for b in other)
        if not clash and len(held[i] | held[j]) <= 1:
            compatible[i] |= 1 << j
    return compatible


def _groups_at_a_table(
    parties: Sequence[_Table], compatible: Sequence[int], sizes: set[int]
) -> list[_Table] | None:
    """Every set of compatible parties that fills a table; None if they are too many."""
    found: list[_Table] = []
    most, steps = max(sizes, default=0), 0
    waiting = [(party, compatible[i]) for i, party in enumerate(parties) if len(party) <= most]
    while waiting:
        steps += 1
        if steps > _MOST_STEPS or len(found) > _MOST_TABLES:
            return None
        group, open_to = waiting.pop()
        if len(group) in sizes:
            found.append(group)
        if len(group) < most:
            for i in _bits(open_to):
                if len(group) + len(parties[i]) <= most:
                    waiting.append((group + parties[i], open_to & compatible[i]))
    return found


def _bits(mask: int) -> Iterable[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
