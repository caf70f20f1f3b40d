"""Phases of annealing on the levels, and the orders in which levels rank."""

from dataclasses import dataclass

from scheduler.engine.kernels.levels.changes import AFFINITY, FAIR, MOVES, PAIRS, REPEATS
from scheduler.engine.kernels.tuples import Cooling
from scheduler.engine.solvers.parameters import COLDEST, Parameters, parameter, share_parameter

USUAL = (PAIRS, FAIR, REPEATS, AFFINITY, MOVES)
STABLE = (MOVES, PAIRS, FAIR, REPEATS, AFFINITY)
"""The levels, highest first; rules come before either."""


@dataclass(frozen=True)
class LevelPhase(Parameters):
    """``moves`` swaps; levels before ``guards`` are guarded, ``weight`` weighs the others.

    ``aim``: the level that focused moves try to help; -1 for the first that is not guarded.
    """

    guards: int = parameter("levels", most=5)
    moves: int = parameter("moves")
    hot: float = parameter("units of the first level that is not guarded", least=COLDEST)
    cold: float = parameter("units of the first level that is not guarded", least=COLDEST)
    weight: tuple[float, float, float, float, float] = parameter("for a unit of each level")
    focus: float = share_parameter(0.4)
    within: float = share_parameter(0.4)
    aim: int = -1

    @property
    def cooling(self) -> Cooling:
        """The same as kernels take it."""
        return Cooling(self.moves, self.hot, self.cold, self.focus, self.within, 0.0)


@dataclass(frozen=True)
class ReturnPhase(Parameters):
    """``moves`` moves aimed at changed seats, of which each costs 1.

    ``fairness``: what a unit of evenness is worth; somebody short of the wanted fewest costs
    DEFICIT units. A repeat costs 1, a wish 0.05. The pairs are guarded.
    """

    moves: int = parameter("moves")
    hot: float = parameter("seats", least=COLDEST)
    cold: float = parameter("seats", least=COLDEST)
    fairness: float = parameter("seats")

    @property
    def cooling(self) -> Cooling:
        """The same as kernels take it."""
        return Cooling(self.moves, self.hot, self.cold, 0.0, 0.0, 0.0)
