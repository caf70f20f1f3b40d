"""Round robins for tables of two (D4, D5 of docs/engine.md).

The circle method (Kirkman 1847): of an even number of teams one stands still while the
others move one place round a circle; in round r the teams p and q with p + q ≡ 2r modulo
teams − 1 meet, once each because teams − 1 is odd.
"""

import numpy as np

from scheduler.engine.designs.verify import Seating


def circle(teams: int) -> Seating:
    """Return tables [teams − 1, teams]: every two teams meet once. ``teams`` is even."""
    cycle = teams - 1
    step = (np.arange(cycle) - np.arange(cycle)[:, None]) % cycle
    table = np.minimum(step, (cycle - step) % cycle)
    return np.hstack([table, np.zeros((cycle, 1), dtype=np.int64)])


def sector_circle(sectors: int, size: int) -> Seating | None:
    """Return tables [(sectors − 1)·size, sectors·size]: every cross-sector pair meets once.

    Sectors play the circle method as teams, and two sectors that meet give ``size`` rounds:
    in the t-th, person i of one sits with person i + t of the other. An odd number of
    sectors plays in halves, leaving out the one round in which halves of a sector meet.
    None when both numbers are odd, for then somebody sits out, and for a single sector.
    """
    if sectors % 2 == 0:
        return _team_rounds(circle(sectors), size)
    if size % 2 == 1 or sectors == 1:
        return None
    teams = 2 * sectors
    # In round 0 of the circle team j meets team teams − 1 − j, and 0 meets the last.
    rounds = _team_rounds(circle(teams)[1:], size // 2)
    halves = [0, teams - 1]
    for team in range(1, sectors):
        halves += [team, teams - 1 - team]
    half = size // 2
    order = (np.array(halves)[:, None] * half + np.arange(half)).ravel()
    return rounds[:, order]


def _team_rounds(rounds: Seating, size: int) -> Seating:
    """Let each team be ``size`` people: every round becomes ``size`` rounds."""
    played = []
    for row in rounds:
        first = {int(t): int(np.flatnonzero(row == t)[0]) for t in row}
        away = np.array([first[int(t)] != p for p, t in enumerate(row)])
        for shift in range(size):
            place = (np.arange(size)[None] + shift * away[:, None]) % size
            played.append((row[:, None] * size + place).ravel())
    return np.array(played, dtype=np.int64)
