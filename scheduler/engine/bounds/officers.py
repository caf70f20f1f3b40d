"""B11: three sectors of six at six tables, which are Euler's officers."""

from collections import Counter

from scheduler.engine.bounds.tally import Tally

_ORDER = 6


def most_of_six(tally: Tally) -> int | None:
    """B11: at most 106 pairs for three sectors of six at six tables over six rounds, else None.

    Proof: the rounds hold 18 meetings across sectors each if every table has one of each
    sector. If a table has two of one sector, two sectors are uneven, as sizes are three, and the
    round holds two fewer: at most 106. Else, with all 108 pairs, the partners of sector a by
    person and round are two orthogonal Latin squares of order six, which do not exist (Tarry
    1900). With 107 two of the sectors have met the third completely, so that they are two
    Latin squares with 35 different pairs; but whoever lacks a partner has another one twice,
    so that the pair that is missing would be the pair met twice.
    """
    problem = tally.problem
    if problem.pairs or len(problem.open_rounds) != _ORDER or problem.kept:
        return None
    sizes = Counter(person.sector for person in problem.people)
    if sorted(sizes.values()) != [_ORDER] * 3 or problem.table_count != _ORDER:
        return None
    if len(problem.in_every_round) < len(problem.people):
        return None
    return max(0, 18 * _ORDER - 2 - len(tally.met))
