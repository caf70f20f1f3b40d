"""Why the rules cannot all be kept, in an organiser's sentences."""

from collections.abc import Callable

from scheduler.engine.feasibility.arithmetic import quick_contradictions
from scheduler.engine.feasibility.demands import Demand, demands, is_coupled, round_kinds
from scheduler.engine.feasibility.seating_model import SeatingModel, in_time, solved
from scheduler.engine.feasibility.whole_tables import why_no_round
from scheduler.engine.problem import Problem
from scheduler.engine.solvers.budget import Budget

_SECONDS = 10.0
"""For reasons, where no budget is given."""
_MOST_CLASHES = 5
"""More contradictions than an organiser would mend at once."""
_LITTLE, _MOST_PLACES = 0.05, 3_000
"""Effort, in CP-SAT's own units, and size of a model that is looked at before a search."""
_FOR_ROUNDS, _FOR_CLASH = 0.3, 0.5
"""Of the time left, for what the lists of whole tables show, and for one set of clashing rules."""
_FOR_BETTER = 0.5
"""Of the time left, for a reason that names the rules where one is known that does not."""
_MOST_NAMED = 8
"""Rules of one clash that a sentence lists."""


def explain(
    problem: Problem, budget: Budget | None = None, counted: bool = False
) -> tuple[str, ...]:
    """Return one sentence for each set of rules that clash; empty if none was found.

    Arithmetic first; then CP-SAT with every rule as an assumption, round by round and, if
    some rule looks across rounds, over all of them. Each set is cut down until every rule in
    it is needed. Sets found do not overlap. A problem that has a plan never gets a sentence.
    ``counted``: the arithmetic has been done before and found nothing.
    """
    budget = budget or Budget.of(_SECONDS)
    if found := () if counted else quick_contradictions(problem):
        return found
    kinds = sorted(set(round_kinds(problem).values()))
    reason, named = why_no_round(problem, budget.part(_FOR_ROUNDS))
    if named or not in_time(problem, kinds[:1], budget):
        return (reason,) if reason else ()
    if reason:
        budget = budget.part(_FOR_BETTER)
    every = demands(problem)
    single = [demand for demand in every if not is_coupled([demand])]
    sentences: list[str] = []
    for number in kinds:
        sentences += _clashes(problem, [number], single, budget)
    if not sentences and len(single) < len(every):
        sentences += _clashes(problem, list(problem.open_rounds), every, budget)
    return tuple(dict.fromkeys(sentences)) or ((reason,) if reason else ())


def clash_is_plain(problem: Problem, budget: Budget) -> bool:
    """Whether little effort proves that there is no plan; False says nothing.

    A look before a long search: worth its time where some rule leaves little room and where
    the people whom rules name are few.
    """
    kinds = sorted(set(round_kinds(problem).values()))
    if not in_time(problem, kinds[:1], budget):
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
        if solved(problem, rounds, active, budget, effort=_LITTLE)[0] is False:
            return True
    return False


def _clashes(
    problem: Problem, rounds: list[int], active: list[Demand], budget: Budget
) -> list[str]:
    """Sets of clashing demands, each minimal if time allows, until the rest is feasible."""

    def feasible(some: list[Demand]) -> bool | None:
        return solved(problem, rounds, some, budget)[0]

    sentences: list[str] = []
    while len(sentences) < _MOST_CLASHES and feasible(active) is False:
        model = SeatingModel(problem, rounds, active, retractable=True)
        core = model.clash(budget.part(_FOR_CLASH))
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
