"""Where a solve begins: a problem in, a checked plan with its proof out."""

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, replace

from scheduler.domain.planning.outcome.contradictions import Contradiction
from scheduler.domain.planning.outcome.limits import Limit
from scheduler.engine import rules
from scheduler.engine.bounds.ceilings import (
    Ceiling,
    ceiling,
    ceiling_after_history,
    heeds_history,
)
from scheduler.engine.bounds.limits import cause, limits
from scheduler.engine.feasibility.arithmetic import quick_contradictions
from scheduler.engine.feasibility.contradictions import clash_is_plain, explain
from scheduler.engine.feasibility.small_rooms import Best, best_plan
from scheduler.engine.problem import Person, Problem, Rounds
from scheduler.engine.result import (
    Ended,
    OnProgress,
    Progress,
    Result,
    Score,
    Settings,
    ShouldStop,
    Status,
    measure,
)
from scheduler.engine.search.conductor import Conductor
from scheduler.engine.search.levels.proofs import Proofs
from scheduler.engine.search.levels.small_tables import fair_turns
from scheduler.engine.search.pairs.quick import quick_plan
from scheduler.engine.search.replan.covering import Movers
from scheduler.engine.search.replan.tables_in_use import tables_in_use
from scheduler.engine.search.rules.any_plan import feasible_plan
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.sharing import SolveParameters
from scheduler.engine.strategy import Method, Stage, methods

_NOT_FOUND = Contradiction(
    "No plan that keeps every rule was found in the time given. "
    "Allow more time, or take out a rule."
)
_WEIGHED = "every plan of a room so small"


_TUNED = SolveParameters()


def solve(
    problem: Problem,
    settings: Settings | None = None,
    progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
    hint: Rounds = (),
) -> Result:
    """Return the best plan found, checked against the rule book, with its ceiling.

    Ends when every level is proven best, after ``settings.seconds``, or within half a second
    of ``should_stop()`` turning true; then ``stopped`` is set and the plan is the best so
    far. ``progress`` is called at least once a second. Both are called in the caller's
    thread; the search runs in its own. ``hint``: a plan to start from. The methods are those
    of :mod:`.strategy`, tried in that order.
    """
    settings = settings or Settings()
    tables = tables_in_use(problem, settings.seconds)
    if tables is None:
        return _solved(problem, settings, progress, should_stop, hint)
    compact, hint = tables.compact(), tables.inward(hint)
    result = _solved(compact, settings, progress, should_stop, hint, tables.movers)
    return replace(result, rounds=tables.outward(result.rounds)) if result.rounds else result


def _solved(
    problem: Problem,
    settings: Settings,
    progress: OnProgress | None,
    should_stop: ShouldStop | None,
    hint: Rounds,
    movers: Movers | None = None,
) -> Result:
    """The same where the tables in use are known, and perhaps a least set of ``movers``."""
    budget = Budget.of(settings.seconds, counted=settings.workers == 1, without=settings.without)
    solver = _Solver(problem, settings, budget, hint, Proofs(problem, budget), movers)
    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(solver.run)
        try:
            stopped = _attend(work, budget, progress, should_stop)
        finally:
            budget.stop.set()
        return _as_stopped(work.result()) if stopped else work.result()


def warm_up() -> None:
    """Compile the kernels, or load them from the cache on disk, before anybody waits for a plan.

    Called once by the worker at its start: seconds on a fresh install, less than one later.
    Compiled kernels are kept beside their modules or, where that cannot be written, in the
    user's cache directory.
    """
    # Few plans need it, so nothing else loads it at the start.
    import scheduler.engine.kernels.covers
    import scheduler.engine.kernels.fit  # noqa: F401

    people = tuple(Person(f"p{i}", f"P{i}", "", "ab"[i % 2]) for i in range(6))
    solve(Problem(people, 2, table_count=2), Settings(seconds=1.0))


def _as_stopped(result: Result) -> Result:
    proven = result.ended is Ended.PROVEN
    return replace(result, stopped=True, ended=Ended.PROVEN if proven else Ended.STOPPED)


