"""Conducts one search: a start, the pairs, then the levels below, within one budget."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from scheduler.engine.kernels.levels.changes import PAIRS
from scheduler.engine.problem import Problem, Rounds
from scheduler.engine.result import Settings
from scheduler.engine.rules import keeps
from scheduler.engine.search.levels.again import from_other_starts
from scheduler.engine.search.levels.improve import Levels
from scheduler.engine.search.levels.phases import STABLE
from scheduler.engine.search.levels.settle import repair_rules, settle
from scheduler.engine.search.levels.targets import Aims
from scheduler.engine.search.pairs.anneal import AnnealingPhase, anneal, random_state
from scheduler.engine.search.pairs.race import search
from scheduler.engine.search.replan.covering import Movers
from scheduler.engine.search.replan.fewest_moves import with_fewest_moves
from scheduler.engine.search.replan.late import climb, renumbered
from scheduler.engine.search.rules.any_plan import feasible_plan
from scheduler.engine.search.seating.instance import Instance, compile_problem
from scheduler.engine.search.seating.start import NoRoom, first_seating
from scheduler.engine.search.seating.state import SearchState, broken, tables_in, worth
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import Parameters, parameter, share_parameter
from scheduler.engine.strategy import Method

LevelProofs = Callable[[int], tuple[int, int]]
"""From a number of pairs to the proven greatest fewest and the proven least spread."""


@dataclass(frozen=True)
class ConductorParameters(Parameters):
    """How one search shares out its time."""

    pairs: float = share_parameter(0.8)
    """For the pairs, before the levels below get the rest."""
    climb: float = share_parameter(0.5)
    """Of what is left, for raising the pairs of an old plan before the fewest moves are tried."""
    fewest_moves: float = share_parameter(0.4)
    """Of all the time, for the plan in which the fewest people move."""
    rescue: float = share_parameter(0.5)
    """Of what is left, for any plan that keeps the rules."""
    first_moves: int = parameter("moves", 100_000)
    moves_a_seat: int = parameter("moves a seat", 50)
    """Of the phase that moves only those who must move anyway."""


_TUNED = ConductorParameters()


class Conductor:
    """One search for one problem."""

    def __init__(
        self,
        problem: Problem,
        settings: Settings,
        ceiling: int,
        proofs: LevelProofs,
        budget: Budget,
        movers: Movers | None = None,
    ) -> None:
        self.problem = problem
        self.movers = movers
        """A least set of people who move on a re-plan, where it has been looked for."""
        self.settings = settings
        self.ceiling = ceiling
        self.proofs = proofs
        self.budget = budget
        self.random = random_state(settings.seed)
        self.is_bound = False
        """Whether all but the fewest who must move are bound to their old seats."""

    def find(self, hint: Rounds = ()) -> Rounds | None:
        """Return the best plan found, or None where none was found that keeps every rule."""
        self.budget.observer.level = "cross-sector pairs"
        like = hint or self.problem.previous
        found = self._replanned(like) if like else self._planned()
        if found is None:
            found = self._rescued()
        if found is None:
            return None
        instance, state = found
        return instance.to_rounds(self._settled(instance, state).seat)

    def _planned(self) -> tuple[Instance, SearchState] | None:
        """Plan from nothing."""
        try:
            instance = compile_problem(self.problem)
            state = self._search(instance, None)
        except NoRoom:
            return None
        return None if broken(instance, state.code) else (instance, state)

    def _replanned(self, like: Rounds) -> tuple[Instance, SearchState] | None:
        """Plan from a plan: keep its seats, repair the rules, then the pairs, cold."""
        try:
            instance = compile_problem(self.problem, like)
            if self._keeps_seats_first() and self.budget.uses(Method.COVERING):
                least = self._fewest_moves(instance, like)
                if least is not None:
                    self.is_bound = True
                    return least
            rng = np.random.default_rng(self.settings.seed)
            state = first_seating(instance, rng, tables_in(instance, like))
        except NoRoom:
            return None
        if broken(instance, state.code):
            levels = Levels(instance, state, 0)
            repair_rules(levels, self.random, self.budget)
            state = levels.best_state()
        if self._keeps_seats_first():
            return None if broken(instance, state.code) else (instance, state)
        levels = Levels(instance, self._with_movers_placed(instance, state, like), 0)
        climb(levels, self.ceiling, self.random, self.budget.part(_TUNED.climb))
        state = levels.best_state()
        if levels.best[PAIRS] < self.ceiling:
            known = self._or_fewest_moves(instance, like, levels.best_state())
            found = self._search(instance, known)
            if worth(instance, found.code) > levels.best[PAIRS]:
                state = renumbered(instance, found, levels.old)
        return None if broken(instance, state.code) else (instance, state)

    def _or_fewest_moves(self, instance: Instance, like: Rounds, known: SearchState) -> SearchState:
        """The plan known, or the one in which the fewest people move where it has more pairs."""
        if not self.budget.uses(Method.COVERING):
            return known
        least = self._fewest_moves(instance, like)
        if least is None or worth(instance, least[1].code) <= worth(instance, known.code):
            return known
        return least[1]

    def _fewest_moves(
        self, instance: Instance, like: Rounds
    ) -> tuple[Instance, SearchState] | None:
        """The plan in which the fewest people move; None where none is found that keeps the rules.

        With random numbers, time and a count of work of its own, so that it is the same plan in
        either mode, whatever was tried before.
        """
        seconds = min(_TUNED.fewest_moves * self.settings.seconds, self.budget.left())
        budget = self.budget.afresh(seconds, counted=self.settings.workers == 1)
        own = random_state(self.settings.seed)
        found = with_fewest_moves(instance, like, self.ceiling, own, budget, self.movers)
        self.budget.spend(budget.work.units)
        if found is None or not keeps(self.problem, found[0].to_rounds(found[1].seat)):
            return None
        return found

    def _keeps_seats_first(self) -> bool:
        """Whether few people moved comes before the pairs."""
        return self.problem.prefer_stability and bool(self.problem.previous)

    def _with_movers_placed(
        self, instance: Instance, state: SearchState, like: Rounds
    ) -> SearchState:
        """Raise the pairs as far as they go by moving only those who must move anyway."""
        old = tables_in(instance, like)
        kept = (old >= 0) & (old == state.table)
        bound = replace(instance, fixed=np.where(kept, old, instance.fixed))
        moves = _TUNED.first_moves + _TUNED.moves_a_seat * int(instance.capacity.sum())
        phase = AnnealingPhase(moves, 0.1, 0.02)
        return anneal(bound, state, phase, self.random, self.ceiling, self.budget)[0]

    def _rescued(self) -> tuple[Instance, SearchState] | None:
        """Plan from any plan that CP-SAT finds where the rules leave little room."""
        plan = feasible_plan(self.problem, self.budget.part(_TUNED.rescue))
        if plan is None:
            return None
        try:
            instance = compile_problem(self.problem, plan)
            rng = np.random.default_rng(self.settings.seed)
            state = first_seating(instance, rng, tables_in(instance, plan))
        except NoRoom:
            # Some who stay sit out in this plan; the search keeps them at their table.
            return None
        return None if broken(instance, state.code) else (instance, self._search(instance, state))

    def _search(self, instance: Instance, known: SearchState | None) -> SearchState:
        race = self.budget.race(_TUNED.pairs)
        settings = self.settings
        return search(instance, self.ceiling, settings.seed, settings.workers, race, known)

    def _settled(self, instance: Instance, state: SearchState) -> SearchState:
        if self.budget.over():
            return state
        pairs = worth(instance, state.code)
        fewest, spread = self.proofs(pairs)
        levels = Levels(instance, state, fewest)
        aims = Aims(self.ceiling, fewest, spread)
        if self.is_bound:
            # The pairs have been raised as far as the few who move can raise them.
            aims = replace(aims, pairs=pairs)
        elif self._keeps_seats_first():
            levels.order[:] = STABLE
        settle(levels, aims, self.random, self.budget)
        if int(levels.best[PAIRS]) != pairs:
            pairs = int(levels.best[PAIRS])
            aims = self._settled_again(levels, levels.best_state(), aims)
        if len(levels.old):
            return levels.best_state()
        state = from_other_starts(levels, aims, self.settings, self.budget)
        if worth(instance, state.code) == pairs:
            return state
        self._settled_again(levels, state, aims)
        return levels.best_state()

    def _settled_again(self, levels: Levels, state: SearchState, aims: Aims) -> Aims:
        """Settle the levels below the pairs once more: other pairs have other proofs."""
        fewest, spread = self.proofs(worth(levels.instance, state.code))
        levels.aim(state, fewest)
        aims = replace(aims, fewest=fewest, spread=spread)
        settle(levels, aims, self.random, self.budget)
        return aims
