"""The plan in which the fewest people move: least sets of movers, each seated as well as can be.

Everybody who does not move is bound to their old seat, so that the search sees nobody else.
Several least sets are tried, and the one with the most pairs is kept. Among the starts is a
plain repair of the old plan, so that the result has at least its pairs at as many movers.
"""

from dataclasses import dataclass, replace

import numpy as np

from scheduler.engine.problem import Rounds
from scheduler.engine.search.levels.improve import Levels
from scheduler.engine.search.levels.settle import raise_pairs
from scheduler.engine.search.pairs.anneal import AnnealingPhase, anneal
from scheduler.engine.search.replan.covering import Movers, fewest_movers, other_movers
from scheduler.engine.search.replan.repair import repaired
from scheduler.engine.search.seating.fixtures import companions_follow
from scheduler.engine.search.seating.instance import Instance
from scheduler.engine.search.seating.start import NoRoom, first_seating
from scheduler.engine.search.seating.state import NOWHERE, SearchState, broken, tables_in, worth
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import COLDEST, Parameters, parameter, share_parameter


@dataclass(frozen=True)
class FewestMovesParameters(Parameters):
    """Tuning of the plan in which the fewest people move."""

    seats: int = parameter("seats", 30_000)
    """Over all least sets of movers that are looked at; at least one set is."""
    tried: int = parameter("sets", 16, least=1)
    """Of these, that are annealed."""
    least_seconds: float = parameter("seconds", 2.0)
    least: float = share_parameter(0.5)
    """For the least set: at most so long, and this share of the time left. It nearly always takes a
    hundredth of it."""
    others_seconds: float = parameter("seconds", 0.7)
    others: float = share_parameter(0.25)
    """For other least sets: at most so long, and this share of the time left."""
    moves: int = parameter("moves", 60_000)
    hot: float = parameter("pairs", 0.5, least=COLDEST)
    cold: float = parameter("pairs", 0.02, least=COLDEST)
    """Of one phase from each start."""
    moves_a_seat: int = parameter("moves a seat", 20)
    """How much longer it is in larger rooms."""
    short_phases: float = share_parameter(0.6)
    """Of the time left, for these; the rest raises the best of them."""


_TUNED = FewestMovesParameters()


def with_fewest_moves(
    instance: Instance,
    like: Rounds,
    ceiling: int,
    random: np.ndarray,
    budget: Budget,
    known: Movers | None = None,
) -> tuple[Instance, SearchState] | None:
    """Return the instance with those who do not move bound to their seats, and the best plan.

    ``known``: a least set of movers, if one was looked for before. None where no least set leaves a
    plan that keeps every rule.
    """
    problem, old = instance.problem, tables_in(instance, like)
    least = known
    if least is None or not least.proven:
        seconds = min(_TUNED.least_seconds, _TUNED.least * budget.left())
        least = fewest_movers(problem, budget.afresh(seconds)) or known
    if least is None:
        return None
    starts = [_start(instance, old, movers, budget) for movers in _sets(instance, least, budget)]
    starts.append(_as_repaired(instance, old, len(least.people)))
    ranked = sorted(filter(None, starts), key=lambda start: -start.pairs)
    moves = _TUNED.moves + _TUNED.moves_a_seat * int(instance.capacity.sum())
    phase = AnnealingPhase(moves, _TUNED.hot, _TUNED.cold)
    best, short = None, budget.part(_TUNED.short_phases)
    for start in ranked[: _TUNED.tried]:
        found = _annealed(start, phase, random, ceiling, short)
        if found and (best is None or found.pairs > best.pairs):
            best = found
        if (best and best.pairs >= ceiling) or short.over():
            break
    if best is None:
        return None
    best = _raised(best, ceiling, random, budget)
    return best.bound, best.state


@dataclass(frozen=True)
class _Start:
    """A seating in which all but a least set of movers are bound to their old seats."""

    pairs: int
    bound: Instance
    state: SearchState


def _annealed(
    start: _Start, phase: AnnealingPhase, random: np.ndarray, ceiling: int, budget: Budget
) -> _Start | None:
    """The best seating that a phase met; None where it breaks a rule."""
    state, pairs = anneal(start.bound, start.state, phase, random, ceiling, budget)
    return None if broken(start.bound, state.code) else _Start(pairs, start.bound, state)


def _raised(best: _Start, ceiling: int, random: np.ndarray, budget: Budget) -> _Start:
    """The best seating with its pairs raised until longer phases gain nothing."""
    levels = Levels(best.bound, best.state, 0)
    raise_pairs(levels, ceiling, random, budget)
    state = levels.best_state()
    return replace(best, state=state, pairs=worth(best.bound, state.code))


def binding(instance: Instance, old: np.ndarray, movers: frozenset[str]) -> Instance:
    """The instance in which everybody but the movers is bound to their old table.

    Movers whose companion keeps a seat are bound to that table.
    """
    moves = np.array([p.key in movers for p in instance.problem.people] + [True])
    keeps = (old >= 0) & (old != NOWHERE) & ~moves[None, :]
    fixed = np.where(keeps, old, instance.fixed).astype(np.int16)
    companions_follow(fixed, instance.group, instance.present)
    return replace(instance, fixed=fixed)


def _sets(instance: Instance, least: Movers, budget: Budget) -> list[frozenset[str]]:
    most = _TUNED.seats // max(1, int(instance.capacity.sum())) if least.people else 0
    others = []
    if most:
        seconds = min(_TUNED.others_seconds, _TUNED.others * budget.left())
        others = other_movers(instance.problem, least, most, budget.afresh(seconds))
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
    """A first seating; None where some have no room, or companions are bound apart."""
    try:
        state = first_seating(bound, np.random.default_rng(1), tables)
    except NoRoom:
        return None
    if not _companions_share(bound, state.table):
        return None
    return _Start(worth(bound, state.code), bound, state)


def _companions_share(instance: Instance, table: np.ndarray) -> bool:
    """Whether companions are at one table (int16[F, n+1], -1 when absent) in every round."""
    for number in np.unique(instance.group[instance.group >= 0]):
        at = table[:, instance.group == number]
        if ((at >= 0) & (at != at.max(axis=1, keepdims=True))).any():
            return False
    return True