def _attend(
    work: "Future[Result]",
    budget: Budget,
    progress: OnProgress | None,
    should_stop: ShouldStop | None,
) -> bool:
    """Report and look at the stop flag until the work is done; say whether it was stopped."""
    reported, stopped = 0.0, False
    while not wait_for((work,), _TUNED.look).done:
        if not stopped and should_stop is not None and should_stop():
            budget.stop.set()
            stopped = True
        if progress is not None and budget.elapsed() - reported >= _TUNED.report:
            reported, seen = budget.elapsed(), budget.observer
            progress(Progress(reported, seen.pairs, seen.ceiling, seen.level))
    return stopped


@dataclass(frozen=True)
class _Solver:
    """One solve, run in its own thread."""

    problem: Problem
    settings: Settings
    budget: Budget
    hint: Rounds
    proofs: Proofs
    movers: Movers | None = None

    def run(self) -> Result:
        """Go through the stages of the strategy."""
        for method in methods(Stage.RULES, self.settings.without):
            if clashes := self._contradictions(method):
                return self._infeasible(clashes)
        most = min(_TUNED.ceiling_seconds, _TUNED.ceiling * self.settings.seconds)
        bound = ceiling(self.problem, self.budget.within(most))
        best = self._best_of_a_small_room()
        if best is not None:
            bound = min(bound, Ceiling(best.pairs, _WEIGHED), key=lambda most: most.pairs)
            self.proofs.known[best.pairs] = best.fewest, best.spread
        elif self.budget.uses(Method.PRICES) and heeds_history(self.problem):
            bound = self._after_history(bound)
        self.budget.observer.ceiling = bound.pairs
        rounds = self._or_as_before(self._searched(bound.pairs, best))
        if rounds is None or not rules.keeps(self.problem, rounds):
            # Seats that the search could not improve on are still a plan.
            clashes, rounds = self._reasons_or_plan()
            if rounds is None:
                return self._infeasible(clashes)
        if self.budget.uses(Method.TURNS):
            rounds = fair_turns(self.problem, rounds, self.settings.seed, self.budget.is_cancelled)
        return self._result(rounds, bound)

    def _contradictions(self, method: Method) -> tuple[Contradiction, ...]:
        """Clashes that prove that there is no plan, where this method finds some."""
        if method is Method.ARITHMETIC:
            return quick_contradictions(self.problem)
        if not clash_is_plain(self.problem, self.budget.part(_TUNED.clash)):
            return ()
        return explain(self.problem, self._at_least(_TUNED.explain_seconds))

    def _after_history(self, most: Ceiling) -> Ceiling:
        """A lower ceiling because of whom people have met, where one can be proven soon."""
        problem, settings = self.problem, self.settings
        quick = self.budget.afresh(_TUNED.prices * settings.seconds, counted=settings.workers == 1)
        plan = quick_plan(problem, most.pairs, settings.seed, quick)
        if plan and measure(problem, plan).cross_sector_pairs >= most.pairs:
            return most
        # So that the search still ends by its count and not by the clock.
        self.budget.charge(_TUNED.charged)
        seconds = min(_TUNED.prices_seconds, _TUNED.prices * settings.seconds)
        return ceiling_after_history(problem, most, plan, self.budget.afresh(seconds))

    def _reasons_or_plan(self) -> tuple[tuple[Contradiction, ...], Rounds | None]:
        """Why there is no plan, or else any that CP-SAT finds in the time left."""
        problem, budget = self.problem, self.budget
        if budget.is_cancelled():
            # Somebody who said stop already still gets a moment's look.
            without = self.settings.without
            if clashes := explain(problem, Budget.of(_TUNED.moment, without=without), counted=True):
                return clashes, None
            moment = Budget.of(_TUNED.moment, without=without)
            return (), feasible_plan(problem, moment)
        reasons = budget.afresh(max(_TUNED.moment, _TUNED.reasons * budget.left()))
        if clashes := explain(problem, reasons, counted=True):
            return clashes, None
        return (), feasible_plan(problem, self._at_least(_TUNED.moment))

    def _at_least(self, seconds: float) -> Budget:
        """The time left, or so many seconds if that is more."""
        return self.budget.afresh(max(seconds, self.budget.left()))

    def _best_of_a_small_room(self) -> Best | None:
        """The best plan where all can be weighed; what it proves holds for the search as well."""
        stable = self.problem.prefer_stability and self.problem.previous
        if stable or not self.budget.uses(Method.SMALL_ROOMS):
            return None
        return best_plan(self.problem, self.budget.part(_TUNED.small))

    def _searched(self, most: int, best: Best | None) -> Rounds | None:
        """Search; where a known best plan is out of its reach, search again from there."""
        problem, budget = self.problem, self.budget
        if not problem.open_rounds:
            return problem.kept
        if best is None:
            return self._conducted(most, budget, self.hint)
        budget.observer.offer(best.pairs)
        if best.settled:
            return best.rounds
        found = [best.rounds]
        for hint in (self.hint, best.rounds):
            rounds = self._conducted(most, budget.race(_TUNED.within_reach), hint)
            if rounds is None or not rules.keeps(problem, rounds):
                continue
            found.append(rounds)
            if measure(problem, rounds).upper == (best.pairs, best.fewest, -best.spread):
                break
        return max(found, key=lambda plan: measure(problem, plan).rank)

    def _conducted(self, most: int, budget: Budget, hint: Rounds) -> Rounds | None:
        proofs, movers = self.proofs.of, self.movers
        return Conductor(self.problem, self.settings, most, proofs, budget, movers).find(hint)

    def _or_as_before(self, rounds: Rounds | None) -> Rounds | None:
        """The plan that is replaced, where it still keeps the rules and nothing is better."""
        problem = self.problem
        before = problem.previous[: problem.rounds]
        if not before or not rules.keeps(problem, before):
            return rounds
        if rounds is None or problem.prefer_stability or not rules.keeps(problem, rounds):
            return before
        return max(before, rounds, key=lambda plan: measure(problem, plan).rank)

    def _limits(self, most: Ceiling) -> tuple[Limit, ...]:
        if self._in_a_hurry():
            return ()
        if not self.settings.advice:
            return (cause(self.problem, most),)
        seconds = min(_TUNED.limits_seconds, max(_TUNED.limits_overtime, self.budget.left()))
        if self.budget.is_cancelled():
            seconds = _TUNED.limits_in_a_hurry
        return limits(self.problem, most, Budget.of(seconds, without=self.settings.without))

    def _in_a_hurry(self) -> bool:
        """Whether somebody who said stop would wait noticeably for proofs and explanations."""
        return self.budget.is_cancelled() and len(self.problem.people) > _TUNED.many

    def _infeasible(self, clashes: tuple[Contradiction, ...]) -> Result:
        """No plan: ``clashes`` prove it; without any, none was found in time."""
        return Result(
            Status.INFEASIBLE,
            (),
            None,
            contradictions=clashes or (_NOT_FOUND,),
            unproven=not clashes,
            seconds=round(self.budget.elapsed(), 3),
            seed=self.settings.seed,
            ended=Ended.PROVEN if clashes else Ended.TIME,
        )

    def _result(self, rounds: Rounds, most: Ceiling) -> Result:
        counts = measure(self.problem, rounds)
        beside = self.proofs.beside(counts, self._in_a_hurry())
        score = Score.of(counts, most.pairs, beside, len(self.problem.wishes))
        seconds, unsettled = round(self.budget.elapsed(), 3), Ended.EXHAUSTED
        if self.budget.over():
            unsettled = Ended.TIME
        self.budget.observer.level = "what limits the plan"
        return Result(
            Status.OPTIMAL if score.cross_sector_pairs == most.pairs else Status.FEASIBLE,
            rounds,
            score,
            limits=self._limits(most),
            worst_off=counts.worst_off,
            seconds=seconds,
            seed=self.settings.seed,
            ended=Ended.PROVEN if score.settled else unsettled,
        )
