"""Contradictions that counting shows: too many to meet, too many to keep apart."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from scheduler.domain.english import agree, count
from scheduler.domain.people.organisations import organisation_key
from scheduler.domain.planning.outcome.contradictions import Cause, Contradiction
from scheduler.engine.feasibility.demands import causes_apart, unmet
from scheduler.engine.problem import Pair, Problem, pair

_MOST_STEPS = 100_000
"""Of one look for a crowd: a twentieth of a second."""


@dataclass(frozen=True)
class Apart:
    """The others whom each person may not share a table with, looked up once."""

    problem: Problem

    @cached_property
    def kept_from(self) -> dict[str, set[str]]:
        """Everybody's others."""
        return _kept_from(self.problem.kept_apart)

    @cached_property
    def kept(self) -> dict[str, set[str]]:
        """Everybody's others, colleagues left out."""
        return (
            _kept_from(self.problem.apart) if self.problem.apart_organisations else self.kept_from
        )


def too_many_to_meet(problem: Problem, apart: Apart) -> Iterator[Contradiction]:
    """People who must meet more others than sit beside them, or more than one in each round."""
    wanted: dict[str, list[str]] = {}
    for a, b in unmet(problem):
        wanted.setdefault(a, []).append(b)
        wanted.setdefault(b, []).append(a)
    beside = {r: max(problem.table_sizes(r), default=1) - 1 for r in problem.open_rounds}
    held = dict(problem.fixed_tables)
    for key, others in sorted(wanted.items()):
        person = problem.by_key[key]
        there = [r for r in problem.open_rounds if person.present(r)]
        seats = sum(max(0, beside[r]) for r in there)
        meets = f"{person.name} must meet"
        if len(others) > seats:
            few = f"only {count(seats, 'person', 'people')}" if seats else "nobody"
            yield Contradiction.of(
                f"{meets} {_names(problem, others)}, but {few} can sit with {person.name} "
                "in the rounds that are left.",
                Cause.RULES,
            )
        elif one_by_one := _crowd(others, _joined(others, apart.kept_from, held), len(there)):
            left = agree(len(there), "round is left", "rounds are left")
            yield Contradiction.of(
                f"{meets} {_names(problem, one_by_one)}, of whom no two may share a table, "
                f"but only {len(there)} {left} for that.",
                Cause.RULES,
            )


def too_few_may_sit_with(problem: Problem, number: int, apart: Apart) -> Iterator[Contradiction]:
    """People kept apart from so many that no table can be filled around them."""
    here = [person.key for person in problem.present(number)]
    sizes = [size for size in problem.table_sizes(number) if size]
    if sum(sizes) < len(here):
        return
    others = len(here) - 1
    for key in here:
        kept_from = sorted(apart.kept_from.get(key, set()).intersection(here))
        may_join = others - len(kept_from)
        if may_join < min(sizes) - 1:
            few = f"only {may_join} of the {others} others" if may_join else "nobody"
            name = problem.by_key[key].name
            yield Contradiction.of(
                f"{name} is to be kept apart from {_names(problem, kept_from)}, so {few} may "
                f"share a table with {name} in round {number}, but every table seats at least "
                f"{min(sizes)}.",
                *causes_apart(problem, (pair(key, other) for other in kept_from)),
            )


def too_many_kept_apart(problem: Problem, number: int, apart: Apart) -> Iterator[Contradiction]:
    """People who each need a table of their own, where the tables are fewer."""
    tables = sum(size > 0 for size in problem.table_sizes(number))
    here = [person.key for person in problem.present(number)]
    most = tables + len(here) - sum(problem.table_sizes(number))
    crowds = 0
    but = f"but {has_tables(number, tables)}."
    for name, colleagues in _large_organisations(problem, number, most):
        crowds += 1
        sentence = f"{colleagues} colleagues of {name} are to be kept apart, {but}"
        yield Contradiction.of(sentence, Cause.COLLEAGUES, Cause.TABLES)
    keys = sorted(here)
    if clique := _crowd(keys, _joined(keys, apart.kept, {}), most):
        kept = "are to be kept apart" if len(clique) == 2 else "are all to be kept apart"
        sentence = f"{_names(problem, clique)} {kept}, {but}"
        yield Contradiction.of(sentence, Cause.RULES, Cause.TABLES)
    elif not crowds:
        bound = dict(problem.fixed_tables)
        bound |= {key: t for (r, key), t in problem.locked.items() if r == number}
        if clique := _crowd(keys, _joined(keys, apart.kept_from, bound), most):
            yield Contradiction.of(
                f"No two of {_names(problem, clique)} may share a table, being kept apart, "
                f"colleagues or bound to different tables, {but}",
                *Cause,
            )


def _large_organisations(problem: Problem, number: int, most: int) -> Iterator[tuple[str, int]]:
    members: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    for person in problem.present(number) if problem.apart_organisations else ():
        if key := organisation_key(person.organisation):
            members[key] += 1
            spelling.setdefault(key, person.organisation)
    for key, colleagues in members.items():
        if colleagues > most:
            yield spelling[key], colleagues


def _kept_from(pairs: frozenset[Pair]) -> dict[str, set[str]]:
    """Everybody's others in these pairs."""
    kept_from: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        kept_from[a].add(b)
        kept_from[b].add(a)
    return kept_from


def _joined(
    keys: Sequence[str], kept_from: dict[str, set[str]], bound: dict[str, int]
) -> list[int]:
    """For each person, as bits, the others whom they may share no table with."""
    bit = {key: 1 << i for i, key in enumerate(keys)}
    held = [(key, table) for key, table in bound.items() if key in bit]
    joined = []
    for key in keys:
        others = kept_from.get(key, set()) & bit.keys()
        if key in bound:
            others |= {other for other, table in held if table != bound[key]}
        joined.append(sum(bit[other] for other in others))
    return joined


def _crowd(keys: Sequence[str], joined: Sequence[int], most: int) -> list[str]:
    """More than ``most`` people each joined with each other, sorted, or an empty list.

    Found greedily from each person in turn, who is given up as soon as too few are left; in a
    large room not from everybody.
    """
    best: list[int] = []
    steps = 0
    for start, open_to in enumerate(joined):
        chosen, most = [start], max(most, len(best))
        while len(chosen) + open_to.bit_count() > max(most, len(chosen)) and steps < _MOST_STEPS:
            steps += open_to.bit_count()
            left, key = max(
                ((joined[i] & open_to).bit_count(), -i)
                for i in range(len(keys))
                if open_to >> i & 1
            )
            if len(chosen) + 1 + left <= most:
                break
            chosen.append(-key)
            open_to &= joined[-key]
        if len(chosen) > most:
            best = chosen
    return sorted(keys[i] for i in best)


def _names(problem: Problem, keys: Sequence[str]) -> str:
    return names_joined([problem.by_key[key].name for key in keys])


def has_tables(number: int, tables: int) -> str:
    """Return how many tables a round has, as the end of a sentence."""
    if tables > 1:
        return f"round {number} has only {tables} tables"
    return f"round {number} has only 1 table" if tables else f"round {number} has no table"


def names_joined(names: Sequence[str]) -> str:
    """Return names joined by commas and "and"; of more than eight the first seven."""
    if len(names) > 8:
        return f"{', '.join(names[:7])} and {len(names) - 7} others"
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
