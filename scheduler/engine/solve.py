"""The one door of the engine: a problem in, a checked plan with its proof out."""

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, field, replace

from scheduler.engine import rules
from scheduler.engine.bounds.ceilings import (
    Ceiling,
    ceiling,
    ceiling_after_history,
    fewest_ceiling,
    heeds_history,
    spread_floor,
)
from scheduler.engine.bounds.limits import limits
from scheduler.engine.counts import Counts, count
from scheduler.engine.feasibility.contradictions import (
    at_once,
    clash_is_plain,
    explain,
    feasible_plan,
)
from scheduler.engine.feasibility.small_rooms import Best, best_plan
from scheduler.engine.problem import Problem, Rounds
from scheduler.engine.result import (
    OnProgress,
    Progress,
    Result,
    Score,
    Settings,
    ShouldStop,
    Status,
)
from scheduler.engine.search.blocks import plan_in_blocks
from scheduler.engine.search.pairs.quick import quick_plan
from scheduler.engine.search.replan.tables_in_use import room
from scheduler.engine.solvers.budget import Watch

_LOOK = 0.02
"""Seconds between two looks at ``should_stop``."""
_MANY = 150
"""People beyond whom a stopped solve leaves out what takes longer than a moment."""
_NOT_FOUND = (
    "No plan that keeps every rule was found in the time given. "
    "Allow more time, or take out a rule."
)
_LIMITS_SECONDS, _LIMITS_OVERTIME, _LIMITS_IN_A_HURRY = 1.0, 0.4, 0.1
"""For the figures of what one change would do to the ceiling: a guard, they take a tenth of it.

Less where the time is up, and least where somebody said stop.
"""
_FOR_PRICES, _QUICK = 4.0, 0.3
"""Seconds, and share of the time, for a ceiling that heeds who has met whom."""
_CHARGED = 0.2
"""Of a lone worker's work, what that proof counts for."""
_WEIGHED = "every plan of a room so small"
_MOMENT = 0.15
"""Seconds for reasons, and for any plan, where the time is up."""
_FOR_REASONS = 0.5
"""Of the time left after a search without a plan, for the reasons why there is none."""
_SHARE = 0.5
"""Of the time left, for a search whose aim is known to be within reach."""
_REPORT = 0.5
"""Seconds between two reports of progress."""


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
    thread; the search runs in its own. ``hint``: a plan to start from.
    """
    settings = settings or Settings()
    if (tables := room(problem)) is not None:
        result = solve(tables.compact(), settings, progress, should_stop, tables.inward(hint))
        return replace(result, rounds=tables.outward(result.rounds)) if result.rounds else result
    watch = Watch.start(settings.seconds, settings.workers)
    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(_Solver(problem, settings, watch, hint).run)
        try:
            stopped = _attend(work, watch, progress, should_stop)
        finally:
            watch.stop.set()
        return replace(work.result(), stopped=stopped)


def _attend(
    work: "Future[Result]",
    watch: Watch,
    progress: OnProgress | None,
    should_stop: ShouldStop | None,
) -> bool:
    """Report and look at the stop flag until the work is done; say whether it was stopped."""
    reported, stopped = 0.0, False
    while not wait_for((work,), _LOOK).done:
        if not stopped and should_stop is not None and should_stop():
            watch.stop.set()
            stopped = True
        if progress is not None and watch.elapsed() - reported >= _REPORT:
            reported, board = watch.elapsed(), watch.board
            progress(Progress(reported, board.pairs, board.ceiling, board.level))
    return stopped


@dataclass(frozen=True)
class _Solver:
    """One solve, run in its own thread."""

    problem: Problem
    settings: Settings
    watch: Watch
    hint: Rounds
    proven: dict[int, tuple[int, int]] = field(default_factory=dict)

    def run(self) -> Result:
        problem, watch = self.problem, self.watch
        if sentences := at_once(problem) or self._plain_clash():
            return self._infeasible(sentences)
        bound = ceiling(problem, min(5.0, 0.3 * self.settings.seconds), watch.stop.is_set)
        best = self._best_of_a_small_room()
        if best is not None:
            bound = min(bound, Ceiling(best.pairs, _WEIGHED), key=lambda most: most.pairs)
            self.proven[best.pairs] = best.fewest, best.spread
        elif heeds_history(problem):
            bound = self._after_history(bound)
        watch.board.ceiling = bound.pairs
        rounds = self._or_as_before(self._searched(bound.pairs, best))
        if rounds is None or rules.check(problem, rounds):
            # Seats that the search could not improve on are still a plan.
            sentences, rounds = self._reasons_or_plan()
            if rounds is None:
                return self._infeasible(sentences)
        return self._result(rounds, bound)

    def _after_history(self, most: Ceiling) -> Ceiling:
        """A lower ceiling because of whom people have met, where one can be proven soon."""
        problem, settings, stop = self.problem, self.settings, self.watch.stop
        watch = replace(Watch.start(_QUICK * settings.seconds, settings.workers), stop=stop)
        plan = quick_plan(problem, most.pairs, settings.seed, watch)
        if plan and count(problem, plan).cross_sector_pairs >= most.pairs:
            return most
        seconds = min(_FOR_PRICES, _QUICK * settings.seconds)
        if settings.workers == 1:
            # So that the search still ends by its count and not by the clock.
            self.watch.spend(_CHARGED * self.watch.allowed)
        return ceiling_after_history(problem, most, plan, seconds, stop.is_set)

    def _reasons_or_plan(self) -> tuple[tuple[str, ...], Rounds | None]:
        """Why there is no plan, or else any that CP-SAT and swaps find in the time left."""
        problem, watch = self.problem, self.watch
        # Somebody who said stop already still gets a moment's look.
        stop = None if watch.stop.is_set() else watch.stop.is_set
        seconds = _MOMENT if stop is None else max(_MOMENT, _FOR_REASONS * watch.left())
        if sentences := explain(problem, seconds, stop, counted=True):
            return sentences, None
        seconds = _MOMENT if stop is None else max(_MOMENT, watch.left())
        return (), feasible_plan(problem, seconds, stop, seed=self.settings.seed + 1)

    def _plain_clash(self) -> tuple[str, ...]:
        """The contradictions, where a moment proves that there are some."""
        if not clash_is_plain(self.problem, 0.1 * self.watch.left(), self.watch.stop.is_set):
            return ()
        return explain(self.problem, max(1.0, self.watch.left()), self.watch.stop.is_set)

    def _best_of_a_small_room(self) -> Best | None:
        """The best plan where all can be weighed; what it proves holds for the search as well."""
        if self.problem.prefer_stability and self.problem.previous:
            return None
        return best_plan(self.problem, 0.3 * self.watch.left(), self.watch.stop.is_set)

    def _searched(self, most: int, best: Best | None) -> Rounds | None:
        """Search; where a known best plan is out of its reach, search again from there."""
        problem, settings, watch = self.problem, self.settings, self.watch
        if best is None:
            return plan_in_blocks(problem, settings, most, self._proofs, watch, self.hint)
        watch.board.offer(best.pairs)
        if best.settled:
            return best.rounds
        found = [best.rounds]
        for hint in (self.hint, best.rounds):
            part = watch.part(_SHARE)
            rounds = plan_in_blocks(problem, settings, most, self._proofs, part, hint)
            if rounds is None or rules.check(problem, rounds):
                continue
            found.append(rounds)
            if _upper(count(problem, rounds)) == (best.pairs, best.fewest, -best.spread):
                break
        return max(found, key=lambda plan: _in_order(count(problem, plan)))

    def _or_as_before(self, rounds: Rounds | None) -> Rounds | None:
        """The plan that is replaced, where it still keeps the rules and nothing is better."""
        problem = self.problem
        before = problem.previous[: problem.rounds]
        if not before or rules.check(problem, before):
            return rounds
        if rounds is None or problem.prefer_stability or rules.check(problem, rounds):
            return before
        return max(before, rounds, key=lambda plan: _in_order(count(problem, plan)))

    def _proofs(self, pairs: int) -> tuple[int, int]:
        """The proven greatest fewest, and the proven least spread with it."""
        if pairs not in self.proven:
            self.proven[pairs] = self._prove(pairs)
        return self.proven[pairs]

    def _prove(self, pairs: int) -> tuple[int, int]:
        if not self.problem.open_rounds:
            only = count(self.problem, self.problem.kept)
            return only.fewest, only.spread
        seconds = min(2.0, max(0.1, 0.2 * self.watch.left()))
        fewest = fewest_ceiling(self.problem, pairs, seconds, self.watch.stop.is_set)
        return fewest, spread_floor(self.problem, pairs, fewest, seconds, self.watch.stop.is_set)

    def _bounds_beside(self, counts: Counts) -> tuple[int | None, int | None]:
        """The proven fewest and spread for a plan with these counts, if there is time."""
        pairs, stop = counts.cross_sector_pairs, self.watch.stop.is_set
        if pairs not in self.proven and self._in_a_hurry():
            return None, None
        fewest, spread = self._proofs(pairs)
        if counts.fewest < fewest and not self._in_a_hurry():
            spread = spread_floor(self.problem, pairs, counts.fewest, 0.1, stop)
        return fewest, spread

    def _limits(self, most: Ceiling) -> tuple[str, ...]:
        if self._in_a_hurry():
            return ()
        seconds = min(_LIMITS_SECONDS, max(_LIMITS_OVERTIME, self.watch.left()))
        if self.watch.stop.is_set():
            seconds = _LIMITS_IN_A_HURRY
        return limits(self.problem, most, seconds)

    def _in_a_hurry(self) -> bool:
        """Whether somebody who said stop would wait noticeably for proofs and explanations."""
        return self.watch.stop.is_set() and len(self.problem.people) > _MANY

    def _infeasible(self, sentences: tuple[str, ...]) -> Result:
        """No plan: ``sentences`` prove it; without any, none was found in time."""
        return Result(
            Status.INFEASIBLE,
            (),
            None,
            contradictions=sentences or (_NOT_FOUND,),
            unproven=not sentences,
            seconds=round(self.watch.elapsed(), 3),
            seed=self.settings.seed,
        )

    def _result(self, rounds: Rounds, most: Ceiling) -> Result:
        counts = count(self.problem, rounds)
        fewest, spread = self._bounds_beside(counts)
        score = Score(
            cross_sector_pairs=counts.cross_sector_pairs,
            ceiling=most.pairs,
            fewest_cross_sector=counts.fewest,
            fewest_ceiling=fewest,
            spread=counts.spread,
            spread_floor=spread,
            repeat_meetings=counts.repeats,
            same_organisation_meetings=counts.same_organisation,
            wishes_kept=counts.wishes_kept,
            wishes=len(self.problem.wishes),
            moved_people=counts.moved_people,
        )
        optimal = score.cross_sector_pairs == most.pairs
        seconds = round(self.watch.elapsed(), 3)
        self.watch.board.level = "what limits the plan"
        return Result(
            Status.OPTIMAL if optimal else Status.FEASIBLE,
            rounds,
            score,
            limits=self._limits(most),
            worst_off=counts.worst_off,
            seconds=seconds,
            seed=self.settings.seed,
        )


def _upper(counts: Counts) -> tuple[int, int, int]:
    """The first levels: pairs, the fewest, evenness."""
    return counts.cross_sector_pairs, counts.fewest, -counts.spread


def _in_order(counts: Counts) -> tuple[int, ...]:
    """All levels in order of rank, more being better."""
    repeats = counts.repeats + counts.same_organisation
    lower = (-repeats, counts.wishes_kept, counts.affinity, -counts.moved_people)
    return (*_upper(counts), *lower)
