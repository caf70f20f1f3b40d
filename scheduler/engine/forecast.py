"""What numbers alone say at once: a ceiling, and how many tables let people keep their seats."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from scheduler.engine.bounds.ceilings import most_of_a_round
from scheduler.engine.bounds.tally import first_meetings
from scheduler.engine.problem import Odd, Problem, sizes_of

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
    half full. Pairs, trios and a given number of tables leave no choice.
    """
    moved = replace(problem, prefer_stability=True)
    limit = problem.table_limit or 0
    if problem.pairs or not problem.room_tables or limit < SMALLEST:
        return moved
    rounds = [_held(problem, number) for number in problem.open_rounds]
    fewest = min(people for people, _ in rounds)
    most = min(problem.room_tables, fewest // -(-limit // 2))
    counts = range(problem.table_count, max(problem.table_count, most) + 1)

    def given_up(count: int) -> int:
        return sum(_given_up(people, held, count, problem.odd) for people, held in rounds)

    return replace(moved, table_count=min(counts, key=given_up))


def _held(problem: Problem, number: int) -> tuple[int, list[int]]:
    """How many people are there in a round, and of each table of the old plan, most first."""
    here = {person.key for person in problem.present(number)}
    tables = problem.previous[number - 1].tables if number <= len(problem.previous) else ()
    return len(here), sorted((len(here.intersection(table)) for table in tables), reverse=True)


def _given_up(people: int, held: Sequence[int], table_count: int, odd: Odd) -> int:
    """How many seats of a round cannot be kept at so many tables, by their sizes alone."""
    sizes = sizes_of(people, table_count, pairs=False, odd=odd)
    return sum([max(0, a - b) for a, b in zip_longest(held, sizes, fillvalue=0)])
