"""Contradictions that arithmetic shows at once, each in one sentence."""

from collections.abc import Iterator
from itertools import combinations

from scheduler.engine.feasibility.companions import companion_groups
from scheduler.engine.feasibility.counting import (
    Apart,
    has_tables,
    names_joined,
    too_few_may_sit_with,
    too_many_kept_apart,
    too_many_to_meet,
)
from scheduler.engine.feasibility.demands import round_kinds, unmet
from scheduler.engine.problem import Odd, Pair, Problem, pair


def quick_contradictions(problem: Problem) -> tuple[str, ...]:
    """Return one sentence for each clash that arithmetic shows; none proves nothing.

    Looks once at each kind of round; takes milliseconds.
    """
    rounds = sorted(set(round_kinds(problem).values()))
    apart = Apart(problem)
    found = {sentence: sentence for sentence in _pairs_that_cannot_meet(problem)}
    if not found:
        found = {sentence: sentence for sentence in too_many_to_meet(problem, apart)}
    for number in rounds:
        told = [
            sentence
            for clashes in (
                _tables_too_small,
                _seats_that_clash,
                _companions_that_clash,
                too_many_kept_apart,
                _nobody_can_sit_out,
            )
            for sentence in clashes(problem, number, apart)
        ]
        # Each of a crowd that is kept apart lacks others to sit with; the crowd has been named.
        for sentence in told or too_few_may_sit_with(problem, number, apart):
            # A clash of every round is told of the first.
            found.setdefault(sentence.replace(f"round {number}", "round"), sentence)
    return tuple(found.values())


def _tables_too_small(problem: Problem, number: int, _apart: Apart) -> Iterator[str]:
    sizes = problem.table_sizes(number)
    limit = problem.table_limit
    if limit is not None and max(sizes, default=0) > limit:
        yield (
            f"{sum(sizes)} people cannot sit at {len(sizes)} tables of at most {limit} "
            f"in round {number}."
        )


def _bound(problem: Problem, number: int) -> Iterator[tuple[str, int, str]]:
    """(key, table, "hosts" and the like) of everybody bound to a table in a round."""
    for person in problem.present(number):
        if person.host_table is not None:
            yield person.key, person.host_table, "hosts"
        elif person.key in problem.fixed_tables:
            yield person.key, problem.fixed_tables[person.key], "stays at"
        if (table := problem.locked.get((number, person.key))) is not None:
            yield person.key, table, "is locked at"


def _seats_that_clash(problem: Problem, number: int, _apart: Apart) -> Iterator[str]:
    sizes = problem.table_sizes(number)
    somebody_sits_out = sum(sizes) < len(problem.present(number))
    seats: dict[str, tuple[int, str]] = {}
    sure: dict[int, list[str]] = {}
    for key, table, verb in _bound(problem, number):
        name = problem.by_key[key].name
        if not 1 <= table <= len(sizes):
            yield (f"{name} {verb} table {table}, but {has_tables(number, len(sizes))}.")
        elif seats.setdefault(key, (table, verb))[0] != table:
            first, how = seats[key]
            yield f"{name} {how} table {first}, but {verb} table {table} in round {number}."
        elif not (somebody_sits_out and verb == "stays at"):
            sure.setdefault(table, []).append(key)
    for table, keys in sure.items():
        yield from _crowd_that_clashes(problem, number, table, list(dict.fromkeys(keys)))


def _crowd_that_clashes(
    problem: Problem, number: int, table: int, keys: list[str]
) -> Iterator[str]:
    """``keys`` surely sit at that table in that round."""
    largest = max(problem.table_sizes(number))
    if len(keys) > largest:
        names = names_joined([problem.by_key[key].name for key in keys])
        yield (
            f"Table {table} seats at most {largest} in round {number}, but {len(keys)} people "
            f"are bound to it: {names}."
        )
    for a, b in combinations(keys, 2):
        if pair(a, b) in problem.kept_apart:
            one, other = problem.by_key[a].name, problem.by_key[b].name
            yield (
                f"{one} and {other} are both bound to table {table} in round {number}, "
                f"but {_why_apart(problem, pair(a, b))}."
            )


def _companions_that_clash(problem: Problem, number: int, _apart: Apart) -> Iterator[str]:
    largest = max(problem.table_sizes(number), default=0)
    seats = {key: (table, verb) for key, table, verb in _bound(problem, number)}
    present = [person.key for person in problem.present(number)]
    for group in companion_groups(present, problem.together):
        if len(group) < 2:
            continue
        names = [problem.by_key[key].name for key in group]
        if len(group) > largest:
            yield (
                f"{names_joined(names)} are to be together, but tables seat at most {largest} "
                f"in round {number}."
            )
        held = [(key, *seats[key]) for key in group if key in seats]
        for key, table, verb in held[1:]:
            first, its_table, its_verb = held[0]
            if table != its_table:
                one, other = problem.by_key[first].name, problem.by_key[key].name
                yield (
                    f"{one} and {other} are to be together, but {one} {its_verb} table "
                    f"{its_table} and {other} {verb} table {table} in round {number}."
                )
        for a, b in combinations(group, 2):
            if (a, b) in problem.kept_apart:
                one, other = problem.by_key[a].name, problem.by_key[b].name
                why = _why_apart(problem, (a, b))
                yield f"{one} and {other} are to be together, but {why}."


def _pairs_that_cannot_meet(problem: Problem) -> Iterator[str]:
    for key in unmet(problem):
        a, b = (problem.by_key[k] for k in key)
        shared = [r for r in problem.open_rounds if a.present(r) and b.present(r)]
        first, last = sorted((a, b), key=lambda p: p.leaves_after_round or problem.rounds)
        fixed = problem.fixed_tables.get(a.key), problem.fixed_tables.get(b.key)
        meet = f"{a.name} must meet {b.name}, but"
        if not shared and last.arrives_round > (first.leaves_after_round or problem.rounds):
            who = f"{first.name} leaves" if first is b else "leaves"
            yield f"{meet} {who} before {last.name} arrives."
        elif not shared:
            yield f"{meet} no round is left in which both are there."
        elif key in problem.kept_apart:
            yield f"{meet} {_why_apart(problem, key)}."
        elif None not in fixed and fixed[0] != fixed[1]:
            yield f"{meet} they are bound to tables {fixed[0]} and {fixed[1]}."


def _nobody_can_sit_out(problem: Problem, number: int, _apart: Apart) -> Iterator[str]:
    present = {person.key for person in problem.present(number)}
    if not problem.pairs or problem.odd is not Odd.SIT_OUT or len(present) % 2 == 0:
        return
    held = {key for key, _, verb in _bound(problem, number) if verb != "stays at"}
    held |= {key for both in problem.together if set(both) <= present for key in both}
    if present <= held:
        yield f"One person must sit out in round {number}, but everybody is bound to a seat."


def _why_apart(problem: Problem, key: Pair) -> str:
    if key in problem.apart:
        return "they are to be kept apart"
    return f"colleagues of {problem.by_key[key[0]].organisation} are kept apart"
