"""A start from algebra: a design for the first rounds, assignment for the others."""

import numpy as np

from scheduler.engine.designs import design, nearly
from scheduler.engine.search.instance import Instance
from scheduler.engine.search.start import first_seating
from scheduler.engine.search.state import State

_SECONDS = 0.5


def designed_seating(instance: Instance, rng: np.random.Generator) -> State | None:
    """Return a seating that follows a design as far as one is known, or None.

    People of one sector are interchangeable to a design, so they are dealt to it at random.
    None where anybody is fixed, absent, or bound to company: designs know nothing of these.
    """
    n, free = instance.n, instance.free
    hosts = bool((instance.fixed[:, :n] >= 0).any())
    if hosts or (instance.group >= 0).any() or not instance.present.all() or not free:
        return None
    order = rng.permutation(n)
    order = order[np.argsort(instance.sector[order], kind="stable")]
    sizes = np.bincount(instance.sector[:n]).tolist()
    tables = int(instance.tables[0] - (instance.bench[0] >= 0))
    if (instance.bench >= 0).any():
        return None
    seating = nearly(sizes, tables, free)
    if seating is None:
        seating = design(sizes, tables, free, _SECONDS)
    if seating is None:
        return None
    wish = np.full((len(seating), n + 1), -1, dtype=np.int16)
    wish[:, order] = seating
    return first_seating(instance, rng, by_size(instance, wish))


def by_size(instance: Instance, wish: np.ndarray) -> np.ndarray:
    """Renumber each round's tables so that the larger ones come first, as in the instance."""
    renumbered = wish.copy()
    for r in range(len(wish)):
        sizes = np.bincount(wish[r, :-1], minlength=int(instance.tables[r]))
        place = np.empty(len(sizes), dtype=np.int16)
        place[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
        renumbered[r, :-1] = place[wish[r, :-1]]
    return renumbered
