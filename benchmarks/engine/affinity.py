"""Wishes and shared priorities against the most that any plan could grant.

In the instances measured the cross-sector pairs fill every seat, and that level comes first:
everybody meets exactly R people of other sectors, each once. The affinity of such a plan is
the weight of a simple perfect b-matching, and the fractional optimum of that, a flow through
two copies of everybody, is a bound; halved because each pair is counted from both sides.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter

from ortools.graph.python import min_cost_flow

from benchmarks.engine.instances import Instance
from scheduler.domain.planning.affinity import affinity
from scheduler.engine.problem import Person, Problem, pair
from scheduler.engine.result import Settings, measure
from scheduler.engine.solve import solve

_PRIORITIES = ("housing", "transport", "carers", "food", "loneliness", "young people")


@dataclass(frozen=True)
class Liked:
    """What a plan granted out of a flow bound, with the level above beside it."""

    instance: Instance
    what: str
    granted: int
    bound: int
    pairs: int
    ceiling: int
    seconds: float


def measure_affinity(instance: Instance, seconds: float, seed: int = 1) -> list[Liked]:
    """Measure an instance of pairs with ten wishes each, and with priorities instead."""
    rng = random.Random(seed)
    plain = instance.problem()
    wished = _with_wishes(plain, rng)
    shared = _with_priorities(plain, rng)
    return [
        _liked(
            instance,
            "wishes",
            wished,
            seconds,
            seed,
            lambda a, b: int(pair(a.key, b.key) in wished.wishes),
        ),
        _liked(instance, "priorities", shared, seconds, seed, _shared),
    ]


def _shared(a: Person, b: Person) -> int:
    return affinity(a.priorities, a.offers, a.asks, b.priorities, b.offers, b.asks)


def _with_wishes(problem: Problem, rng: random.Random) -> Problem:
    others = {s: [p for p in problem.people if p.sector != s] for s in problem.sectors}
    wishes = {
        pair(person.key, other.key)
        for person in problem.people
        for other in rng.sample(others[person.sector], min(10, len(others[person.sector])))
    }
    return replace(problem, wishes=frozenset(wishes))


def _with_priorities(problem: Problem, rng: random.Random) -> Problem:
    people = tuple(
        replace(person, priorities=tuple(rng.sample(_PRIORITIES, rng.randint(1, 3))))
        for person in problem.people
    )
    return replace(problem, people=people)


def _liked(
    instance: Instance,
    what: str,
    problem: Problem,
    seconds: float,
    seed: int,
    weight: Callable[[Person, Person], int],
) -> Liked:
    began = perf_counter()
    result = solve(problem, Settings(seconds=seconds, seed=seed))
    took = perf_counter() - began
    assert result.score is not None
    counts = measure(problem, result.rounds)
    return Liked(
        instance=instance,
        what=what,
        granted=counts.wishes_kept if what == "wishes" else counts.affinity,
        bound=_flow_bound(problem, weight),
        pairs=result.score.cross_sector_pairs,
        ceiling=result.score.ceiling,
        seconds=took,
    )


def _flow_bound(problem: Problem, weight: Callable[[Person, Person], int]) -> int:
    flow = min_cost_flow.SimpleMinCostFlow()
    n = len(problem.people)
    source, sink = 2 * n, 2 * n + 1
    for i, a in enumerate(problem.people):
        flow.add_arc_with_capacity_and_unit_cost(source, i, problem.rounds, 0)
        flow.add_arc_with_capacity_and_unit_cost(n + i, sink, problem.rounds, 0)
        for j, b in enumerate(problem.people):
            if a.sector != b.sector:
                flow.add_arc_with_capacity_and_unit_cost(i, n + j, 1, -weight(a, b))
    flow.set_node_supply(source, n * problem.rounds)
    flow.set_node_supply(sink, -n * problem.rounds)
    if flow.solve() != flow.OPTIMAL:
        raise ValueError("the cross-sector pairs cannot fill every seat of this instance")
    return -flow.optimal_cost() // 2
