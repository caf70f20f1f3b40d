"""Seats that not everybody can have: at larger tables, and of those who need not sit out.

S_p, the seats beside a person, is counted as if they always sat at the largest table and
never sat out. This is what that gives too much, by person and in all.
"""

from dataclasses import dataclass

from scheduler.engine.bounds.tally import Tally
from scheduler.engine.feasibility.sitting_out import odd_rounds, sitting_turns


@dataclass(frozen=True, slots=True)
class Spare:
    """``each``: how many of a person's seats are spare; ``total``: how many all have at most."""

    each: dict[str, int]
    total: int


def spare_seats(tally: Tally) -> Spare:
    """Return the spare seats of the open rounds.

    Where tables differ in size, by one seat, a person has the seat more only at a larger
    table: one for each seat there. Where everybody sits out at most once because enough have
    not done so yet, a person may have a seat in every round only if others sit out in the
    odd ones; so of those who have a turn left all but one for each odd round have it.
    """
    problem = tally.problem
    each = dict.fromkeys(tally.windows, 0)
    total = 0
    for number in problem.open_rounds:
        sizes = problem.table_sizes(number)
        largest = max(sizes, default=0)
        if largest > 1 and min(sizes) < largest:
            total += largest * sizes.count(largest)
            for key, window in tally.windows.items():
                each[key] += number in window
    turns, _ = sitting_turns(problem)
    odd = odd_rounds(problem)
    # Whoever is there alone sits out at no cost.
    if odd and all(problem.table_sizes(number) for number in odd):
        for key in each:
            each[key] += turns.get(key, 0)
        total += max(0, sum(turns.get(key, 0) for key in each) - len(odd))
    return Spare(each, total)


def wasted_rounds(tally: Tally, most: dict[int, int]) -> int:
    """Return how many of ``most`` pairs (by round) are surely lost with one person (17).

    Two at a table: whoever has D people left to meet is with somebody new in at most D
    rounds. In each of the others, unless they sit out, their table adds nothing, which is a
    pair less wherever ``most`` takes every table to add one.
    """
    problem = tally.problem
    if not problem.pairs or any(max(problem.table_sizes(r), default=0) > 2 for r in most):
        return 0
    odd = set(odd_rounds(problem))
    turns, _ = sitting_turns(problem)
    slack = {r for r in most if most[r] < len(problem.table_sizes(r)) or not most[r]}
    lost = 0
    for person in tally.here:
        there = tally.windows[person.key]
        out = len(there & odd - slack)
        out = min(out, turns.get(person.key, 0)) if turns else out
        met = tally.partners[person.key].total()
        lost = max(lost, len(there - slack) - out - met)
    return lost
