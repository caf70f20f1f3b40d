"""The ceiling: a number of new cross-sector pairs that no plan can exceed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.engine.problem import Pair, Problem, pair
from scheduler.engine.result import ShouldStop


@dataclass(frozen=True, slots=True)
class Ceiling:
    """``pairs`` that no plan exceeds, and ``by``: which proof gave it, in words."""

    pairs: int
    by: str


def ceiling(
    problem: Problem, seconds: float = 5.0, should_stop: ShouldStop | None = None
) -> Ceiling:
    """Return the least of the bounds, spending at most about ``seconds`` on the dear ones.

    Valid for every combination of rules: each bound only forgets rules, never adds one.
    """
    already = len(met_before(problem))
    open_pairs = countable_pairs(problem)
    seats = sum(round_spread(problem, r) for r in problem.open_rounds)
    return min(
        Ceiling(already + len(open_pairs), "every pair that still counts"),
        Ceiling(already + seats, "the spread of sectors over each round's tables"),
        key=lambda bound: bound.pairs,
    )


def met_before(problem: Problem) -> frozenset[Pair]:
    """The new cross-sector pairs, both still here, that met in the kept rounds."""
    return frozenset(
        pair(a, b)
        for seated in problem.kept
        for table in seated.tables
        for i, a in enumerate(table)
        for b in table[i + 1 :]
        if _crosses(problem, a, b) and pair(a, b) not in problem.history
    )


def countable_pairs(problem: Problem) -> frozenset[Pair]:
    """The cross-sector pairs that an open round could still add to the score."""
    spent = problem.history | problem.apart | met_before(problem)
    if problem.apart_organisations:
        spent |= frozenset(problem.colleagues())
    people = [p for p in problem.people if any(p.present(r) for r in problem.open_rounds)]
    return frozenset(
        key
        for i, a in enumerate(people)
        for b in people[i + 1 :]
        if a.sector != b.sector and (key := pair(a.key, b.key)) not in spent
        if any(a.present(r) and b.present(r) for r in problem.open_rounds)
    )


def round_spread(problem: Problem, round_number: int) -> int:
    """B1: the most cross-sector meetings one round can hold.

    A table of k with c_s people of sector s holds (k² − Σ_s c_s²)/2 of them. Over the tables
    Σ_t c_st² is least when sector s is spread as evenly as whole people allow, because
    squares are convex; spreading every sector so at once may be impossible, so this is an
    upper bound. With one person sitting out, the best sector to lose them is taken.
    """
    sizes = problem.table_sizes(round_number)
    present = Counter(person.sector for person in problem.present(round_number))
    squares = sum(size * size for size in sizes)
    if sum(sizes) == present.total():
        return (squares - _least_squares(present.values(), len(sizes))) // 2
    return max(
        (squares - _least_squares((present - Counter([out])).values(), len(sizes))) // 2
        for out in present
    )


def _least_squares(sector_sizes: Iterable[int], tables: int) -> int:
    total = 0
    for size in sector_sizes:
        each, more = divmod(size, max(1, tables))
        total += more * (each + 1) ** 2 + (tables - more) * each**2
    return total


def _crosses(problem: Problem, a: str, b: str) -> bool:
    first, second = problem.by_key.get(a), problem.by_key.get(b)
    return first is not None and second is not None and first.sector != second.sector
