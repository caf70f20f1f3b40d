"""The search for pairs: designs, starts by assignment, then annealing until proven or time.

Every worker goes through the same cycle of phases from a different place in it. Phases are
counted in moves, never in seconds, so that one worker with one seed repeats itself.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count, islice

import numpy as np

from scheduler.engine.search.levels.reseat import pair_anew
from scheduler.engine.search.pairs.anneal import AnnealingPhase, anneal, random_state
from scheduler.engine.search.pairs.designed import designed_seating, seating_where_all_meet
from scheduler.engine.search.pairs.fitted import Fits
from scheduler.engine.search.rules.rule_search import keep_rules
from scheduler.engine.search.seating.instance import Instance
from scheduler.engine.search.seating.start import NoRoom, first_seating
from scheduler.engine.search.seating.state import SearchState, broken, worth
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import COLDEST, Parameters, parameter, share_parameter
from scheduler.engine.strategy import Method

FRESH, ALL_MEET, DESIGN, FIT, BEST = "fresh", "all meet", "design", "fit", "best"
PAIR_ANEW = "pair anew"


@dataclass(frozen=True)
class RaceParameters(Parameters):
    """Tuning of the search for pairs. Windows of temperature: hot, cold."""

    cold: tuple[float, float] = parameter("pairs", (0.1, 0.02), least=COLDEST)
    """Of first phases and of tails."""
    warm: tuple[float, float] = parameter("pairs", (0.35, 0.08), least=COLDEST)
    """That repairs a fit."""
    mild: tuple[float, float] = parameter("pairs", (0.3, 0.08), least=COLDEST)
    """That repairs a design or the best plan."""
    slow: tuple[float, float] = parameter("pairs", (0.5, 0.15), least=COLDEST)
    cool: tuple[float, float] = parameter("pairs", (0.35, 0.1), least=COLDEST)
    """From fresh starts, which find structure near saturation."""
    aimed: tuple[float, float, float] = share_parameter((0.0, 0.25, 0.9))
    """Of a phase that is aimed: none at wasted seats, some within sectors, most aimed."""
    length: int = parameter("moves", 3_000_000, least=1)
    longer: float = parameter("times", 1.6, least=1.0)
    """Of a phase of the first cycle, and how much longer those of each cycle after it are."""
    fits: int = parameter("fits", 6)
    """Into an array, before anything takes longer."""
    fit_moves: tuple[int, int] = parameter("moves", (200_000, 50_000))
    """Of these, warm and cold."""
    design_moves: int = parameter("moves", 1_000_000)
    """Of the first phase on a design."""
    sweeps: int = parameter("sweeps", 250)
    """Over all rounds, in which pairs are dealt anew; as much longer in later cycles."""
    much: float = share_parameter(0.05)
    """Of the pairs across sectors that have met, beyond which the search goes by history."""
    for_rules: float = share_parameter(0.5)
    """Of the time, for a plan that keeps every rule, before it is given up."""


_TUNED = RaceParameters()


@dataclass(frozen=True)
class RaceStep:
    """From where to start, and the phases to run one after the other.

    ``sweeps``: of pairs dealt anew, where that is how to start.
    """

    source: str
    phases: tuple[AnnealingPhase, ...]
    sweeps: int = 0


def first_phase(seats: int) -> AnnealingPhase:
    """The cold phase after a fresh start, which most problems need no more than."""
    return AnnealingPhase(min(2_000_000, 100_000 + 100 * seats), *_TUNED.cold)


def steps(seats: int, history: bool) -> Iterator[RaceStep]:
    """Yield steps without end. ``seats`` are those of all rounds.

    Slow windows from a fresh start find structure near saturation, warm windows on a design
    or on the best plan repair it (docs/engine.md, "Annealing"). After ``history`` fresh
    starts aim their moves, and come before designs, which know nothing of it.
    """
    yield RaceStep(ALL_MEET, ())
    yield RaceStep(FRESH, (first_phase(seats),))
    yield RaceStep(DESIGN, (AnnealingPhase(_TUNED.design_moves, *_TUNED.cold),))
    warm, cold = _TUNED.fit_moves
    for _ in range(_TUNED.fits):
        yield RaceStep(
            FIT, (AnnealingPhase(warm, *_TUNED.warm), AnnealingPhase(cold, *_TUNED.cold))
        )
    for cycle in count():
        length = int(_TUNED.length * _TUNED.longer**cycle)
        tail = AnnealingPhase(length // 4, *_TUNED.cold)
        aimed = (
            AnnealingPhase(length, *_TUNED.cool, *_TUNED.aimed),
            AnnealingPhase(length // 4, *_TUNED.cold, *_TUNED.aimed),
        )
        if history:
            yield RaceStep(FRESH, aimed)
        yield RaceStep(PAIR_ANEW, (), int(_TUNED.sweeps * _TUNED.longer**cycle))
        yield RaceStep(DESIGN, (AnnealingPhase(length, *_TUNED.mild), tail))
        yield RaceStep(FIT, (AnnealingPhase(length, *_TUNED.warm), tail))
        yield RaceStep(FRESH, (AnnealingPhase(length, *_TUNED.slow), tail))
        yield RaceStep(FIT, (AnnealingPhase(length, *_TUNED.warm), tail))
        yield RaceStep(BEST, (AnnealingPhase(length, *_TUNED.mild), tail))
        yield RaceStep(FRESH, aimed if history else (AnnealingPhase(length, *_TUNED.cool), tail))


@dataclass
class _Worker:
    """One thread of the race. Owns every array it writes."""

    instance: Instance
    target: int
    seed: int
    budget: Budget
    best: SearchState | None = None
    score: int = -(10**12)
    broken: int = 10**12
    narrow: bool = False

    def __post_init__(self) -> None:
        self.fits = Fits(self.instance, self.seed)

    def run(self, first: int) -> "_Worker":
        """Go through the steps, the first ones skipped, until the target or the budget."""
        rng, random = np.random.default_rng(self.seed), random_state(self.seed)
        seats = int(self.instance.capacity.sum())
        if self.best is not None:
            self._keep(self.best, worth(self.instance, self.best.code))
        history = self.budget.uses(Method.AIMED_MOVES) and _much_history(self.instance)
        for step in islice(steps(seats, history), first, None):
            if self._done() and self.best is not None:
                break
            state = self._source(step, rng)
            if state is None:
                continue
            self._keep(state, worth(self.instance, state.code))
            for phase in step.phases:
                if self._done():
                    break
                state, found = anneal(
                    self.instance, state.copy(), phase, random, self.target, self.budget
                )
                self._keep(state, found)
            if step.source == FIT:
                self.fits.told(found)
            if step.phases and not self._keeps_rules():
                break
        return self

    def _keeps_rules(self) -> bool:
        """Whether the best plan keeps every rule, if need be after a search for nothing else."""
        useful = not self.narrow and self.budget.uses(Method.RULE_SEARCH)
        if self.broken and self.best is not None and useful:
            self.narrow = True
            budget = self.budget.part(_TUNED.for_rules)
            state, _ = keep_rules(self.instance, self.best, self.seed, budget)
            self._keep(state, worth(self.instance, state.code))
        return self.broken == 0

    def _paired_anew(self, sweeps: int, rng: np.random.Generator) -> SearchState | None:
        """The best plan with its pairs dealt anew, where all tables are of two."""
        useful = self.budget.uses(Method.PAIRS_ANEW) and int(self.instance.capacity.max()) == 2
        if not useful or self.best is None or self.broken:
            return None
        return pair_anew(self.instance, self.best.copy(), self.target, sweeps, rng, self.budget)

    def _source(self, step: RaceStep, rng: np.random.Generator) -> SearchState | None:
        source = step.source
        if source == PAIR_ANEW:
            return self._paired_anew(step.sweeps, rng)
        if (source == BEST or self.narrow) and self.best is not None:
            return self.best.copy()
        if source == ALL_MEET:
            return seating_where_all_meet(self.instance, rng, self.budget)
        if source == DESIGN:
            return designed_seating(self.instance, rng, self.budget)
        try:
            if source == FIT:
                useful = self.budget.uses(Method.ARRAYS)
                return self.fits.next(rng, self.budget) if useful else None
            return first_seating(self.instance, rng, in_a_hurry=self.budget.over)
        except NoRoom:
            if self.best is None:
                raise
            return None

    def _keep(self, state: SearchState, score: int) -> None:
        """Keep the state with the fewest broken rules, and of those the one worth most."""
        lost = broken(self.instance, state.code)
        if (-lost, score) > (-self.broken, self.score):
            self.best, self.score, self.broken = state.copy(), score, lost
            self.budget.observer.offer(score if not lost else 0)
        if score >= self.target:
            self.budget.won.set()

    def _done(self) -> bool:
        return self.score >= self.target or self.budget.over()


def _much_history(instance: Instance) -> bool:
    """Whether more than one in twenty pairs across sectors have met at an earlier event."""
    if not instance.problem.history:
        return False
    sector = instance.sector[: instance.n]
    across = int((sector[:, None] != sector[None, :]).sum())
    return across - int(instance.crosses.sum()) > _TUNED.much * across


def search(
    instance: Instance,
    target: int,
    seed: int,
    workers: int,
    budget: Budget,
    known: SearchState | None = None,
) -> SearchState:
    """Return the best seating found, ``known`` included.

    Ends at ``target``, when the budget is over, or when the rules prove too hard to keep: the
    seating then breaks some. Raises NoRoom where those without choice do not fit.
    """
    runners = [_Worker(instance, target, seed + 7919 * i, budget, known) for i in range(workers)]
    if workers == 1:
        done = [runners[0].run(0)]
    else:
        with ThreadPoolExecutor(workers) as pool:
            done = list(pool.map(_Worker.run, runners, range(workers)))
    best = max(done, key=lambda worker: (-worker.broken, worker.score))
    assert best.best is not None
    return best.best
