"""A ceiling at once, from the numbers of people alone: for rooms that may yet change."""

from collections.abc import Mapping

from scheduler.engine.bounds.ceilings import spread_by_round
from scheduler.engine.bounds.tally import Tally
from scheduler.engine.problem import Odd, Person, Problem


def ceiling_of_numbers(
    sectors: Mapping[str, int], rounds: int, *, pairs: bool, table_count: int, odd: Odd
) -> int:
    """Return a proven ceiling of distinct cross-sector pairs for so many people of each sector.

    Everybody is there throughout, nobody has met before, and there are no rules: what a plan of
    these people reaches can only be less. The proof is B1 to B6, or every pair that there is; it
    takes under a millisecond. Fewer than two people have no pairs.
    """
    if sum(sectors.values()) < 2:
        return 0
    people = tuple(
        Person(key=f"{sector} {number}", name="", organisation="", sector=sector)
        for sector, size in sectors.items()
        for number in range(size)
    )
    problem = Problem(people, rounds, pairs=pairs, table_count=table_count, odd=odd)
    tally = Tally(problem)
    return min(sum(tally.countable.values()), sum(spread_by_round(tally).values()))
