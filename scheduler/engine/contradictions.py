"""Why the rules cannot all be kept, in an organiser's sentences; or a plan that keeps them."""

from collections.abc import Callable
from dataclasses import replace
from time import monotonic

from scheduler.engine.contradictions_quick import quick_contradictions
from scheduler.engine.demands import Demand, demands, unmet
from scheduler.engine.problem import Problem, Rounds
from scheduler.engine.result import ShouldStop
from scheduler.engine.rules import Rule, check

_MOST_CLASHES = 5
"""More contradictions than an organiser would mend at once."""
_LITTLE, _MOST_PLACES = 0.05, 3_000
"""Effort, in CP-SAT's own units, and size of a model that is looked at before a search."""
_MOST_NAMED = 8
"""Rules of one clash that a sentence lists."""


def explain(
    problem: Problem, seconds: float = 10.0, should_stop: ShouldStop | None = None
) -> tuple[str, ...]:
    """Return one sentence for each set of rules that clash; empty if none was found.

    Arithmetic first; then CP-SAT with every rule as an assumption, round by round and, if
    some rule looks across rounds, over all of them. Each set is cut down until every rule in
    it is needed. Sets found do not overlap. A problem that has a plan never gets a sentence.
    """
    from scheduler.engine.seating_model import is_coupled, round_kinds

    if found := at_once(problem):
        return found
    kinds = sorted(set(round_kinds(problem).values()))
    deadline = monotonic() + seconds
    every = demands(problem)
    single = [demand for demand in every if not is_coupled([demand])]
    sentences: list[str] = []
    for number in kinds:
        sentences += _clashes(problem, [number], single, deadline, should_stop)
    if not sentences and len(single) < len(every):
        sentences += _clashes(problem, list(problem.open_rounds), every, deadline, should_stop)
    return tuple(dict.fromkeys(sentences))


def at_once(problem: Problem) -> tuple[str, ...]:
    """Return the contradictions that arithmetic shows, in milliseconds; none proves nothing."""
    from scheduler.engine.seating_model import round_kinds

    return quick_contradictions(problem, sorted(set(round_kinds(problem).values())))


def clash_is_plain(problem: Problem, seconds: float, should_stop: ShouldStop | None = None) -> bool:
    """Whether little effort proves that there is no plan; False says nothing.

    A look before a long search: worth its time where some rule leaves little room and where
    the people whom rules name are few.
    """
    from scheduler.engine.seating_model import SeatingModel, is_coupled, round_kinds

    every = demands(problem)
    kinds = sorted(set(round_kinds(problem).values()))
    single = [demand for demand in every if not is_coupled([demand])]
    looks = [([number], single) for number in kinds]
    if len(single) < len(every):
        looks.append((list(problem.open_rounds), every))
    deadline = monotonic() + seconds
    for rounds, active in looks:
        left = deadline - monotonic()
        named = {key for demand in active for key in demand.people}
        places = len(named) * sum(len(problem.table_sizes(number)) for number in rounds)
        if left <= 0 or not named or places > _MOST_PLACES:
            continue
        model = SeatingModel(problem, rounds, active)
        if model.solve(left, 1, should_stop, effort=_LITTLE)[0] is False:
            return True
    return False


def feasible_plan(
    problem: Problem, seconds: float = 10.0, should_stop: ShouldStop | None = None
) -> Rounds | None:
    """Return some plan that keeps every hard rule, or None if none was found in time.

    Rounds are solved one after the other, each bringing together as many of those who must
    still meet as it can; if that leads nowhere, all rounds are solved at once. Nothing else
    is optimised.
    """
    from scheduler.engine.seating_model import SeatingModel, is_coupled

    deadline = monotonic() + seconds
    share = 0.5 if is_coupled(demands(problem)) else 1.0
    found = _round_by_round(problem, monotonic() + share * seconds, should_stop)
    if found is not None or share == 1.0 or (should_stop is not None and should_stop()):
        return found
    model = SeatingModel(problem, list(problem.open_rounds), demands(problem))
    feasible, rounds = model.solve(deadline - monotonic(), 1, should_stop)
    return problem.kept + rounds if feasible else None


def _round_by_round(
    problem: Problem, deadline: float, should_stop: ShouldStop | None
) -> Rounds | None:
    from scheduler.engine.seating_model import round_kinds

    kinds = round_kinds(problem)
    known: dict[int, Rounds] = {}
    rounds = problem.kept
    for number in problem.open_rounds:
        # A round that is settled binds the next ones exactly as a kept round does.
        rest = replace(problem, kept=rounds)
        takes_turns = problem.pairs and len(rest.present(number)) % 2 == 1
        if kinds[number] not in known or takes_turns or unmet(rest):
            found = _one_round(rest, number, deadline, should_stop)
            if found is None:
                return None
            known[kinds[number]] = found
        rounds += known[kinds[number]]
    return None if check(problem, rounds) else rounds


def _one_round(
    problem: Problem, number: int, deadline: float, should_stop: ShouldStop | None
) -> Rounds | None:
    """Seat one round with everybody who must still meet; failing that, with as many as can."""
    from scheduler.engine.seating_model import SeatingModel

    every = demands(problem)
    wanted = [demand for demand in every if demand.rule is Rule.MUST_MEET]
    bound = [demand for demand in every if demand.rule is not Rule.MUST_MEET]
    attempts = [SeatingModel(problem, [number], every)]
    if wanted:
        attempts.append(SeatingModel(problem, [number], bound, wanted=wanted))
    for model in attempts:
        left = deadline - monotonic()
        if left <= 0 or (should_stop is not None and should_stop()):
            return None
        feasible, found = model.solve(left / 2 if wanted else left, 1, should_stop)
        if feasible:
            return found
    return None


def _clashes(
    problem: Problem,
    rounds: list[int],
    active: list[Demand],
    deadline: float,
    should_stop: ShouldStop | None,
) -> list[str]:
    """Sets of clashing demands, each minimal if time allows, until the rest is feasible."""
    from scheduler.engine.seating_model import SeatingModel

    def feasible(some: list[Demand]) -> bool | None:
        left = deadline - monotonic()
        if left <= 0 or (should_stop is not None and should_stop()):
            return None
        return SeatingModel(problem, rounds, some).solve(left, 1, should_stop)[0]

    sentences: list[str] = []
    while len(sentences) < _MOST_CLASHES and feasible(active) is False:
        left = max(0.1, (deadline - monotonic()) / 2)
        model = SeatingModel(problem, rounds, active, retractable=True)
        core = model.clash(left, should_stop)
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
