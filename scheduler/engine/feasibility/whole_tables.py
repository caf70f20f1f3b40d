"""Rounds put together from whole tables, where so many are kept apart that these can be listed.

Moving one person at a time cannot leave a seating in which nearly every swap breaks a rule.
But the more people are kept apart, the fewer groups could share a table at all; where
they are some thousands, CP-SAT chooses those that seat everybody exactly once (set
partitioning), with a price for must-meets and new pairs. Anything found is still checked.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from ortools.sat.python import cp_model

from scheduler.engine.feasibility.counting import listed as names_listed
from scheduler.engine.feasibility.demands import unmet
from scheduler.engine.feasibility.table_lists import (
    Table,
    TableList,
    list_tables,
    who_choose_to_stay,
)
from scheduler.engine.problem import Pair, Problem, Rounds, SeatedRound, pair
from scheduler.engine.rules import check
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.cp_sat import solve_within

_EFFORT, _EFFORT_TO_IMPROVE, _EFFORT_FOR_ALL = 3.0, 0.8, 6.0
"""In CP-SAT's own units: for some round, for a better one, and for all rounds at once."""
_MUST = 100
"""What a meeting that must be weighs against a new pair."""


def plan_by_tables(problem: Problem, budget: Budget) -> Rounds | None:
    """Return a plan that keeps every rule, or None where tables are too many or none was found.

    None also where somebody sits out. Those who stay, unless bound to a table, are given one
    each of their own: None proves nothing.
    """
    lists = list_tables(problem)
    if lists is None:
        return None
    rounds = _round_by_round(problem, lists, budget)
    if rounds is not None and unmet(replace(problem, kept=rounds)):
        rounds = _all_at_once(problem, lists, budget)
    return None if rounds is None or check(problem, rounds) else rounds


def why_no_round(problem: Problem, budget: Budget) -> tuple[str, bool]:
    """Return why a round cannot be seated, and whether that names people; "" says nothing.

    Proof: all groups that keep the rules at one table are listed. Whoever is in none has no
    table; and where no choice of them seats everybody once, there is no round.
    """
    lists = None if who_choose_to_stay(problem) else list_tables(problem)
    kinds: dict[int, tuple[int, TableList]] = {}
    for number, listed in zip(problem.open_rounds, lists or (), strict=False):
        kinds.setdefault(id(listed), (number, listed))
    for number, listed in kinds.values():
        seated = {key for table in listed.tables for key in table}
        alone = [problem.by_key[key].name for key in listed.people if key not in seated]
        # Companions may be the reason as well: then this sentence would be half the truth.
        if alone and not problem.together:
            return (
                f"No table can be filled around {names_listed(alone)} in round {number}: too many "
                "of those who may sit there may not sit with one another."
            ), True
    for number, listed in kinds.values():
        model = cp_model.CpModel()
        _choices(model, listed)
        if budget.left() > 0:
            status, _ = solve_within(model, budget, effort=_EFFORT)
            if status == cp_model.INFEASIBLE:
                return (
                    f"The tables of round {number} cannot be filled: {len(listed.tables)} "
                    "groups of the right size keep the rules, and no choice of them seats "
                    "everybody once."
                ), False
    return "", False


def _round_by_round(problem: Problem, lists: Sequence[TableList], budget: Budget) -> Rounds | None:
    """Seat round after round, each with as many as can be of those who have yet to meet."""
    known: dict[int, list[bool]] = {}
    for number, listed in zip(problem.open_rounds, lists, strict=True):
        taken = known.get(id(listed)) or _taken(listed, (), (), _EFFORT, budget)
        if taken is None:
            return None
        missing, met = set(unmet(problem)), _met(problem.kept)
        worth = [_worth(problem, table, missing, met) for table in listed.tables]
        taken = _taken(listed, worth, taken, _EFFORT_TO_IMPROVE, budget) or taken
        known[id(listed)] = taken
        problem = replace(problem, kept=(*problem.kept, _seated(problem, number, listed, taken)))
    return problem.kept


def _taken(
    listed: TableList,
    worth: Sequence[int],
    hint: Sequence[bool],
    effort: float,
    budget: Budget,
) -> list[bool] | None:
    """Say of each table whether a round that is worth much uses it; None where none is found."""
    model = cp_model.CpModel()
    chosen = _choices(model, listed)
    if worth:
        model.maximize(sum(w * choice for w, choice in zip(worth, chosen, strict=True)))
    for choice, used in zip(chosen, hint, strict=False):
        model.add_hint(choice, used)
    if budget.left() <= 0:
        return None
    status, solver = solve_within(model, budget, effort=effort)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return [solver.boolean_value(choice) for choice in chosen]


def _all_at_once(problem: Problem, lists: Sequence[TableList], budget: Budget) -> Rounds | None:
    """Seat all rounds in one model, in which everybody meets whom they must."""
    missing, model = unmet(problem), cp_model.CpModel()
    if budget.left() <= 0:
        return None
    rounds = [_choices(model, listed) for listed in lists]
    meetings: dict[Pair, list[cp_model.IntVar]] = {both: [] for both in missing}
    for listed, chosen in zip(lists, rounds, strict=True):
        for table, choice in zip(listed.tables, chosen, strict=True):
            for both in combinations(sorted(table), 2):
                if both in meetings:
                    meetings[both].append(choice)
    for choices in meetings.values():
        model.add_bool_or(choices)
    status, solver = solve_within(model, budget, effort=_EFFORT_FOR_ALL)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return problem.kept + tuple(
        _seated(problem, number, listed, [solver.boolean_value(choice) for choice in chosen])
        for number, listed, chosen in zip(problem.open_rounds, lists, rounds, strict=True)
    )


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


def _worth(problem: Problem, table: Table, missing: set[Pair], met: set[Pair]) -> int:
    worth = 0
    for both in combinations(sorted(table), 2):
        if both in missing:
            worth += _MUST
        a, b = (problem.by_key[key] for key in both)
        worth += a.sector != b.sector and both not in met and both not in problem.history
    return worth


def _met(rounds: Rounds) -> set[Pair]:
    tables = [table for seated in rounds for table in seated.tables]
    return {pair(a, b) for table in tables for a, b in combinations(table, 2)}


def _seated(
    problem: Problem,
    number: int,
    listed: TableList,
    taken: Sequence[bool],
) -> SeatedRound:
    """Number the tables: bound people at theirs, the larger of the others first."""
    tables: list[Table] = [()] * len(problem.table_sizes(number))
    others = []
    for table, used in zip(listed.tables, taken, strict=True):
        if used:
            places = [listed.bound[key] for key in table if key in listed.bound]
            if places:
                tables[places[0] - 1] = table
            else:
                others.append(table)
    others.sort(key=len)
    for at, table in enumerate(tables):
        if not table and others:
            tables[at] = others.pop()
    return SeatedRound(tuple(tables))
