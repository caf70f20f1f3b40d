"""Fairness bounds by arithmetic alone: the pairs' ends shared out among the people.

Two ends of a pair that counts are of different sectors, so that no sector gains more ends in
open rounds than there are pairs added.
"""

from collections import Counter

from scheduler.engine.bounds.tally import Tally


def shared_fewest(tally: Tally, pairs: int) -> int:
    """Return the greatest z for which ``pairs`` pairs can give everyone throughout z (11).

    Everyone present throughout needs z, the others keep at least what kept rounds gave them,
    and nobody can pass met_p + reach_p.
    """
    throughout = tally.problem.in_every_round
    has = [(p.sector, tally.met_degree[p.key]) for p in throughout]
    most = min((tally.met_degree[p.key] + tally.reach.get(p.key, 0) for p in throughout), default=0)
    added = pairs - len(tally.met)
    for fewest in range(most, 0, -1):
        gained: Counter[str] = Counter()
        for sector, met in has:
            gained[sector] += max(0, fewest - met)
        if gained.total() <= 2 * added and max(gained.values(), default=0) <= added:
            return fewest
    return 0


def shared_spread(tally: Tally, pairs: int, fewest: int) -> int:
    """Return the least Σ d_p² over degrees that add up to 2·pairs within each one's limits (12).

    Squares are convex, so raising the lowest first is best, as long as their sector may gain.
    """
    throughout = {person.key for person in tally.problem.in_every_round}
    added = pairs - len(tally.met)
    steps: Counter[tuple[int, str]] = Counter()
    may_gain = dict.fromkeys((person.sector for person in tally.problem.people), added)
    total, left = 0, 2 * added
    for person in tally.problem.people:
        low = met = tally.met_degree[person.key]
        high = met + tally.reach.get(person.key, 0)
        if person.key in throughout:
            low = min(max(low, fewest), high)
        for degree in range(low, high):
            steps[degree, person.sector] += 1
        total, left = total + low * low, left - (low - met)
        may_gain[person.sector] -= low - met
    for degree, sector in sorted(steps):
        taken = max(0, min(steps[degree, sector], left, may_gain[sector]))
        total, left = total + taken * (2 * degree + 1), left - taken
        may_gain[sector] -= taken
    return total
