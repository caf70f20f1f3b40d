"""Why the rules cannot all be kept, in an organiser's sentences, and where that is changed."""

from collections.abc import Callable
from dataclasses import dataclass

from scheduler.domain.planning.outcome.contradictions import Cause, Contradiction
from scheduler.engine.feasibility.arithmetic import quick_contradictions
from scheduler.engine.feasibility.demands import Demand, demands, is_coupled, round_kinds
from scheduler.engine.feasibility.seating_model import SeatingModel, in_time, solved
from scheduler.engine.feasibility.whole_tables import why_no_round
from scheduler.engine.problem import Problem
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import Parameters, parameter, share_parameter


@dataclass(frozen=True)
class ClashParameters(Parameters):
    """Tuning of the search for reasons."""

    seconds: float = parameter("seconds", 10.0)
    """For all reasons, where no budget is given."""
    most_clashes: int = parameter("clashes", 5, least=1)
    """More contradictions than an organiser would mend at once."""
    effort_before: float = parameter("units of CP-SAT’s effort", 0.05)
    places_before: int = parameter("places", 3_000)
    """Effort for, and size of, a model that is looked at before a search."""
    for_rounds: float = share_parameter(0.3)
    """Of the time left, for what the lists of whole tables show."""
    for_clash: float = share_parameter(0.5)
    """Of the time left, for one set of clashing rules."""
    for_better: float = share_parameter(0.5)
    """Of the time left, for a reason that names the rules where one is known that does not."""
    most_named: int = parameter("rules", 8, least=2)
    """Of one clash that a sentence lists."""


_TUNED = ClashParameters()


def explain(
    problem: Problem, budget: Budget | None = None, counted: bool = False
) -> tuple[Contradiction, ...]:
    """Return one for each set of rules that clash; empty if none was found.

    Arithmetic first; then CP-SAT with every rule as an assumption, round by round and, if
    some rule looks across rounds, over all of them. Each set is cut down until every rule in
    it is needed. Sets found do not overlap. A problem that has a plan never gets one.
    ``counted``: the arithmetic has been done before and found nothing.
    """
    budget = budget or Budget.of(_TUNED.seconds)
    if found := () if counted else quick_contradictions(problem):
        return found
    kinds = sorted(set(round_kinds(problem).values()))
    reason, named = why_no_round(problem, budget.part(_TUNED.for_rounds))
    if named or not in_time(problem, kinds[:1], budget):
        return (reason,) if reason else ()
    if reason:
        budget = budget.part(_TUNED.for_better)
    every = demands(problem)
    single = [demand for demand in every if not is_coupled([demand])]
    found_so_far: list[Contradiction] = []
    for number in kinds:
        found_so_far += _clashes(problem, [number], single, budget)
    if not found_so_far and len(single) < len(every):
        found_so_far += _clashes(problem, list(problem.open_rounds), every, budget)
    return tuple(dict.fromkeys(found_so_far)) or ((reason,) if reason else ())


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
        if not named or places > _TUNED.places_before:
            continue
        if solved(problem, rounds, active, budget, effort=_TUNED.effort_before)[0] is False:
            return True
    return False


def _clashes(
    problem: Problem, rounds: list[int], active: list[Demand], budget: Budget
) -> list[Contradiction]:
    """Sets of clashing demands, each minimal if time allows, until the rest is feasible."""

    def feasible(some: list[Demand]) -> bool | None:
        return solved(problem, rounds, some, budget)[0]

    clashes: list[Contradiction] = []
    while len(clashes) < _TUNED.most_clashes and feasible(active) is False:
        model = SeatingModel(problem, rounds, active, retractable=True)
        core = model.clash(budget.part(_TUNED.for_clash))
        clash = _needed(core if core is not None else active, feasible)
        causes = {demand.cause for demand in clash} or {Cause.TABLES}
        clashes.append(Contradiction.of(_sentence(clash, rounds), *causes))
        active = [demand for demand in active if demand not in clash]
    return clashes


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
    if len(words) > _TUNED.most_named:
        words = [
            *words[: _TUNED.most_named - 1],
            f"{len(clash) - _TUNED.most_named + 1} more rules",
        ]
    if not words:
        return f"The tables cannot be filled{where}."
    if len(words) == 1:
        return f"This cannot be kept{where}: {words[0]}."
    return f"These cannot all be kept{where}: {'; '.join(words)}."
