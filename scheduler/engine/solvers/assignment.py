"""OR-Tools' linear sum assignment behind one function."""

import numpy as np
from ortools.graph.python import linear_sum_assignment


def assign(cost: np.ndarray) -> np.ndarray:
    """Return, for each row of a square integer cost matrix, its column in a cheapest matching.

    Costs too large to be scaled leave every row at its own column.
    Method: cost scaling push-relabel (Goldberg and Kennedy 1995), O(m·n·log(n·C)).
    """
    m = len(cost)
    if m < 2:
        return np.arange(m)
    solver = linear_sum_assignment.SimpleLinearSumAssignment()
    rows, columns = np.divmod(np.arange(m * m, dtype=np.int32), np.int32(m))
    solver.add_arcs_with_cost(rows, columns, cost.astype(np.int64).ravel())
    if solver.solve() != solver.OPTIMAL:
        # Asking an unsolved assignment for its mates reads memory that is not its own.
        return np.arange(m)
    return np.array([solver.right_mate(row) for row in range(m)])
