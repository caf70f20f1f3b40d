"""Pairs dealt anew among the rounds: a plan of pairs is an edge colouring of who may meet whom.

Who meets anew in some round forms a graph in which nobody has two edges of one round; with an
even number present any such colouring, seated with whoever is left over side by side, is a
plan. So the search may forget seats and walk over colourings, whose steps reach across rounds
where a swap of seats stays in one (:mod:`scheduler.engine.kernels.kempe`). Whoever sits out is
at the out table, which is one more person to be met by everybody at most once. Three at a table
are away from it all for that round; they are changed one table at a time.
"""

from dataclasses import dataclass

import numpy as np

from scheduler.engine.search.pairs.colouring import Colouring
from scheduler.engine.search.seating.instance import Instance
from scheduler.engine.search.seating.state import State, worth
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import Parameters, number


@dataclass(frozen=True)
class WalkParameters(Parameters):
    """Tuning of the walk over colourings."""

    chunk: int = number("steps", 50_000, least=1)
    """Between two looks at the budget: a few milliseconds."""
    idle: int = number("steps", 500_000, least=1)
    """Without a further pair, after which the walk ends."""
    step: int = number("look-ups", 12)
    """That take as long as a step."""
    overhead: int = number("look-ups", 50_000)
    """That take as long as a change of who is at a table of three."""
    idle_threes: int = number("changes", 1_500, least=1)
    """Of tables of three, without a gain before the end."""
    short: int = number("steps", 5_000)
    """After each of those."""
    drawn: int = number("threes", 12, least=1)
    """Drawn for one to be chosen."""


_TUNED = WalkParameters()


def may_be_dealt(instance: Instance) -> bool:
    """Whether rounds are pairs, with a table of three at most, and nobody is bound to a seat."""
    if not instance.free or instance.problem.must_meet or instance.capacity.max(initial=0) > 3:
        return False
    threes = (instance.capacity == 3).sum(axis=1)
    seats = instance.capacity.sum(axis=1)
    full = seats == instance.present.sum(axis=1) + (instance.out_table >= 0)
    fixed = instance.fixed[:, : instance.n]
    unconstrained = (fixed < 0) | (fixed == instance.out_table[:, None])
    twos = (instance.capacity == 2).sum(axis=1) + threes == instance.tables
    alone = (instance.group < 0).all()
    return bool(alone and full.all() and unconstrained.all() and twos.all() and threes.max() <= 1)


def dealt_anew(
    instance: Instance, state: State, random: np.ndarray, target: int, budget: Budget
) -> State:
    """Return a plan with at least as many pairs as ``state``, for which may_be_dealt holds.

    Ends at ``target``, when the budget is over, or when long walks bring nothing. The plan may
    break rules on people who are left over in a round; swaps repair that.
    """
    colouring = Colouring(instance, state)
    beside = worth(instance, instance.base) - colouring.sitters
    _walk_on(colouring, random, target - beside, budget)
    if colouring.threes:
        colouring = _with_other_threes(colouring, random, target - beside, budget)
    return colouring.seated(random)


def _walk_on(colouring: Colouring, random: np.ndarray, goal: int, budget: Budget) -> None:
    """Walk until nothing is gained; ``goal`` are edges and pairs at tables of three."""
    goal, idle = goal - colouring.given, 0
    while colouring.edges < goal and idle < _TUNED.idle and not budget.over():
        before = colouring.edges
        colouring.walk(random, _TUNED.chunk, goal)
        budget.spend(_TUNED.step * _TUNED.chunk)
        idle = 0 if colouring.edges > before else idle + _TUNED.chunk


def _with_other_threes(
    colouring: Colouring, random: np.ndarray, goal: int, budget: Budget
) -> Colouring:
    """Give tables of three to others, one at a time, as long as that loses nothing."""
    rng = np.random.default_rng(int(random[0]))
    rounds, idle = sorted(colouring.threes), 0
    while (
        colouring.edges + colouring.given < goal and idle < _TUNED.idle_threes and not budget.over()
    ):
        r = int(rng.choice(rounds))
        three = colouring.other_three(r, rng, _TUNED.drawn)
        idle += 1
        if three is None:
            continue
        other = colouring.copy()
        other.seat_three(r, three)
        other.walk(random, _TUNED.short, goal - other.given)
        budget.spend(_TUNED.step * _TUNED.short + _TUNED.overhead)
        gain = other.edges + other.given - colouring.edges - colouring.given
        if gain >= 0:
            colouring, idle = other, 0 if gain else idle
    return colouring
