"""A start from algebra: a design for the first rounds, assignment for the others."""

from dataclasses import dataclass

import numpy as np

from scheduler.engine.designs import (
    all_meet,
    design,
    even_further,
    golfer,
    nearly,
    share_out,
    wander,
)
from scheduler.engine.designs.fairness.covers import fair_degree
from scheduler.engine.designs.verify import people_met
from scheduler.engine.search.pairs.fitted import by_size
from scheduler.engine.search.seating.instance import Instance
from scheduler.engine.search.seating.start import first_seating
from scheduler.engine.search.seating.state import SearchState
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import Parameters, parameter, share_parameter
from scheduler.engine.strategy import Method


@dataclass(frozen=True)
class DesignParameters(Parameters):
    """Tuning of the starts from designs."""

    seconds: float = parameter("seconds", 0.5)
    """Of an idle machine, for building one."""
    turns: int = parameter("turns", 50)
    """How often a sector of a design may be re-seated."""
    fairness: float = share_parameter(0.9)
    """Of the time for pairs, which a whole design does not need, for making it fairer."""


_TUNED = DesignParameters()


def designed_seating(
    instance: Instance, rng: np.random.Generator, budget: Budget
) -> SearchState | None:
    """Return a seating that follows a design as far as one is known, or None.

    People of one sector are interchangeable to a design, so they are dealt to it at random.
    None where anybody is fixed, absent, or bound to companions: designs know nothing of these.
    """
    if not _open(instance):
        return None
    sizes, tables, free = _sizes(instance), int(instance.tables[0]), instance.free
    seating = nearly(sizes, tables, free) if budget.uses(Method.DEVELOPED) else None
    if seating is None and budget.uses(Method.DESIGNS):
        seating = design(sizes, tables, free, _TUNED.seconds)
        if seating is not None and len(seating) == free and _unruled(instance):
            seating = _fair(seating, sizes, budget.part(_TUNED.fairness))
    return None if seating is None else _seated(instance, seating, rng)


def seating_where_all_meet(
    instance: Instance, rng: np.random.Generator, budget: Budget
) -> SearchState | None:
    """Return a seating in which every cross-sector pair meets and nobody twice, or None.

    None where the rounds are too few for it, and where any rule asks for something else.
    """
    ruled = not _open(instance) or not _unruled(instance) or instance.problem.previous
    if ruled or not budget.uses(Method.ALL_MEET):
        return None
    seating = all_meet(_sizes(instance), int(instance.tables[0]), instance.free)
    return None if seating is None else _seated(instance, seating, rng)


def seating_where_most_must_meet(
    instance: Instance, rng: np.random.Generator
) -> SearchState | None:
    """Return a seating in which as many people as can be meet, whatever their sector, or None.

    None where anybody is bound or absent, or the tables differ in size.
    """
    sizes = instance.capacity[:, : int(instance.tables[0])] if instance.free else np.zeros((1, 1))
    if not _open(instance) or sizes.min() != sizes.max():
        return None
    seating = golfer(sizes.shape[1], int(sizes[0, 0]), instance.free)
    return None if seating is None else _seated(instance, seating, rng)


def _open(instance: Instance) -> bool:
    """Whether everybody is there all the time and may sit anywhere."""
    hosts = bool((instance.fixed[:, : instance.n] >= 0).any())
    bound = hosts or bool((instance.group >= 0).any()) or bool((instance.out_table >= 0).any())
    return not bound and bool(instance.present.all()) and instance.free > 0


def _sizes(instance: Instance) -> list[int]:
    return np.bincount(instance.sector[: instance.n]).tolist()


def _seated(instance: Instance, seating: np.ndarray, rng: np.random.Generator) -> SearchState:
    """Deal people to the places of their sector at random; fill the rounds that are left."""
    order = rng.permutation(instance.n)
    order = order[np.argsort(instance.sector[order], kind="stable")]
    wish = np.full((len(seating), instance.n + 1), -1, dtype=np.int16)
    wish[:, order] = seating
    return first_seating(instance, rng, by_size(instance, wish))


def _unruled(instance: Instance) -> bool:
    """Whether nothing but the seats counts, so that a whole design is the best there is."""
    asked = instance.problem
    ruled = asked.history or asked.kept or asked.apart or asked.must_meet
    return not (ruled or asked.apart_organisations)


def _fair(seating: np.ndarray, sizes: list[int], budget: Budget) -> np.ndarray:
    """Make a whole design fairer: first the worst-off person, then the evenness."""

    sectors = np.repeat(np.arange(len(sizes)), sizes)
    wanted = fair_degree(seating, sectors)
    shared = seating
    if budget.uses(Method.COVERS):
        shared = share_out(seating, sectors, _TUNED.turns, budget)
    if not budget.uses(Method.WALKS):
        return shared
    if people_met(shared, sectors).min() >= wanted:
        return even_further(shared, sectors, wanted, budget)
    wandered = wander(seating, sectors, wanted, budget)
    return max(wandered, shared, key=lambda found: _fairness(people_met(found, sectors)))


def _fairness(found: np.ndarray) -> tuple[int, int]:
    return int(found.min()), -int((found**2).sum())
