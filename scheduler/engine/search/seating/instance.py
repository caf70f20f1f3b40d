"""A problem as arrays: who is there, who may move, what each pair is worth.

People are numbered in input order; number ``n`` is the *vacancy*, an empty seat that may be
swapped like a person where it matters which tables are the larger ones. Free rounds, those
after the kept ones, are numbered from 0, and so are tables.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scheduler.domain.people.organisations import organisation_key
from scheduler.engine.feasibility.sitting_out import odd_rounds, sitting_turns
from scheduler.engine.kernels import pair_codes as codes
from scheduler.engine.kernels.tuples import Room
from scheduler.engine.problem import Problem, Rounds, SeatedRound
from scheduler.engine.search.seating.fixtures import fixed_tables, groups


@dataclass(frozen=True)
class Instance:
    """What the search reads and never writes (symbols: n people, F free rounds, T tables).

    ``base``: uint8[n+1, n+1], the pair bytes before any free round is seated.
    ``crosses``: bool[n+1, n+1], different sectors and not met at an earlier event.
    ``capacity``: int16[F, T], seats (with vacancies) of each table; 0 where there is no table.
    ``tables``: int16[F], tables of a round; ``out_table``: int16[F], which of them stands for
    sitting out, or -1.
    ``fixed``: int16[F, n+1], the table a person must sit at, or -1.
    ``group``: int32[n+1], people who always sit together share a number; -1 for nobody.
    """

    problem: Problem
    index: dict[str, int]
    sector: np.ndarray
    organisation: np.ndarray
    group: np.ndarray
    base: np.ndarray
    crosses: np.ndarray
    present: np.ndarray
    capacity: np.ndarray
    tables: np.ndarray
    out_table: np.ndarray
    fixed: np.ndarray

    @property
    def n(self) -> int:
        """The number of people; also the vacancy's number."""
        return len(self.problem.people)

    @cached_property
    def room(self) -> Room:
        """What kernels need of this, as they take it."""
        return Room(
            capacity=self.capacity,
            tables=self.tables,
            fixed=self.fixed,
            sector=self.sector,
            organisation=self.organisation,
            group=self.group,
        )

    @property
    def free(self) -> int:
        """The number of rounds to be planned."""
        return len(self.tables)

    def to_rounds(self, seat: np.ndarray) -> Rounds:
        """Translate seats (int16[F, T, K], -1 unused) into the kept and the planned rounds."""
        keys = [person.key for person in self.problem.people]
        planned = []
        for r in range(self.free):
            tables = [
                tuple(keys[p] for p in row if 0 <= p < self.n)
                for row in seat[r, : self.tables[r]].tolist()
            ]
            out = tables.pop(int(self.out_table[r])) if self.out_table[r] >= 0 else ()
            planned.append(SeatedRound(tuple(tables), out))
        return self.problem.kept + tuple(planned)


def compile_problem(problem: Problem, like: Rounds = ()) -> Instance:
    """Return the arrays of a problem; those who stay get their table in ``like``. O(n² + n·R)."""
    n, first = len(problem.people), len(problem.kept) + 1
    free = problem.rounds - len(problem.kept)
    index = {person.key: i for i, person in enumerate(problem.people)}
    present = np.array(
        [[person.present(first + r) for person in problem.people] for r in range(free)],
        dtype=bool,
    ).reshape(free, n)
    group = groups(problem, index)
    fixed = fixed_tables(problem, index, group, present, like or problem.previous)
    capacity, tables, out_table = _rooms(problem, present, bool(like) or bool((fixed >= 0).any()))
    turns, sitters = sitting_turns(problem)
    fixed[out_table >= 0, n] = out_table[out_table >= 0]
    for number, key in sitters.items():
        fixed[number - first, index[key]] = out_table[number - first]
    return Instance(
        problem=problem,
        index=index,
        sector=_numbered([person.sector for person in problem.people]),
        organisation=_organisations(problem),
        group=group,
        base=_pair_bytes(problem, index, turns if odd_rounds(problem) else {}),
        crosses=_crosses(problem, index),
        present=present,
        capacity=capacity,
        tables=tables,
        out_table=out_table,
        fixed=fixed,
    )


def _numbered(names: list[str]) -> np.ndarray:
    order = {name: i for i, name in enumerate(sorted(set(names)))}
    return np.array([order[name] for name in names] + [-1], dtype=np.int32)


def _organisations(problem: Problem) -> np.ndarray:
    """Organisation numbers; somebody without one has a number of their own."""
    names = [organisation_key(p.organisation) or f"\0{p.key}" for p in problem.people]
    return _numbered(names)


def _rooms(
    problem: Problem, present: np.ndarray, labelled: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Seats of each table. Where table numbers matter, small tables get a vacancy to move."""
    labelled = labelled or bool(problem.previous)
    first, odd = len(problem.kept) + 1, odd_rounds(problem)
    sizes = [list(problem.table_sizes(first + r)) for r in range(len(present))]
    out_table = np.full(len(sizes), -1, dtype=np.int16)
    for r, row in enumerate(sizes):
        if labelled and row:
            row[:] = [row[0]] * len(row)
        if first + r in odd:
            out_table[r] = len(row)
            row.append(2)
    capacity = np.zeros((len(sizes), max((len(s) for s in sizes), default=0)), dtype=np.int16)
    for r, row in enumerate(sizes):
        capacity[r, : len(row)] = row
    return capacity, np.array([len(s) for s in sizes], dtype=np.int16), out_table


def _crosses(problem: Problem, index: dict[str, int]) -> np.ndarray:
    sector = _numbered([person.sector for person in problem.people])
    crosses = sector[:, None] != sector[None, :]
    _mark(crosses, index, problem.history, False)
    crosses[-1, :] = crosses[:, -1] = False
    return crosses


def _pair_bytes(problem: Problem, index: dict[str, int], turns: dict[str, int]) -> np.ndarray:
    n = len(problem.people)
    first = np.where(_crosses(problem, index), codes.COUNTS, codes.NEUTRAL).astype(np.uint8)
    for a, b in problem.must_meet:
        i, j = index[a], index[b]
        first[i, j] = first[j, i] = (
            codes.MUST_COUNTS if first[i, j] == codes.COUNTS else codes.MUST_NEUTRAL
        )
    if problem.apart_organisations:
        organisation = _organisations(problem)
        first[organisation[:, None] == organisation[None, :]] = codes.APART
    _mark(first, index, problem.apart, codes.APART)
    first[n, :] = first[:, n] = codes.NEUTRAL
    first[n, n] = codes.APART
    first += _kept_meetings(problem, index)
    if turns:
        free = [codes.SAT_OUT - turns[person.key] for person in problem.people]
        first[n, :n] = first[:n, n] = np.array(free, dtype=np.uint8)
    return first


def _kept_meetings(problem: Problem, index: dict[str, int]) -> np.ndarray:
    """How often each pair met in the kept rounds; twice stands for any more."""
    met = np.zeros((len(problem.people) + 1,) * 2, dtype=np.int64)
    for seated in problem.kept:
        for table in seated.tables:
            known = [index[key] for key in table if key in index]
            met[np.ix_(known, known)] += 1
    np.fill_diagonal(met, 0)
    return np.minimum(met, 2).astype(np.uint8)


def _mark(first: np.ndarray, index: dict[str, int], pairs: frozenset, value: int) -> None:
    for a, b in pairs:
        if a in index and b in index:
            first[index[a], index[b]] = first[index[b], index[a]] = value
