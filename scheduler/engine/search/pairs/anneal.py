"""Phases of cold annealing on the pairs that count, with the rules as a high price."""

from dataclasses import dataclass

import numpy as np

from scheduler.engine.kernels import anneal as anneal_kernel
from scheduler.engine.kernels import pair_codes as codes
from scheduler.engine.search.seating.instance import Instance
from scheduler.engine.search.seating.state import State, from_seats, worth
from scheduler.engine.solvers.budget import Budget

_CHUNK = 100_000
"""Moves between two looks at the budget: about 20 ms."""


@dataclass(frozen=True)
class Phase:
    """``moves`` swaps while the temperature falls from ``hot`` to ``cold`` (in pairs).

    ``aimed``: the share that takes somebody to a person they have yet to meet; ``focus``: of
    the others, the share that starts at a wasted seat; ``within``: and that stays in a sector.
    """

    moves: int
    hot: float
    cold: float
    focus: float = 0.4
    within: float = 0.25
    aimed: float = 0.0


def random_state(seed: int) -> np.ndarray:
    """Return a generator state for the kernels; any seed will do."""
    return np.random.SeedSequence(seed).generate_state(1, dtype=np.uint64) | np.uint64(1)


def anneal(
    instance: Instance, state: State, phase: Phase, random: np.ndarray, target: int, budget: Budget
) -> tuple[State, int]:
    """Run one phase from a state; return the best state met and its worth.

    The given state is used up. Stops early at ``target`` or when the budget is over.
    """
    score = worth(instance, state.code)
    best_seat = state.seat.copy()
    best = np.array([score, 0, _CHUNK], dtype=np.int64)
    done = 0
    while done < phase.moves and best[0] < target and not budget.over():
        score = anneal_kernel.anneal(
            state.code, state.seat, instance.capacity, state.table, instance.fixed,
            instance.tables, instance.sector, instance.group, codes.ADD, codes.REMOVE, random,
            done, phase.moves, phase.hot, phase.cold, phase.aimed, phase.focus, phase.within, score,
            target, best_seat, best,
        )  # fmt: skip
        done += int(best[1])
        budget.spend(int(best[1]) * 4 * state.seat.shape[2])
    return from_seats(instance, best_seat), int(best[0])
