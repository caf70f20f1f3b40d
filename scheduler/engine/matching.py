"""Pairs of those who give and those who take: the most there can be, and the best of these."""

from collections.abc import Mapping
from typing import Any

Arc = tuple[Any, Any]


def best_matching(
    worth: Mapping[Arc, int], may_give: Mapping[Any, int], may_take: Mapping[Any, int]
) -> list[Arc]:
    """Return the most pairs of ``worth`` in which nobody gives or takes more often than they may.

    Of all choices of so many pairs it is one of the greatest total worth (whole numbers from 0).
    Both are optima: a flow of least cost through a network with whole capacities is found exactly,
    and is whole itself. Method: cost scaling (Goldberg 1997). The same input gives the same pairs.
    """
    # Loaded when somebody matches: the pages that only show pairs need no solver.
    from ortools.graph.python import min_cost_flow

    arcs = sorted(worth)
    givers = {key: at for at, key in enumerate(sorted({one for one, _ in arcs}), start=2)}
    takers = {
        key: at
        for at, key in enumerate(sorted({other for _, other in arcs}), start=2 + len(givers))
    }
    if not arcs:
        return []
    source, sink = 0, 1
    flow = min_cost_flow.SimpleMinCostFlow()
    for one, other in arcs:
        flow.add_arc_with_capacity_and_unit_cost(givers[one], takers[other], 1, -worth[one, other])
    for key, at in givers.items():
        flow.add_arc_with_capacity_and_unit_cost(source, at, max(0, may_give[key]), 0)
    for key, at in takers.items():
        flow.add_arc_with_capacity_and_unit_cost(at, sink, max(0, may_take[key]), 0)
    flow.set_node_supply(source, len(arcs))
    flow.set_node_supply(sink, -len(arcs))
    status = flow.solve_max_flow_with_min_cost()
    assert status == flow.OPTIMAL, "a network with an empty flow has a best one"
    return [arc for at, arc in enumerate(arcs) if flow.flow(at)]
