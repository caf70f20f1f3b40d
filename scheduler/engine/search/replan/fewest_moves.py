"""The plan in which the fewest people move: least sets of movers, each seated as well as can be.

Everybody who does not move is bound to their old seat, so that the search sees nobody else.
Several least sets are tried, and the one with the most pairs is kept. Among the starts is a
plain repair of the old plan, so that the result has at least its pairs at as many movers.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from scheduler.engine.problem import Rounds
from scheduler.engine.search.pairs.anneal import Phase, anneal
from scheduler.engine.search.replan.covering import Movers, fewest_movers, other_movers
from scheduler.engine.search.replan.repair import repaired
from scheduler.engine.search.seating.instance import Instance
from scheduler.engine.search.seating.start import NoRoom, first_seating
from scheduler.engine.search.seating.state import NOWHERE, State, broken, tables_in, worth
from scheduler.engine.solvers.budget import Budget

_SETS: Final = 30_000
"""Seats, over all least sets of movers that are looked at; at least one set is."""
_TRIED: Final = 16
"""The sets of these that are annealed."""
_SECONDS: Final = 2.0
"""For the least set, which nearly always takes a hundredth of it."""
_FOR_OTHERS: Final = 0.7
_PHASE: Final = Phase(60_000, 0.5, 0.02)


def with_fewest_moves(
    instance: Instance, like: Rounds, ceiling: int, random: np.ndarray, budget: Budget
) -> tuple[Instance, State] | None:
    """Return the instance with those who do not move bound to their seats, and the best plan.

    None where no least set of movers leaves a plan that keeps every rule.
    """
    problem, old = instance.problem, tables_in(instance, like)
    least = fewest_movers(problem, budget.afresh(_SECONDS))
    if least is None:
        return None
    starts = [_start(instance, old, movers, budget) for movers in _sets(instance, least, budget)]
    starts.append(_as_repaired(instance, old, len(least.people)))
    ranked = sorted(filter(None, starts), key=lambda start: -start.pairs)
    best = None
    for start in ranked[:_TRIED]:
        phase = replace(_PHASE, moves=_PHASE.moves + 20 * int(instance.capacity.sum()))
        state, pairs = anneal(start.bound, start.state, phase, random, ceiling, budget)
        if broken(start.bound, state.code) == 0 and (best is None or pairs > best.pairs):
            best = _Start(pairs, start.bound, state)
        if pairs >= ceiling or budget.over():
            break
    return None if best is None else (best.bound, best.state)


@dataclass(frozen=True)
class _Start:
    """A seating in which all but a least set of movers are bound to their old seats."""

    pairs: int
    bound: Instance
    state: State


def binding(instance: Instance, old: np.ndarray, movers: frozenset[str]) -> Instance:
    """The instance in which everybody but the movers is bound to their old table."""
    moves = np.array([p.key in movers for p in instance.problem.people] + [True])
    keeps = (old >= 0) & (old != NOWHERE) & ~moves[None, :]
    return replace(instance, fixed=np.where(keeps, old, instance.fixed).astype(np.int16))


def _sets(instance: Instance, least: Movers, budget: Budget) -> list[frozenset[str]]:
    most = _SETS // max(1, int(instance.capacity.sum())) if least.people else 0
    others = []
    if most:
        others = other_movers(instance.problem, least, most, budget.afresh(_FOR_OTHERS))
    return [least.people, *(other.people for other in others)]


def _start(
    instance: Instance, old: np.ndarray, movers: frozenset[str], budget: Budget
) -> _Start | None:
    """The better of two seatings: movers at their old tables where there is room, or anywhere."""
    if budget.over():
        return None
    bound = binding(instance, old, movers)
    return max(
        (_first(bound, tables) for tables in (old, np.where(bound.fixed >= 0, old, -1))),
        key=lambda start: start.pairs if start else -NOWHERE,
    )


def _as_repaired(instance: Instance, old: np.ndarray, least: int) -> _Start | None:
    """The plain repair, where it moves no more people than must move."""
    plain = repaired(instance, old)
    changed = ((old >= 0) & (plain >= 0) & (old != plain)).any(axis=0)[:-1]
    people = instance.problem.people
    movers = frozenset(p.key for p, moved in zip(people, changed, strict=True) if moved)
    return _first(binding(instance, old, movers), plain) if len(movers) <= least else None


def _first(bound: Instance, tables: np.ndarray) -> _Start | None:
    try:
        state = first_seating(bound, np.random.default_rng(1), tables)
    except NoRoom:
        return None
    return _Start(worth(bound, state.code), bound, state)
