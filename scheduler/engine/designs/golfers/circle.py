"""Round robins for tables of two (D4 of docs/engine.md).

The circle method (Kirkman 1847): of an even number of teams one stands still while the
others move one place round a circle; in round r the teams p and q with p + q ≡ 2r modulo
teams − 1 meet, once each because teams − 1 is odd.
"""

import numpy as np

from scheduler.engine.designs.verify import SeatingArray


def circle(teams: int) -> SeatingArray:
    """Return tables [teams − 1, teams]: every two teams meet once. ``teams`` is even."""
    cycle = teams - 1
    step = (np.arange(cycle) - np.arange(cycle)[:, None]) % cycle
    table = np.minimum(step, (cycle - step) % cycle)
    return np.hstack([table, np.zeros((cycle, 1), dtype=np.int64)])
