"""Why the rules cannot all be kept, in an organiser's sentences; or a plan that keeps them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from scheduler.engine.feasibility.arithmetic import quick_contradictions
from scheduler.engine.feasibility.demands import Demand, demands, unmet
from scheduler.engine.problem import Problem, Rounds
from scheduler.engine.result import ShouldStop
from scheduler.engine.rules import Rule, check
from scheduler.engine.solvers.time_left import TimeLeft

_MOST_CLASHES = 5
"""More contradictions than an organiser would mend at once."""
_LITTLE, _MOST_PLACES = 0.05, 3_000
"""Effort, in CP-SAT's own units, and size of a model that is looked at before a search."""
_FOR_ROUNDS = 0.3
"""Of the time left, for CP-SAT round by round, and then for all rounds at once."""
_FOR_BETTER = 0.5
"""Of the time left, for a reason that names the rules where one is known that does not."""
_MOST_NAMED = 8
"""Rules of one clash that a sentence lists."""


def explain(
    problem: Problem,
    seconds: float = 10.0,
    should_stop: ShouldStop | None = None,
    counted: bool = False,
) -> tuple[str, ...]:
    """Return one sentence for each set of rules that clash; empty if none was found.

    Arithmetic first; then CP-SAT with every rule as an assumption, round by round and, if
    some rule looks across rounds, over all of them. Each set is cut down until every rule in
    it is needed. Sets found do not overlap. A problem that has a plan never gets a sentence.
    ``counted``: the arithmetic has been done before and found nothing.
    """
    from scheduler.engine.feasibility.seating_model import is_coupled, round_kinds
    from scheduler.engine.feasibility.whole_tables import why_no_round

    limits = TimeLeft.of(seconds, should_stop)
    if found := () if counted else at_once(problem):
        return found
    kinds = sorted(set(round_kinds(problem).values()))
    reason, named = why_no_round(problem, _FOR_ROUNDS * limits.left(), should_stop)
    if named or not _in_time(problem, kinds[:1], limits):
        return (reason,) if reason else ()
    if reason:
        limits = limits.part(_FOR_BETTER)
    every = demands(problem)
    single = [demand for demand in every if not is_coupled([demand])]
    sentences: list[str] = []
    for number in kinds:
        sentences += _clashes(problem, [number], single, limits)
    if not sentences and len(single) < len(every):
        sentences += _clashes(problem, list(problem.open_rounds), every, limits)
    return tuple(dict.fromkeys(sentences)) or ((reason,) if reason else ())


def at_once(problem: Problem) -> tuple[str, ...]:
    """Return the contradictions that arithmetic shows, in milliseconds; none proves nothing."""
    from scheduler.engine.feasibility.seating_model import round_kinds

    return quick_contradictions(problem, sorted(set(round_kinds(problem).values())))


def clash_is_plain(problem: Problem, seconds: float, should_stop: ShouldStop | None = None) -> bool:
    """Whether little effort proves that there is no plan; False says nothing.

    A look before a long search: worth its time where some rule leaves little room and where
    the people whom rules name are few.
    """
    from scheduler.engine.feasibility.seating_model import is_coupled, round_kinds

    limits = TimeLeft.of(seconds, should_stop)
    kinds = sorted(set(round_kinds(problem).values()))
    if not _in_time(problem, kinds[:1], limits):
        return False
    every = demands(problem)
    single = [demand for demand in every if not is_coupled([demand])]
    looks = [([number], single) for number in kinds]
    if len(single) < len(every):
        looks.append((list(problem.open_rounds), every))
    for rounds, active in looks:
        named = {key for demand in active for key in demand.people}
        places = len(named) * sum(len(problem.table_sizes(number)) for number in rounds)
        if not named or places > _MOST_PLACES:
            continue
        if _solved(problem, rounds, active, limits, effort=_LITTLE)[0] is False:
            return True
    return False


def feasible_plan(
    problem: Problem,
    seconds: float = 10.0,
    should_stop: ShouldStop | None = None,
    seed: int = 1,
) -> Rounds | None:
    """Return some plan that keeps every hard rule, or None if none was found in time.

    Rounds are solved one after the other, each bringing together as many of those who must
    still meet as it can; if that leads nowhere, all rounds are solved at once. Where this
    decides nothing, swaps are tried, with other tables for those who stay. Nothing else is
    optimised.
    """
    from scheduler.engine.feasibility.seating_model import is_coupled

    limits = TimeLeft.of(seconds, should_stop)
    if not _in_time(problem, problem.open_rounds[:1], limits):
        return _by_swaps(problem, limits, seed)
    every = demands(problem)
    feasible, found = _round_by_round(problem, limits.part(_FOR_ROUNDS))
    if not feasible and is_coupled(every):
        rounds = list(problem.open_rounds)
        feasible, found = _solved(problem, rounds, every, limits.part(_FOR_ROUNDS))
        found = problem.kept + found
    if feasible is not None:
        return found if feasible else None
    return _by_swaps(problem, limits, seed)


