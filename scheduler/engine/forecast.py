"""A ceiling at once, from the numbers of people alone: for rooms that may yet change."""

from collections.abc import Mapping

from scheduler.engine.bounds.ceilings import most_of_a_round
from scheduler.engine.bounds.tally import first_meetings
from scheduler.engine.problem import Odd, sizes_of


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
