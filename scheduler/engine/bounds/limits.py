"""What caps the ceiling, and what one change would do to it.

Every figure is the ceiling of the changed problem less the ceiling of this one: computed,
never guessed.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scheduler.domain.planning.outcome.limits import Limit, LimitKind
from scheduler.engine.bounds.ceilings import (
    EVERY_PAIR,
    HISTORY,
    Ceiling,
    ceiling,
    ceiling_after_history,
)
from scheduler.engine.feasibility.small_rooms import best_plan
from scheduler.engine.problem import MOST_ROUNDS_SOLVED, Person, Problem, tables_for
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import Parameters, parameter


@dataclass(frozen=True)
class LimitParameters(Parameters):
    """Tuning of what is tried to raise a ceiling."""

    more_people: int = parameter("people", 6, least=1)
    """Newcomers that are tried in one sector."""
    most_sectors: int = parameter("sectors", 3, least=1)
    """The smallest sectors, of which so many are tried."""
    one_ceiling: float = parameter("seconds", 0.5)
    """For one proof for a changed problem."""
    one_room: float = parameter("seconds", 1.0)
    """For weighing a small room, which its own limit of effort ends far earlier."""


_TUNED = LimitParameters()


def limits(problem: Problem, most: Ceiling, budget: Budget) -> tuple[Limit, ...]:
    """Return the cause first, then the changes that would raise the ceiling, greatest first.

    ``most`` is the ceiling of ``problem``. Starts no new figure once the budget is over.
    """
    found: dict[LimitKind, Limit] = {}
    if most.by == HISTORY or _shown(problem, budget).pairs == most.pairs:
        for limit, changed in _changes(problem):
            if budget.over():
                break
            shown = _shown(changed, budget)
            hasty = budget.over() or (most.by == HISTORY and shown.by != HISTORY)
            if changed.history and hasty:
                # Perhaps there was too little time for a proof that heeds the history.
                continue
            more = shown.pairs - most.pairs
            if more > (found[limit.kind].more if limit.kind in found else 0):
                found[limit.kind] = replace(limit, more=more)
    ranked = sorted(found.values(), key=lambda limit: -limit.more)
    return (cause(problem, most), *ranked)


def _shown(problem: Problem, budget: Budget) -> Ceiling:
    """The ceiling that planning this problem would show, if there is the time to prove it."""
    most = ceiling(problem, budget.afresh(_TUNED.one_ceiling))
    best = best_plan(problem, budget.afresh(_TUNED.one_room), settle=False)
    if best is not None:
        return replace(most, pairs=min(most.pairs, best.pairs))
    return ceiling_after_history(problem, most, (), budget.within(_TUNED.one_ceiling))


def cause(problem: Problem, most: Ceiling) -> Limit:
    """Say what caps the ceiling."""
    people = len(problem.people)
    sectors = Counter(person.sector for person in problem.people)
    name, largest = sectors.most_common(1)[0] if sectors else ("", 0)
    if len(sectors) < 2:
        return Limit(LimitKind.ONE_SECTOR)
    if most.by == EVERY_PAIR:
        return Limit(LimitKind.EVERY_PAIR, pairs=most.pairs)
    if 2 * largest > people:
        return Limit(LimitKind.LARGE_SECTOR, sector=name, members=largest, people=people)
    # The ceiling counts the meetings of the rounds that were held as well.
    capped = Limit(
        LimitKind.HISTORY, pairs=most.pairs, rounds=problem.rounds, held=bool(problem.kept)
    )
    if most.by == HISTORY:
        return capped
    sizes = Counter(size for r in problem.open_rounds for size in problem.table_sizes(r))
    # A table that nobody is left for limits nobody.
    usual = max((size for size in sizes if size), key=lambda size: (sizes[size], size), default=1)
    return replace(capped, kind=LimitKind.SEATS, size=usual)


def _changes(problem: Problem) -> Iterator[tuple[Limit, Problem]]:
    """Each change without its figure, and the changed problem; of one kind the best is told."""
    plain = replace(problem, previous=())
    if problem.rounds < MOST_ROUNDS_SOLVED:
        yield Limit(LimitKind.MORE_ROUNDS), replace(plain, rounds=problem.rounds + 1)
    yield from _with_more_people(plain)
    yield from _with_other_tables(plain)
    yield from _without_a_rule(plain)


def _with_more_people(problem: Problem) -> Iterator[tuple[Limit, Problem]]:
    """Six more of one of the smallest sectors."""
    sectors = Counter(person.sector for person in problem.people)
    smallest = sorted(sectors, key=lambda sector: (sectors[sector], sector))
    for sector in smallest[: _TUNED.most_sectors]:
        newcomers = tuple(
            Person(f"{sector} newcomer {i}", "", "", sector) for i in range(_TUNED.more_people)
        )
        people = problem.people + newcomers
        tables = problem.table_count
        if problem.table_limit is not None:
            tables = max(tables, tables_for(len(people), problem.table_limit))
        limit = Limit(LimitKind.MORE_PEOPLE, sector=sector, people=len(newcomers))
        yield limit, replace(problem, people=people, table_count=tables)


def _with_other_tables(problem: Problem) -> Iterator[tuple[Limit, Problem]]:
    """Tables one smaller and one larger, where the bound seats allow it."""
    if problem.pairs:
        return
    people = len(problem.people)
    now = -(-people // problem.table_count)
    hosts = [person.host_table or 0 for person in problem.people]
    needed = max(1, *hosts, *problem.locked.values())
    for size in (now - 1, now + 1):
        tables = tables_for(people, max(1, size))
        if size > 1 and tables >= needed and tables != problem.table_count:
            limit = Limit(LimitKind.OTHER_TABLES, size=size, instead_of=now)
            yield limit, replace(problem, table_count=tables, table_limit=None)


def _without_a_rule(problem: Problem) -> Iterator[tuple[Limit, Problem]]:
    people = problem.people
    if problem.history:
        yield Limit(LimitKind.MET_BEFORE), replace(problem, history=frozenset())
    if any(person.host_table is not None or person.stays for person in people):
        free = tuple(replace(person, host_table=None, stays=False) for person in people)
        yield Limit(LimitKind.BOUND), replace(problem, people=free)
    stepping_out = any(person.away for person in people)
    if stepping_out or any(p.arrives_round > 1 or p.leaves_after_round for p in people):
        there = tuple(
            replace(p, arrives_round=1, leaves_after_round=None, away=frozenset()) for p in people
        )
        limit = Limit(LimitKind.PART_TIME, stepping_out=stepping_out)
        yield limit, replace(problem, people=there)
    if problem.together:
        yield Limit(LimitKind.TOGETHER), replace(problem, together=frozenset())
    if problem.apart:
        yield Limit(LimitKind.APART), replace(problem, apart=frozenset())
    if problem.apart_organisations:
        yield Limit(LimitKind.COLLEAGUES), replace(problem, apart_organisations=False)