def _by_swaps(problem: Problem, limits: TimeLeft, seed: int) -> Rounds | None:
    """Where CP-SAT decides nothing: other tables for those who stay, and swaps."""
    from scheduler.engine.feasibility.table_lists import who_choose_to_stay
    from scheduler.engine.feasibility.whole_tables import plan_by_tables
    from scheduler.engine.search.rules.staying import plan_by_swaps

    found = None
    if who_choose_to_stay(problem):
        found = plan_by_tables(problem, _FOR_ROUNDS * limits.left(), limits.should_stop)
    if found is None and limits.left() > 0:
        found = plan_by_swaps(problem, limits.left(), seed, limits.should_stop)
    return None if found is None or check(problem, found) else found


def _in_time(problem: Problem, rounds: Sequence[int], limits: TimeLeft) -> bool:
    """Whether a model of these rounds can be made before the time is up."""
    from scheduler.engine.feasibility.seating_model import seconds_to_build

    return seconds_to_build(problem, rounds) < limits.left()


def _solved(
    problem: Problem,
    rounds: list[int],
    active: list[Demand],
    limits: TimeLeft,
    wanted: Sequence[Demand] = (),
    effort: float | None = None,
) -> tuple[bool | None, Rounds]:
    """Say whether these demands can be kept (None: not known in time), and how."""
    from scheduler.engine.feasibility.seating_model import SeatingModel

    if not _in_time(problem, rounds, limits):
        return None, ()
    model = SeatingModel(problem, rounds, active, wanted=wanted)
    return model.solve(limits.left(), 1, limits.should_stop, effort=effort)


def _round_by_round(problem: Problem, limits: TimeLeft) -> tuple[bool | None, Rounds]:
    """Say whether there is a plan (False only if a round has none by itself), and which."""
    from scheduler.engine.feasibility.seating_model import round_kinds

    kinds = round_kinds(problem)
    known: dict[int, Rounds] = {}
    rounds = problem.kept
    for number in problem.open_rounds:
        # A round that is settled binds the next ones exactly as a kept round does.
        rest = replace(problem, kept=rounds)
        takes_turns = problem.pairs and len(rest.present(number)) % 2 == 1
        if kinds[number] not in known or takes_turns or unmet(rest):
            feasible, found = _one_round(rest, number, limits)
            if not feasible:
                return feasible, ()
            known[kinds[number]] = found
        rounds += known[kinds[number]]
    return (None, ()) if check(problem, rounds) else (True, rounds)


def _one_round(problem: Problem, number: int, limits: TimeLeft) -> tuple[bool | None, Rounds]:
    """Seat one round with everybody who must still meet; failing that, with as many as can."""
    if not _in_time(problem, [number], limits):
        return None, ()
    every = demands(problem)
    wanted = [demand for demand in every if demand.rule is Rule.MUST_MEET]
    bound = [demand for demand in every if demand.rule is not Rule.MUST_MEET]
    half = limits.part(0.5) if wanted else limits
    feasible, found = _solved(problem, [number], every, half)
    if not feasible and wanted:
        feasible, found = _solved(problem, [number], bound, limits.part(0.5), wanted)
    return feasible, found


def _clashes(
    problem: Problem, rounds: list[int], active: list[Demand], limits: TimeLeft
) -> list[str]:
    """Sets of clashing demands, each minimal if time allows, until the rest is feasible."""
    from scheduler.engine.feasibility.seating_model import SeatingModel

    def feasible(some: list[Demand]) -> bool | None:
        return _solved(problem, rounds, some, limits)[0]

    sentences: list[str] = []
    while len(sentences) < _MOST_CLASHES and feasible(active) is False:
        model = SeatingModel(problem, rounds, active, retractable=True)
        core = model.clash(max(0.1, limits.left() / 2), limits.should_stop)
        clash = _needed(core if core is not None else active, feasible)
        sentences.append(_sentence(clash, rounds))
        active = [demand for demand in active if demand not in clash]
    return sentences


def _needed(clash: list[Demand], feasible: Callable[[list[Demand]], bool | None]) -> list[Demand]:
    """Drop whatever is not needed for the clash: halves first, then one by one."""
    size = len(clash)
    while size:
        at = 0
        while at < len(clash):
            rest = clash[:at] + clash[at + size :]
            if feasible(rest) is False:
                clash = rest
            else:
                at += size
        size //= 2
    return clash


def _sentence(clash: list[Demand], rounds: list[int]) -> str:
    where = f" in round {rounds[0]}" if len(rounds) == 1 else ""
    words = [demand.words for demand in clash]
    if len(words) > _MOST_NAMED:
        words = [*words[: _MOST_NAMED - 1], f"{len(clash) - _MOST_NAMED + 1} more rules"]
    if not words:
        return f"The tables cannot be filled{where}."
    if len(words) == 1:
        return f"This cannot be kept{where}: {words[0]}."
    return f"These cannot all be kept{where}: {'; '.join(words)}."
