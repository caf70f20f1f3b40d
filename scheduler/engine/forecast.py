"""What numbers alone say at once: a ceiling, and how many tables let people keep their seats."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from scheduler.engine.bounds.ceilings import most_of_a_round
from scheduler.engine.bounds.tally import first_meetings
from scheduler.engine.problem import Odd, Problem, sizes_of, tables_for

SMALLEST: Final = 4
"""From so many seats at a table on, one that is half full is still a table of that kind."""


def ceiling_of_numbers(
    sectors: Mapping[str, int], rounds: int, *, pairs: bool, table_count: int, odd: Odd
) -> int:
    """Return a proven ceiling of distinct cross-sector pairs for so many people of each sector.

    Everybody is there throughout, nobody has met before, and there are no rules: what a plan of
    these people reaches can only be less. The proof is that of `bounds.ceilings.spread_by_round`
    (B1, B4, and B6 from the second round on, when everybody comes from a table of the first), or
    every pair that there is. No person is made for it, so the time grows with the tables alone.
    Fewer than two people have no pairs.
    """
    people = sum(sectors.values())
    if people < 2:
        return 0
    sizes = sizes_of(people, table_count, pairs=pairs, odd=odd)
    counts = tuple(sorted(size for size in sectors.values() if size))
    every_pair = (people**2 - sum(size**2 for size in counts)) // 2
    first = most_of_a_round(sizes, counts)
    earlier = sum(map(bool, sizes)) + people - sum(sizes)
    later = min(first, sum(first_meetings(size, earlier) for size in sizes))
    return min(every_pair, first + (rounds - 1) * later)


def at_enough_tables(problem: Problem) -> Problem:
    """Return the re-plan with few people moved first, at as many tables as that asks for.

    Fewer people need fewer tables, but to give one up moves everybody at it. So the number is the
    one, from the fewest that seat everybody to all that there were, at which the old seats and the
    sizes leave the fewest seats to be given up; of equals the least. No table is then less than
    half full, unless each of them has a host. Pairs, trios and a given number of tables leave no
    choice.
    """
    moved = replace(problem, prefer_stability=True)
    limit = problem.table_limit or 0
    if problem.pairs or not problem.room_tables or limit < SMALLEST:
        return moved
    rounds = [_held(problem, number) for number in problem.open_rounds]
    fewest = min(people for people, _ in rounds)
    most = min(problem.room_tables, fewest // -(-limit // 2))
    least = max(tables_for(len(problem.people), limit), len(_hosted(problem)))
    least = min(problem.table_count, least)
    counts = range(least, max(least, most) + 1)

    def given_up(count: int) -> int:
        return sum(_given_up(people, held, count, problem.odd) for people, held in rounds)

    return replace(moved, table_count=min(counts, key=given_up))


def at_fewest_tables(problem: Problem, *, with_hosts: bool = False) -> Problem:
    """Return the re-plan at as few tables as seat those who are there, whoever hosts one.

    People who are all kept apart need a table each. Where more tables have a host than are needed,
    those stay open that a seat is locked to, those at which somebody stays who has sat there, then
    those with the most people of the old plan still there; the other hosts sit where everybody
    does, unless there are to be as many ``with_hosts``. Pairs and a given number of tables leave
    no choice.
    """
    limit = problem.table_limit
    if problem.pairs or not problem.room_tables or not limit:
        return problem
    people = max(len(problem.present(number)) for number in problem.open_rounds)
    locked = set(problem.locked.values())
    count = max(tables_for(people, limit), _all_apart(problem), len(locked))
    count = min(count, max(problem.room_tables, problem.table_count))
    there, stayed = _there(problem), set(problem.stayed_at.values())
    hosted = _hosted(problem)
    count = max(count, len(hosted)) if with_hosts else count
    ranked = sorted(hosted, key=lambda t: (t not in locked, t not in stayed, -there[t], t))
    stay = set(ranked[: max(0, count - len((locked | stayed) - hosted))])
    return replace(
        problem,
        people=tuple(
            person
            if person.host_table is None or person.host_table in stay
            else replace(person, host_table=None)
            for person in problem.people
        ),
        table_count=count,
    )


def _hosted(problem: Problem) -> set[int]:
    return {p.host_table for p in problem.people if p.host_table is not None}


def _there(problem: Problem) -> Counter[int]:
    """How many people of each table of the old plan are still there, in the rounds to come."""
    found: Counter[int] = Counter()
    for number in problem.open_rounds:
        here = {person.key for person in problem.present(number)}
        for seated in problem.previous[number - 1 : number]:
            for table, keys in enumerate(seated.tables, start=1):
                found[table] += len(here.intersection(keys))
    return found


def _all_apart(problem: Problem) -> int:
    """How many people, found one after the other, may none of them share a table with another."""
    others: dict[str, set[str]] = {}
    for a, b in problem.kept_apart:
        others.setdefault(a, set()).add(b)
        others.setdefault(b, set()).add(a)
    found: set[str] = set()
    for key in sorted(others, key=lambda key: (-len(others[key]), key)):
        if found <= others[key]:
            found.add(key)
    return len(found)


def _held(problem: Problem, number: int) -> tuple[int, list[int]]:
    """How many people are there in a round, and of each table of the old plan, most first."""
    here = {person.key for person in problem.present(number)}
    tables = problem.previous[number - 1].tables if number <= len(problem.previous) else ()
    return len(here), sorted((len(here.intersection(table)) for table in tables), reverse=True)


def _given_up(people: int, held: Sequence[int], table_count: int, odd: Odd) -> int:
    """How many seats of a round cannot be kept at so many tables, by their sizes alone."""
    sizes = sizes_of(people, table_count, pairs=False, odd=odd)
    return sum([max(0, a - b) for a, b in zip_longest(held, sizes, fillvalue=0)])
