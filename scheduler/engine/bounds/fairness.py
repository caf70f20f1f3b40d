"""Fairness bounds by arithmetic alone: the pairs' ends shared out among the people."""

from collections import Counter

from scheduler.engine.bounds.tally import Tally


def shared_fewest(tally: Tally, pairs: int) -> int:
    """Return the greatest z for which ``pairs`` pairs can give everyone throughout z (11).

    The degrees add up to 2·pairs; everyone present throughout needs z, the others keep at
    least what kept rounds gave them, and nobody can pass met_p + reach_p.
    """
    problem = tally.problem
    throughout = {person.key for person in problem.in_every_round}
    has = [tally.met_degree[key] for key in throughout]
    most = min((tally.met_degree[k] + tally.reach.get(k, 0) for k in throughout), default=0)
    others = sum(n for key, n in tally.met_degree.items() if key not in throughout)
    for fewest in range(most, 0, -1):
        if others + sum(max(fewest, met) for met in has) <= 2 * pairs:
            return fewest
    return 0


def shared_spread(tally: Tally, pairs: int, fewest: int) -> int:
    """Return the least Σ d_p² over degrees that add up to 2·pairs within each one's limits (12).

    Squares are convex, so raising the lowest first is best.
    """
    throughout = {person.key for person in tally.problem.in_every_round}
    steps: Counter[int] = Counter()
    total = left = 0
    for person in tally.problem.people:
        low = met = tally.met_degree[person.key]
        high = met + tally.reach.get(person.key, 0)
        if person.key in throughout:
            low = min(max(low, fewest), high)
        steps.update(range(low, high))
        total, left = total + low * low, left + low
    left = 2 * pairs - left
    for degree in sorted(steps):
        taken = max(0, min(steps[degree], left))
        total, left = total + taken * (2 * degree + 1), left - taken
    return total
