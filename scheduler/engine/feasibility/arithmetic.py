"""Contradictions that arithmetic shows at once, each in one sentence."""

from collections.abc import Iterator
from enum import StrEnum
from itertools import combinations

from scheduler.domain.planning.outcome.contradictions import Cause, Contradiction
from scheduler.engine.feasibility.companions import companion_groups
from scheduler.engine.feasibility.counting import (
    Apart,
    has_tables,
    names_joined,
    too_few_may_sit_with,
    too_many_kept_apart,
    too_many_to_meet,
)
from scheduler.engine.feasibility.demands import causes_apart, round_kinds, unmet
from scheduler.engine.problem import Odd, Pair, Problem, pair


class _Held(StrEnum):
    """How somebody is held to a table, as the verb of a sentence."""

    HOST = "hosts"
    STAYS = "stays at"
    LOCKED = "is locked at"


def quick_contradictions(problem: Problem) -> tuple[Contradiction, ...]:
    """Return one for each clash that arithmetic shows; none proves nothing.

    Looks once at each kind of round; takes milliseconds.
    """
    rounds = sorted(set(round_kinds(problem).values()))
    apart = Apart(problem)
    found = {clash.sentence: clash for clash in _pairs_that_cannot_meet(problem)}
    if not found:
        found = {clash.sentence: clash for clash in too_many_to_meet(problem, apart)}
    for number in rounds:
        told = [
            clash
            for clashes in (
                _tables_too_small,
                _seats_that_clash,
                _companions_that_clash,
                too_many_kept_apart,
                _nobody_can_sit_out,
            )
            for clash in clashes(problem, number, apart)
        ]
        # Each of a crowd that is kept apart lacks others to sit with; the crowd has been named.
        for clash in told or too_few_may_sit_with(problem, number, apart):
            # A clash of every round is told of the first.
            found.setdefault(clash.sentence.replace(f"round {number}", "round"), clash)
    return tuple(found.values())


def _tables_too_small(problem: Problem, number: int, _apart: Apart) -> Iterator[Contradiction]:
    sizes = problem.table_sizes(number)
    limit = problem.table_limit
    if limit is not None and max(sizes, default=0) > limit:
        yield Contradiction.of(
            f"{sum(sizes)} people cannot sit at {len(sizes)} tables of at most {limit} "
            f"in round {number}.",
            Cause.TABLES,
        )


def _bound(problem: Problem, number: int) -> Iterator[tuple[str, int, _Held]]:
    """(key, table, how) of everybody bound to a table in a round."""
    for person in problem.present(number):
        if person.host_table is not None:
            yield person.key, person.host_table, _Held.HOST
        elif person.key in problem.fixed_tables:
            yield person.key, problem.fixed_tables[person.key], _Held.STAYS
        if (table := problem.locked.get((number, person.key))) is not None:
            yield person.key, table, _Held.LOCKED


def _seats_that_clash(problem: Problem, number: int, _apart: Apart) -> Iterator[Contradiction]:
    sizes = problem.table_sizes(number)
    somebody_sits_out = sum(sizes) < len(problem.present(number))
    seats: dict[str, tuple[int, _Held]] = {}
    sure: dict[int, list[str]] = {}
    for key, table, verb in _bound(problem, number):
        name = problem.by_key[key].name
        if not 1 <= table <= len(sizes):
            yield Contradiction.of(
                f"{name} {verb} table {problem.called(table)}, but "
                f"{has_tables(number, len(sizes))}.",
                Cause.PEOPLE,
                Cause.TABLES,
            )
        elif seats.setdefault(key, (table, verb))[0] != table:
            first, how = seats[key]
            yield Contradiction.of(
                f"{name} {how} table {problem.called(first)}, but {verb} table "
                f"{problem.called(table)} in round {number}.",
                Cause.PEOPLE,
            )
        elif not (somebody_sits_out and verb is _Held.STAYS):
            sure.setdefault(table, []).append(key)
    for table, keys in sure.items():
        yield from _crowd_that_clashes(problem, number, table, list(dict.fromkeys(keys)))


