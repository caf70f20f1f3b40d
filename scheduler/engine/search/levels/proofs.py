"""What is proven of the levels below the pairs, remembered by the number of pairs."""

from dataclasses import dataclass, field

from scheduler.engine.bounds.ceilings import fewest_ceiling, spread_floor
from scheduler.engine.problem import Problem
from scheduler.engine.result import Counts, measure
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import Parameters, parameter, share_parameter


@dataclass(frozen=True)
class ProofParameters(Parameters):
    """The time for the proof of one level."""

    of_the_rest: float = share_parameter(0.2)
    """The share of the time left,"""
    least: float = parameter("seconds", 0.1)
    most: float = parameter("seconds", 2.0)
    """but between these."""


_TUNED = ProofParameters()


@dataclass(frozen=True)
class Proofs:
    """The greatest fewest and the least spread of plans with a given number of pairs."""

    problem: Problem
    budget: Budget
    known: dict[int, tuple[int, int]] = field(default_factory=dict)

    def of(self, pairs: int) -> tuple[int, int]:
        """The proven greatest fewest, and the proven least spread with it."""
        if pairs not in self.known:
            self.known[pairs] = self._prove(pairs)
        return self.known[pairs]

    def beside(self, counts: Counts, hurried: bool) -> tuple[int | None, int | None]:
        """The proven fewest and spread for a plan with these counts, if there is time."""
        pairs = counts.cross_sector_pairs
        if pairs not in self.known and hurried:
            return None, None
        fewest, spread = self.of(pairs)
        if counts.fewest < fewest and not hurried:
            budget = self.budget.afresh(_TUNED.least)
            spread = spread_floor(self.problem, pairs, counts.fewest, budget)
        return fewest, spread

    def _prove(self, pairs: int) -> tuple[int, int]:
        if not self.problem.open_rounds:
            only = measure(self.problem, self.problem.kept)
            return only.fewest, only.spread
        seconds = min(_TUNED.most, max(_TUNED.least, _TUNED.of_the_rest * self.budget.left()))
        fewest = fewest_ceiling(self.problem, pairs, self.budget.afresh(seconds))
        return fewest, spread_floor(self.problem, pairs, fewest, self.budget.afresh(seconds))
