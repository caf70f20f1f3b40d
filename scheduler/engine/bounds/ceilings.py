"""The ceilings: numbers that no plan can pass, each with the proof of why.

Every bound here only forgets rules of the problem and never adds one, so each holds for
every combination of rules; the least is returned. Formulas are numbered as in docs/engine.md.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scheduler.engine.bounds.fairness import shared_fewest, shared_spread
from scheduler.engine.bounds.officers import most_of_six
from scheduler.engine.bounds.spare import wasted_rounds
from scheduler.engine.bounds.tally import Tally, first_meetings, origins
from scheduler.engine.problem import Problem, Rounds
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.strategy import Method, Stage, methods

_FOR_CEILING, _FOR_FLOOR = 5.0, 2.0
"""Seconds for a ceiling of the pairs, and for one of a level below, where no budget is given."""
EVERY_PAIR, HISTORY = "every pair that still counts", "who has met whom before"


@dataclass(frozen=True, slots=True)
class Ceiling:
    """``pairs`` that no plan exceeds, and ``by``: which proof gave it, in words."""

    pairs: int
    by: str


def ceiling(problem: Problem, budget: Budget | None = None) -> Ceiling:
    """Return the least proven ceiling of distinct new cross-sector pairs.

    Its time is up at about the budget's end; cancelled, it returns the best proven so far.
    """
    budget = budget or Budget.of(_FOR_CEILING)
    tally = Tally(problem)
    already = len(tally.met)
    found = [Ceiling(already + sum(tally.countable.values()), EVERY_PAIR)]
    for method in methods(Stage.CEILING, budget.without):
        prove, by = _PROOFS[method]
        if (most := prove(tally, budget)) is not None:
            found.append(Ceiling(already + most, by))
    return min(found, key=lambda bound: bound.pairs)


def _by_spread(tally: Tally, _budget: Budget) -> int | None:
    return sum(spread_by_round(tally).values())


def _by_few_left(tally: Tally, _budget: Budget) -> int | None:
    by_round = spread_by_round(tally)
    lost = wasted_rounds(tally, by_round)
    return max(0, sum(by_round.values()) - lost) if lost else None


def _by_hosts(tally: Tally, _budget: Budget) -> int | None:
    # OR-Tools is for who makes plans: the web server loads this module for the forecast.
    from scheduler.engine.bounds.hosts import most_beside_hosts

    return most_beside_hosts(tally)


def _by_officers(tally: Tally, _budget: Budget) -> int | None:
    return most_of_six(tally)


def _by_flow(tally: Tally, _budget: Budget) -> int | None:
    # As above.
    from scheduler.engine.bounds.flow import partner_flow

    return partner_flow(tally)


_PROOFS: dict[Method, tuple[Callable[[Tally, Budget], int | None], str]] = {
    Method.SPREAD: (_by_spread, "sectors spread over each round's tables"),
    Method.FEW_LEFT: (_by_few_left, "whom the person with fewest to meet can still meet"),
    Method.HOSTS: (_by_hosts, "whom those bound to a table can still meet"),
    Method.OFFICERS: (_by_officers, "Latin squares of order six, of which no two are orthogonal"),
    Method.FLOW: (_by_flow, "the partners and seats of each person"),
}
"""How each method proves a number of pairs that open rounds can add, and why, in words."""


def heeds_history(problem: Problem) -> bool:
    """Whether :func:`ceiling_after_history` may lower a ceiling of this problem."""
    if not problem.history:
        return False
    # Loaded where people have met before: it brings the linear solver and a kernel along.
    from scheduler.engine.bounds.prices import may_be_priced

    return may_be_priced(Tally(problem))


def ceiling_after_history(
    problem: Problem,
    most: Ceiling,
    plan: Rounds,
    budget: Budget | None = None,
) -> Ceiling:
    """Return a lower ceiling than ``most`` where whom people have met before proves one.

    ``plan``: a good one, to start from.
    """
    if not problem.history:
        return most
    # As above.
    from scheduler.engine.bounds.prices import price_bound

    tally = Tally(problem)
    already = len(tally.met)
    less = price_bound(tally, most.pairs - already, plan, budget)
    return most if less is None else Ceiling(already + less, HISTORY)


def fewest_ceiling(problem: Problem, pairs: int, budget: Budget | None = None) -> int:
    """Return a proven ceiling of the fewest anyone present throughout meets.

    It holds for every plan with exactly ``pairs`` distinct new cross-sector pairs.
    """
    # As above.
    from scheduler.engine.bounds.seats import SeatModel

    tally = Tally(problem)
    if not problem.in_every_round:
        return 0
    simple = shared_fewest(tally, pairs)
    budget, added = budget or Budget.of(_FOR_FLOOR), pairs - len(tally.met)
    if not budget.uses(Method.SHARED_SEATS):
        return simple
    most = SeatModel(tally, added, budget.afresh(budget.left())).most_fewest()
    return simple if most is None else min(simple, most)


def spread_floor(
    problem: Problem,
    pairs: int,
    fewest: int,
    budget: Budget | None = None,
) -> int:
    """Return a proven floor of the sum of squared degrees.

    It holds for every plan with exactly ``pairs`` pairs in which nobody present throughout
    meets fewer than ``fewest``.
    """
    # As above.
    from scheduler.engine.bounds.seats import SeatModel

    tally = Tally(problem)
    simple = shared_spread(tally, pairs, fewest)
    budget, added = budget or Budget.of(_FOR_FLOOR), pairs - len(tally.met)
    if not budget.uses(Method.SHARED_SEATS):
        return simple
    least = SeatModel(tally, added, budget.afresh(budget.left())).least_spread(fewest)
    return simple if least is None else max(simple, least)


def spread_by_round(tally: Tally) -> dict[int, int]:
    """B1, formula (2): the most pairs each open round can add, by its seats.

    A table of k with c_s people of sector s holds (k² − Σ_s c_s²)/2 of them. Over a round's
    tables Σ_t c_st² is least when sector s is spread as evenly as whole people allow, because
    squares are convex. Spreading all sectors so at once may be impossible, hence a bound.
    With one person sitting out, the best sector to lose them is taken. For pairs this is
    B4, formula (3): min(⌊n/2⌋, n − largest sector). The meetings of those who surely share
    a table add nothing (B5).
    """
    problem = tally.problem
    most: dict[int, int] = {}
    known: dict[object, int] = {}
    for number in problem.open_rounds:
        present = Counter(person.sector for person in problem.present(number))
        kind = (problem.table_sizes(number), tuple(sorted(present.values())))
        if kind not in known:
            known[kind] = most_of_a_round(*kind)
        given = sum(map(tally.crosses, tally.sure[number]))
        most[number] = min(max(0, known[kind] - given), _first_meetings(problem, number, kind[0]))
    return most


def _first_meetings(problem: Problem, number: int, sizes: tuple[int, ...]) -> int:
    """B6, formula (13): the pairs of one round who can be meeting for the first time.

    The people at a table of k come from q tables of an earlier round. Two from one of those
    have met before, and the fewest such pairs are there when the k are spread evenly over
    the q (Turán): (k² − Σ squares of the even parts)/2 pairs are left. It bites only where
    there are fewer tables than sectors.
    """
    groups = origins(problem, number)
    if groups is None:
        return sum(size * size for size in sizes)
    return sum(first_meetings(size, groups) for size in sizes)


def most_of_a_round(sizes: tuple[int, ...], sectors: tuple[int, ...]) -> int:
    """The most pairs of one round, by table sizes and people of each sector: formula (2)."""
    squares = sum(size * size for size in sizes)
    if sum(sizes) == sum(sectors):
        return (squares - _least_squares(sectors, len(sizes))) // 2
    return max(
        (squares - _least_squares((*sectors[:i], n - 1, *sectors[i + 1 :]), len(sizes))) // 2
        for i, n in enumerate(sectors)
    )


def _least_squares(sectors: Iterable[int], tables: int) -> int:
    total = 0
    for size in sectors:
        each, more = divmod(size, max(1, tables))
        total += more * (each + 1) ** 2 + (tables - more) * each**2
    return total