def _crowd_that_clashes(
    problem: Problem, number: int, table: int, keys: list[str]
) -> Iterator[Contradiction]:
    """``keys`` surely sit at that table in that round."""
    largest = max(problem.table_sizes(number))
    if len(keys) > largest:
        names = names_joined([problem.by_key[key].name for key in keys])
        yield Contradiction.of(
            f"Table {problem.called(table)} seats at most {largest} in round {number}, but "
            f"{len(keys)} people are bound to it: {names}.",
            Cause.PEOPLE,
            Cause.TABLES,
        )
    for a, b in combinations(keys, 2):
        if pair(a, b) in problem.kept_apart:
            one, other = problem.by_key[a].name, problem.by_key[b].name
            yield Contradiction.of(
                f"{one} and {other} are both bound to table {problem.called(table)} in round "
                f"{number}, but {_why_apart(problem, pair(a, b))}.",
                Cause.PEOPLE,
                *causes_apart(problem, [pair(a, b)]),
            )


def _companions_that_clash(problem: Problem, number: int, _apart: Apart) -> Iterator[Contradiction]:
    largest = max(problem.table_sizes(number), default=0)
    seats = {key: (table, verb) for key, table, verb in _bound(problem, number)}
    present = [person.key for person in problem.present(number)]
    for group in companion_groups(present, problem.together):
        if len(group) < 2:
            continue
        names = [problem.by_key[key].name for key in group]
        if len(group) > largest:
            yield Contradiction.of(
                f"{names_joined(names)} are to be together, but tables seat at most {largest} "
                f"in round {number}.",
                Cause.RULES,
                Cause.TABLES,
            )
        held = [(key, *seats[key]) for key in group if key in seats]
        for key, table, verb in held[1:]:
            first, its_table, its_verb = held[0]
            if table != its_table:
                one, other = problem.by_key[first].name, problem.by_key[key].name
                yield Contradiction.of(
                    f"{one} and {other} are to be together, but {one} {its_verb} table "
                    f"{its_table} and {other} {verb} table {table} in round {number}.",
                    Cause.RULES,
                    Cause.PEOPLE,
                )
        for a, b in combinations(group, 2):
            if (a, b) in problem.kept_apart:
                one, other = problem.by_key[a].name, problem.by_key[b].name
                yield Contradiction.of(
                    f"{one} and {other} are to be together, but {_why_apart(problem, (a, b))}.",
                    Cause.RULES,
                    *causes_apart(problem, [(a, b)]),
                )


def _pairs_that_cannot_meet(problem: Problem) -> Iterator[Contradiction]:
    personal = Cause.RULES, Cause.PEOPLE
    for key in unmet(problem):
        a, b = (problem.by_key[k] for k in key)
        shared = [r for r in problem.open_rounds if a.present(r) and b.present(r)]
        first, last = sorted((a, b), key=lambda p: p.leaves_after_round or problem.rounds)
        fixed = problem.fixed_tables.get(a.key), problem.fixed_tables.get(b.key)
        meet = f"{a.name} must meet {b.name}, but"
        if not shared and last.arrives_round > (first.leaves_after_round or problem.rounds):
            who = f"{first.name} leaves" if first is b else "leaves"
            yield Contradiction.of(f"{meet} {who} before {last.name} arrives.", *personal)
        elif not shared:
            sentence = f"{meet} no round is left in which both are there."
            yield Contradiction.of(sentence, *personal)
        elif key in problem.kept_apart:
            sentence = f"{meet} {_why_apart(problem, key)}."
            yield Contradiction.of(sentence, Cause.RULES, *causes_apart(problem, [key]))
        elif None not in fixed and fixed[0] != fixed[1]:
            sentence = f"{meet} they are bound to tables {fixed[0]} and {fixed[1]}."
            yield Contradiction.of(sentence, *personal)


def _nobody_can_sit_out(problem: Problem, number: int, _apart: Apart) -> Iterator[Contradiction]:
    present = {person.key for person in problem.present(number)}
    if not problem.pairs or problem.odd is not Odd.SIT_OUT or len(present) % 2 == 0:
        return
    held = {key for key, _, verb in _bound(problem, number) if verb is not _Held.STAYS}
    held |= {key for both in problem.together if set(both) <= present for key in both}
    if present <= held:
        yield Contradiction.of(
            f"One person must sit out in round {number}, but everybody is bound to a seat.",
            Cause.PEOPLE,
            Cause.TABLES,
        )


def _why_apart(problem: Problem, key: Pair) -> str:
    if key in problem.apart:
        return "they are to be kept apart"
    return f"colleagues of {problem.by_key[key[0]].organisation} are kept apart"
