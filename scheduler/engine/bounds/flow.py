"""B3: the most pairs when each person has so many seats and so many possible partners."""

from itertools import combinations

import numpy as np
from ortools.graph.python import max_flow

from scheduler.engine.bounds.spare import Spare, spare_seats
from scheduler.engine.bounds.tally import Tally, Window

_MOST_ARCS = 400_000
"""Above this the flow would take seconds; the caller has cheaper bounds."""

_Group = tuple[Window, str]


def partner_flow(tally: Tally) -> int | None:
    """Return ⌊F/2⌋ ≥ the number of pairs open rounds can add, or None if it would take long.

    The pairs added form a simple graph on C in which person p has degree at most
    min(S_p, Σ_b D_pb). Write each pair {p, q} as the two arcs p→q' and q→p' of the bipartite
    double cover, where source→p and p'→sink carry at most that degree and each arc at most 1:
    a graph with X edges is a flow of value 2X, so X ≤ ⌊F/2⌋ for the greatest flow F. (F/2 is
    the fractional b-matching; only odd sets make it miss the optimum.)

    People of one sector and window whom no rule singles out are one node: an optimal flow
    can be averaged over them, so nothing is lost. Spare seats (:mod:`.spare`), which not
    everybody can have, come through one more node on each side, which carries all there are.
    """
    special = tally.erased.union(*tally.sure.values())
    singled = sorted({key for both in special for key in both})
    groups = _groups(tally, set(singled))
    if len(singled) ** 2 + len(singled) * len(groups) > _MOST_ARCS:
        return None
    nodes: list[str | _Group] = [*singled, *groups]
    node = {key: i for i, key in enumerate(nodes)}
    arcs = [*_between_groups(tally, node, groups), *_to_the_singled(tally, node, groups, singled)]
    count = len(node)
    source, sink, lent, taken = range(2 * count, 2 * count + 4)
    spare = spare_seats(tally)
    sure, more = _reach(tally, spare, [[key] for key in singled] + list(groups.values()))
    left, right = [*range(count)], [*range(count, 2 * count)]
    tails = [source] * count + right + [lent] * count + right + [source, taken]
    heads = left + [sink] * count + left + [taken] * count + [lent, sink]
    room = sure + sure + more + more + [spare.total] * 2
    tails += [a for a, b, _ in arcs]
    heads += [count + b for a, b, _ in arcs]
    room += [c for _, _, c in arcs]
    flow = max_flow.SimpleMaxFlow()
    flow.add_arcs_with_capacity(
        np.array(tails, np.int32), np.array(heads, np.int32), np.array(room, np.int64)
    )
    if flow.solve(source, sink) != flow.OPTIMAL:
        return None
    return int(flow.optimal_flow()) // 2


def _reach(tally: Tally, spare: Spare, people: list[list[str]]) -> tuple[list[int], list[int]]:
    """What the people of each node can reach without spare seats, and how much more with them."""
    own = {k: min(tally.reach[k], max(0, tally.seats[k] - spare.each[k])) for k in tally.reach}
    sure = [sum(own[key] for key in keys) for keys in people]
    more = [sum(tally.reach[key] - own[key] for key in keys) for keys in people]
    return sure, more


def _groups(tally: Tally, singled: set[str]) -> dict[_Group, list[str]]:
    groups: dict[_Group, list[str]] = {}
    for person in tally.here:
        if person.key not in singled:
            groups.setdefault((tally.windows[person.key], person.sector), []).append(person.key)
    return groups


def _between_groups(
    tally: Tally, node: dict[str | _Group, int], groups: dict[_Group, list[str]]
) -> list[tuple[int, int, int]]:
    arcs = []
    for one, other in combinations(groups, 2):
        if one[1] != other[1] and _overlap(one[0], other[0]):
            pairs = len(groups[one]) * len(groups[other])
            arcs += [(node[one], node[other], pairs), (node[other], node[one], pairs)]
    return arcs


def _to_the_singled(
    tally: Tally, node: dict[str | _Group, int], groups: dict[_Group, list[str]], singled: list[str]
) -> list[tuple[int, int, int]]:
    sector = {person.key: person.sector for person in tally.here}
    arcs = []
    for a in singled:
        window = tally.windows[a]
        for group, members in groups.items():
            if group[1] != sector[a] and _overlap(window, group[0]):
                arcs += [(node[a], node[group], len(members)), (node[group], node[a], len(members))]
    for a, b in combinations(singled, 2):
        if (
            sector[a] != sector[b]
            and _overlap(tally.windows[a], tally.windows[b])
            and (a, b) not in tally.erased
        ):
            arcs += [(node[a], node[b], 1), (node[b], node[a], 1)]
    return arcs


def _overlap(one: Window, other: Window) -> bool:
    return bool(one & other)
