"""The search for pairs: starts by assignment, then legs of annealing until proven or out of time."""

from collections.abc import Iterator

import numpy as np

from scheduler.engine.search.anneal import Leg, anneal, random_state
from scheduler.engine.search.instance import Instance
from scheduler.engine.search.start import first_seating
from scheduler.engine.search.state import State, worth
from scheduler.engine.search.watch import Watch


def legs() -> Iterator[Leg]:
    """Yield legs without end: short and cold first, then warmer windows that grow.

    The windows are those that did best near saturation (docs/engine.md, "Annealing").
    """
    yield Leg(2_000_000, 0.1, 0.02)
    length = 4_000_000
    while True:
        yield Leg(length, 0.45, 0.3, focus=0.6)
        yield Leg(length, 0.3, 0.2)
        yield Leg(length, 0.3, 0.08)
        yield Leg(length // 2, 0.1, 0.02)
        length = length * 3 // 2


def search(instance: Instance, target: int, seed: int, watch: Watch) -> State:
    """Return the best seating found; its worth equals ``target`` or the watch is over."""
    rng, random = np.random.default_rng(seed), random_state(seed)
    best = first_seating(instance, rng)
    score = worth(instance, best.code)
    for leg in legs():
        if score >= target or watch.over():
            break
        state, found = anneal(instance, best.copy(), leg, random, target, watch)
        if found > score:
            best, score = state, found
    return best
