"""The one door of the engine: a problem in, a checked plan with its proof out."""

import threading
from dataclasses import dataclass, field, replace

from scheduler.engine import rules
from scheduler.engine.bounds import Ceiling, ceiling
from scheduler.engine.counts import Counts, count
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
from scheduler.engine.search.instance import compile_problem
from scheduler.engine.search.pairs import search
from scheduler.engine.search.start import NoRoom
from scheduler.engine.search.watch import Watch

_LOOK = 0.02
"""Seconds between two looks at ``should_stop``."""
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
    watch = Watch(settings.seconds)
    work = _Work(problem, settings, watch)
    thread = threading.Thread(target=work.run, daemon=True)
    thread.start()
    stopped = _attend(thread, watch, progress, should_stop)
    if work.failure is not None:
        raise work.failure
    assert work.result is not None
    return _with(work.result, watch.elapsed(), stopped)


def _attend(
    thread: threading.Thread,
    watch: Watch,
    progress: OnProgress | None,
    should_stop: ShouldStop | None,
) -> bool:
    """Report and look at the stop flag until the work is done; say whether it was stopped."""
    reported, stopped = 0.0, False
    while thread.is_alive():
        thread.join(_LOOK)
        if not stopped and should_stop is not None and should_stop():
            watch.stop.set()
            stopped = True
        if progress is not None and watch.elapsed() - reported >= _REPORT:
            reported = watch.elapsed()
            progress(Progress(reported, watch.pairs, watch.ceiling, watch.level))
    return stopped


@dataclass
class _Work:
    """What the search thread does and leaves behind."""

    problem: Problem
    settings: Settings
    watch: Watch
    result: Result | None = None
    failure: BaseException | None = field(default=None)

    def run(self) -> None:
        try:
            self.result = self._solve()
        except BaseException as failure:  # Handed to the caller's thread, which raises it.
            self.failure = failure

    def _solve(self) -> Result:
        problem, watch = self.problem, self.watch
        bound = ceiling(problem, min(5.0, self.settings.seconds), watch.stop.is_set)
        watch.ceiling = bound.pairs
        watch.level = "cross-sector pairs"
        instance = compile_problem(problem)
        try:
            rounds = instance.to_rounds(
                search(instance, bound.pairs, self.settings.seed, watch).seat
            )
        except NoRoom:
            rounds = ()
        broken = rules.check(problem, rounds)
        if broken:
            sentences = tuple(dict.fromkeys(violation.sentence for violation in broken))
            return Result(Status.INFEASIBLE, (), None, contradictions=sentences)
        return _result(problem, rounds, bound, self.settings.seed)


def _result(problem: Problem, rounds: Rounds, bound: Ceiling, seed: int) -> Result:
    counts = count(problem, rounds)
    optimal = counts.cross_sector_pairs == bound.pairs
    return Result(
        Status.OPTIMAL if optimal else Status.FEASIBLE,
        rounds,
        _score(problem, counts, bound),
        worst_off=counts.worst_off,
        seed=seed,
    )


def _score(problem: Problem, counts: Counts, bound: Ceiling) -> Score:
    return Score(
        cross_sector_pairs=counts.cross_sector_pairs,
        ceiling=bound.pairs,
        fewest_cross_sector=counts.fewest,
        fewest_ceiling=None,
        spread=counts.spread,
        spread_floor=None,
        repeat_meetings=counts.repeats,
        same_organisation_meetings=counts.same_organisation,
        wishes_kept=counts.wishes_kept,
        wishes=len(problem.wishes),
        moved_people=counts.moved_people,
    )


def _with(result: Result, seconds: float, stopped: bool) -> Result:
    return replace(result, seconds=round(seconds, 3), stopped=stopped)
