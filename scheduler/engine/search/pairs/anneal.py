"""Phases of cold annealing on the pairs that count, with the rules as a high price."""

from dataclasses import dataclass

import numpy as np

from scheduler.engine.kernels import pair_codes as codes
from scheduler.engine.kernels.anneal import anneal_swaps
from scheduler.engine.kernels.tuples import Cooling, Found, Room, SeatingArrays, Worth
from scheduler.engine.search.seating.instance import Instance
from scheduler.engine.search.seating.state import SearchState, from_seats, worth
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import COLDEST, Parameters, parameter, share_parameter

_CHUNK = 100_000
"""Moves between two looks at the budget: about 20 ms."""
_LOOKUPS = 4
"""Look-ups of a move for each seat of the largest table."""
_PAIRS = Worth(codes.ADD, codes.REMOVE)
"""What meetings are worth to the pairs, rules included."""


@dataclass(frozen=True)
class AnnealingPhase(Parameters):
    """``moves`` swaps while the temperature falls from ``hot`` to ``cold`` (in pairs).

    ``aimed``: the share that takes somebody to a person they have yet to meet; ``focus``: of
    the others, the share that starts at a wasted seat; ``within``: and that stays in a sector.
    """

    moves: int = parameter("moves")
    hot: float = parameter("pairs", least=COLDEST)
    cold: float = parameter("pairs", least=COLDEST)
    focus: float = share_parameter(0.4)
    within: float = share_parameter(0.25)
    aimed: float = share_parameter(0.0)

    @property
    def cooling(self) -> Cooling:
        """The same as kernels take it."""
        return Cooling(self.moves, self.hot, self.cold, self.focus, self.within, self.aimed)


def random_state(seed: int) -> np.ndarray:
    """Return a generator state for the kernels; any seed will do."""
    return np.random.SeedSequence(seed).generate_state(1, dtype=np.uint64) | np.uint64(1)


def anneal(
    instance: Instance,
    state: SearchState,
    phase: AnnealingPhase,
    random: np.ndarray,
    target: int,
    budget: Budget,
) -> tuple[SearchState, int]:
    """Run one phase from a state; return the best state met and its worth.

    The given state is used up. Stops early at ``target`` or when the budget is over.
    """
    score = worth(instance, state.code)
    found = Found(np.array([score], dtype=np.int64), state.seat.copy())
    anneal_for(state.arrays, instance.room, _PAIRS, phase, score, target, found, random, budget)
    return from_seats(instance, found.seat), int(found.score[0])


def anneal_for(
    seating: SeatingArrays,
    room: Room,
    worth: Worth,
    phase: AnnealingPhase,
    score: int,
    target: int,
    found: Found,
    random: np.ndarray,
    budget: Budget,
) -> None:
    """Run one phase for what ``worth`` says, in place; ``found`` keeps the best it meets."""
    cooling, done = phase.cooling, 0
    while done < phase.moves and found.score[0] < target and not budget.over():
        end = min(phase.moves, done + _CHUNK)
        score, tried = anneal_swaps(
            seating, room, worth, cooling, done, end, score, target, found, random
        )
        done += int(tried)
        budget.spend(int(tried) * _LOOKUPS * seating.seat.shape[2])
