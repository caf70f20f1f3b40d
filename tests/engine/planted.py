"""Problems with many hard rules and a plan hidden in them, so that they surely have one."""

import random
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from typing import Any

from scheduler.engine.problem import Pair, Person, Problem, Rounds, SeatedRound, pair
from tests.engine.builders import sectors


def planted(
    seed: int,
    people: tuple[Person, ...],
    tables: int,
    rounds: int,
    must_meet: int = 0,
    apart: float = 0.0,
    together: Iterable[Pair] = (),
    **rules: Any,
) -> tuple[Problem, Rounds]:
    """A problem and the random plan that its rules were read off.

    ``must_meet`` pairs (or all) of those who meet there; a share ``apart`` of all pairs (or all)
    of those who do not. Hosts, presence and ``together`` are kept by the plan.
    """
    rng = random.Random(seed)
    asked = Problem(people, rounds, table_count=tables, together=frozenset(together), **rules)
    plan = tuple(_round(rng, asked, number) for number in asked.open_rounds)
    met = {p for seated in plan for table in seated.tables for p in combinations(sorted(table), 2)}
    every = {pair(a.key, b.key) for a, b in combinations(people, 2)}
    asked = replace(
        asked,
        must_meet=frozenset(_some(rng, met - asked.together, must_meet)),
        apart=frozenset(_some(rng, every - met, round(apart * len(every)))),
    )
    return asked, plan


def _some(rng: random.Random, pairs: Iterable[Pair], count: int) -> list[Pair]:
    every = sorted(pairs)
    return rng.sample(every, min(count, len(every)))


def everybody_meets(groups: int, size: int, rounds: int) -> Problem:
    """Kirkman's question: may all of groups · size people meet one another in these rounds?"""
    people = sectors(*[groups] * size)
    every = frozenset(pair(a.key, b.key) for a, b in combinations(people, 2))
    return Problem(people, rounds, table_count=groups, must_meet=every)


def _round(rng: random.Random, asked: Problem, number: int) -> SeatedRound:
    """Seat one round at random: hosts at their tables, companions side by side."""
    while True:
        sizes = list(asked.table_sizes(number))
        rng.shuffle(sizes)
        tables: list[list[str]] = [[] for _ in sizes]
        parties = _parties(asked, number)
        rng.shuffle(parties)
        for party in sorted(parties, key=lambda keys: (_host_of(asked, keys) == 0, -len(keys))):
            host = _host_of(asked, party)
            open_to = [host - 1] if host else range(len(sizes))
            fits = [t for t in open_to if len(tables[t]) + len(party) <= sizes[t]]
            if not fits:
                break
            tables[rng.choice(fits)] += party
        else:
            return SeatedRound(tuple(map(tuple, tables)))


def _parties(asked: Problem, number: int) -> list[list[str]]:
    """People with their companions (of whom nobody has two) who are there."""
    here = [person.key for person in asked.present(number)]
    couples = [list(both) for both in sorted(asked.together) if set(both) <= set(here)]
    paired = {key for both in couples for key in both}
    return couples + [[key] for key in here if key not in paired]


def _host_of(asked: Problem, keys: list[str]) -> int:
    """The table that one of these people hosts, or 0."""
    return max(asked.by_key[key].host_table or 0 for key in keys)
