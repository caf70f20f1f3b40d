"""Why a round cannot be seated, where so many are kept apart that whole tables can be listed.

The more people are kept apart, the fewer groups could share a table at all; where they are
some thousands, CP-SAT says whether any choice of them seats everybody exactly once (set
partitioning).
"""

from ortools.sat.python import cp_model

from scheduler.domain.planning.outcome.contradictions import Cause, Contradiction
from scheduler.engine.feasibility.counting import names_joined as names_listed
from scheduler.engine.feasibility.demands import causes_apart
from scheduler.engine.feasibility.table_lists import (
    TableList,
    list_tables,
    who_choose_to_stay,
)
from scheduler.engine.problem import Problem
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.cp_sat import solve_within

_EFFORT = 3.0
"""In CP-SAT's own units, for one round."""


def why_no_round(problem: Problem, budget: Budget) -> tuple[Contradiction | None, bool]:
    """Return why a round cannot be seated, and whether that names people; None says nothing.

    Proof: all groups that keep the rules at one table are listed. Whoever is in none has no
    table; and where no choice of them seats everybody once, there is no round.
    """
    lists = None if who_choose_to_stay(problem) else list_tables(problem)
    kinds: dict[int, tuple[int, TableList]] = {}
    for number, listed in zip(problem.open_rounds, lists or (), strict=False):
        kinds.setdefault(id(listed), (number, listed))
    causes = causes_apart(problem, problem.kept_apart) | {Cause.TABLES}
    for number, listed in kinds.values():
        seated = {key for table in listed.tables for key in table}
        alone = [problem.by_key[key].name for key in listed.people if key not in seated]
        # Companions may be the reason as well: then this sentence would be half the truth.
        if alone and not problem.together:
            return Contradiction(
                f"No table can be filled around {names_listed(alone)} in round {number}: too many "
                "of those who may sit there may not sit with one another.",
                causes,
            ), True
    for number, listed in kinds.values():
        model = cp_model.CpModel()
        _choices(model, listed)
        if budget.left() > 0:
            status, _ = solve_within(model, budget, effort=_EFFORT)
            if status == cp_model.INFEASIBLE:
                return Contradiction(
                    f"The tables of round {number} cannot be filled: {len(listed.tables)} "
                    "groups of the right size keep the rules, and no choice of them seats "
                    "everybody once.",
                    causes,
                ), False
    return None, False


def _choices(model: cp_model.CpModel, listed: TableList) -> list[cp_model.IntVar]:
    """One literal a table: everybody has exactly one, and there are so many of each size."""
    chosen = [model.new_bool_var("") for _ in listed.tables]
    at: dict[str, list[cp_model.IntVar]] = {key: [] for key in listed.people}
    of: dict[int, list[cp_model.IntVar]] = {size: [] for size in listed.sizes}
    for table, choice in zip(listed.tables, chosen, strict=True):
        of[len(table)].append(choice)
        for key in table:
            at[key].append(choice)
    for choices in at.values():
        model.add_exactly_one(choices)
    for size, choices in of.items():
        model.add(sum(choices) == listed.sizes.count(size))
    return chosen
