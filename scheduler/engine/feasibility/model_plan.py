"""A plan that keeps every rule, by CP-SAT: round by round, then all rounds at once."""

from dataclasses import replace

from scheduler.engine.feasibility.demands import demands, is_coupled, round_kinds, unmet
from scheduler.engine.feasibility.seating_model import in_time, solved
from scheduler.engine.problem import Problem, Rounds
from scheduler.engine.rules import HardRule, check
from scheduler.engine.solvers.budget import Budget

_FOR_ROUNDS = 0.3
"""Of the time left, for CP-SAT round by round, and then for all rounds at once."""


def plan_by_model(problem: Problem, budget: Budget) -> tuple[bool | None, Rounds]:
    """Say whether there is a plan that keeps every rule (None: not known in time), and which.

    Rounds are solved one after the other, each bringing together as many of those who must
    still meet as it can; if that leads nowhere, all rounds are solved at once. Nothing else is
    optimised.
    """
    if not in_time(problem, problem.open_rounds[:1], budget):
        return None, ()
    every = demands(problem)
    feasible, found = _round_by_round(problem, budget.part(_FOR_ROUNDS))
    if not feasible and is_coupled(every):
        rounds = list(problem.open_rounds)
        feasible, found = solved(problem, rounds, every, budget.part(_FOR_ROUNDS))
        found = problem.kept + found
    return feasible, found


def _round_by_round(problem: Problem, budget: Budget) -> tuple[bool | None, Rounds]:
    """Say whether there is a plan (False only if a round has none by itself), and which."""
    kinds = round_kinds(problem)
    known: dict[int, Rounds] = {}
    rounds = problem.kept
    for number in problem.open_rounds:
        # A round that is settled binds the next ones exactly as a kept round does.
        rest = replace(problem, kept=rounds)
        takes_turns = problem.pairs and len(rest.present(number)) % 2 == 1
        if kinds[number] not in known or takes_turns or unmet(rest):
            feasible, found = _one_round(rest, number, budget)
            if not feasible:
                return feasible, ()
            known[kinds[number]] = found
        rounds += known[kinds[number]]
    return (None, ()) if check(problem, rounds) else (True, rounds)


def _one_round(problem: Problem, number: int, budget: Budget) -> tuple[bool | None, Rounds]:
    """Seat one round with everybody who must still meet; failing that, with as many as can."""
    if not in_time(problem, [number], budget):
        return None, ()
    every = demands(problem)
    wanted = [demand for demand in every if demand.rule is HardRule.MUST_MEET]
    bound = [demand for demand in every if demand.rule is not HardRule.MUST_MEET]
    half = budget.part(0.5) if wanted else budget
    feasible, found = solved(problem, [number], every, half)
    if not feasible and wanted:
        feasible, found = solved(problem, [number], bound, budget.part(0.5), wanted)
    return feasible, found
