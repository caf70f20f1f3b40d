"""What caps the ceiling, and what one change would do to it, in an organiser's words.

Every figure is the ceiling of the changed problem less the ceiling of this one: computed,
never guessed.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scheduler.domain.english import count
from scheduler.engine.bounds.ceilings import (
    EVERY_PAIR,
    HISTORY,
    Ceiling,
    ceiling,
    ceiling_after_history,
)
from scheduler.engine.feasibility.small_rooms import best_plan
from scheduler.engine.problem import MOST_ROUNDS, Person, Problem, tables_for
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


def limits(problem: Problem, most: Ceiling, budget: Budget) -> tuple[str, ...]:
    """Return the cause first, then the changes that would raise the ceiling, greatest first.

    ``most`` is the ceiling of ``problem``. Starts no new figure once the budget is over.
    """
    found: dict[str, tuple[int, str]] = {}
    if most.by == HISTORY or _shown(problem, budget).pairs == most.pairs:
        for kind, changed, sentence in _changes(problem):
            if budget.over():
                break
            shown = _shown(changed, budget)
            hasty = budget.over() or (most.by == HISTORY and shown.by != HISTORY)
            if changed.history and hasty:
                # Perhaps there was too little time for a proof that heeds the history.
                continue
            more = shown.pairs - most.pairs
            if more > found.get(kind, (0, ""))[0]:
                found[kind] = (more, sentence.format(more))
    ranked = sorted(found.values(), key=lambda change: -change[0])
    return (cause(problem, most), *(sentence for _, sentence in ranked))


def _shown(problem: Problem, budget: Budget) -> Ceiling:
    """The ceiling that planning this problem would show, if there is the time to prove it."""
    most = ceiling(problem, budget.afresh(_TUNED.one_ceiling))
    best = best_plan(problem, budget.afresh(_TUNED.one_room), settle=False)
    if best is not None:
        return replace(most, pairs=min(most.pairs, best.pairs))
    return ceiling_after_history(problem, most, (), budget.within(_TUNED.one_ceiling))


def cause(problem: Problem, most: Ceiling) -> str:
    """Say what caps the ceiling."""
    people = len(problem.people)
    sectors = Counter(person.sector for person in problem.people)
    name, largest = sectors.most_common(1)[0] if sectors else ("", 0)
    if len(sectors) < 2:
        return "Everybody is from one sector, so there are no cross-sector pairs to meet."
    if most.by == EVERY_PAIR:
        return f"All {most.pairs} cross-sector pairs that are still new could meet."
    if 2 * largest > people:
        return (
            f"{largest} of {people} people are from the {_sector(name)}, so many of their "
            "seats are beside one another."
        )
    # The ceiling counts the meetings of the rounds that were held as well.
    rounds, held = count(problem.rounds, "round"), ", those held included," * bool(problem.kept)
    if most.by == HISTORY:
        return (
            f"So many have met before that {rounds}{held} can bring at most {most.pairs} new "
            "cross-sector pairs together."
        )
    sizes = Counter(size for r in problem.open_rounds for size in problem.table_sizes(r))
    usual = max(sizes, key=lambda size: (sizes[size], size), default=0)
    return f"{rounds} at tables of {usual}{held} hold at most {most.pairs} new cross-sector pairs."


def _changes(problem: Problem) -> Iterator[tuple[str, Problem, str]]:
    """Each change: its kind, the changed problem, the sentence with "{}" for the figure.

    Of one kind only the best is told.
    """
    plain = replace(problem, previous=())
    if problem.rounds < MOST_ROUNDS:
        longer = replace(plain, rounds=problem.rounds + 1)
        yield "rounds", longer, "One more round would raise the ceiling by {}."
    for changed, sentence in _with_more_people(plain):
        yield "people", changed, sentence
    for changed, sentence in _with_other_tables(plain):
        yield "tables", changed, sentence
    for changed, sentence in _without_a_rule(plain):
        yield sentence, changed, sentence


def _with_more_people(problem: Problem) -> Iterator[tuple[Problem, str]]:
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
        yield (
            replace(problem, people=people, table_count=tables),
            f"Six more people from the {_sector(sector)} would raise the ceiling by {{}}.",
        )


def _with_other_tables(problem: Problem) -> Iterator[tuple[Problem, str]]:
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
            yield (
                replace(problem, table_count=tables, table_limit=None),
                f"Tables of {size} instead of {now} would raise the ceiling by {{}}.",
            )


def _without_a_rule(problem: Problem) -> Iterator[tuple[Problem, str]]:
    people = problem.people
    if problem.history:
        yield (
            replace(problem, history=frozenset()),
            "Pairs who met at an earlier event do not count again: without them the ceiling "
            "would be {} higher.",
        )
    if any(person.host_table is not None or person.stays for person in people):
        free = tuple(replace(person, host_table=None, stays=False) for person in people)
        yield replace(problem, people=free), "People bound to one table lower the ceiling by {}."
    if any(p.arrives_round > 1 or p.leaves_after_round or p.away for p in people):
        there = tuple(
            replace(p, arrives_round=1, leaves_after_round=None, away=frozenset()) for p in people
        )
        stepping_out = " and those who step out" if any(p.away for p in people) else ""
        yield (
            replace(problem, people=there),
            f"Late arrivals and early leavers{stepping_out} lower the ceiling by {{}}.",
        )
    for name, words in (
        ("together", "Keeping companions together lowers"),
        ("apart", "Keeping pairs apart lowers"),
    ):
        if getattr(problem, name):
            yield (
                replace(problem, **{name: frozenset()}),  # type: ignore[arg-type]
                f"{words} the ceiling by {{}}.",
            )
    if problem.apart_organisations:
        yield (
            replace(problem, apart_organisations=False),
            "Keeping colleagues apart lowers the ceiling by {}.",
        )


def _sector(name: str) -> str:
    return name if "sector" in name.casefold() else f"{name} sector"
