"""Problems for tests: by sector sizes, and random tiny ones with every rule."""

import random
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from scheduler.engine.problem import Odd, Person, Problem, Rounds, SeatedRound, pair, tables_for


def sectors(*sizes: int) -> tuple[Person, ...]:
    """People a0, a1, … b0, … of as many sectors as sizes, each of their own organisation."""
    return tuple(
        Person(f"{letter}{i}", f"{letter.upper()}{i}", f"Org {letter}{i}", letter)
        for letter, size in zip("abcdefghij", sizes, strict=False)
        for i in range(size)
    )


def problem(sizes: Iterable[int], table_size: int, rounds: int, **rules: Any) -> Problem:
    """A problem with tables of ``table_size``; 2 means pairs, sitting out when odd."""
    people = sectors(*sizes)
    if table_size == 2:
        rules.setdefault("odd", Odd.SIT_OUT)
        return Problem(people, rounds, pairs=True, **rules)
    return Problem(people, rounds, table_count=tables_for(len(people), table_size), **rules)


@st.composite
def tiny_problems(draw: st.DrawFn, most_people: int = 6, most_rounds: int = 3) -> Problem:
    """Problems of a few people under any mix of rules; some contradict themselves."""
    rounds = draw(st.integers(1, most_rounds))
    pairs = draw(st.booleans())
    tables = draw(st.integers(1, 3))
    count = draw(st.integers(1, most_people))
    rng = random.Random(draw(st.integers(0, 10_000)))
    hosts = max(1, count // 2) if pairs else tables
    people = tuple(_person(rng, f"p{i}", rounds, hosts) for i in range(count))
    kept = draw(st.integers(0, rounds - 1)) if draw(st.booleans()) else 0
    chosen = {
        name: _pairs(rng, people, draw(st.integers(0, most)))
        for name, most in (("history", 3), ("apart", 2), ("together", 1), ("must_meet", 1))
    }
    return Problem(
        people=people,
        rounds=rounds,
        pairs=pairs,
        table_count=tables,
        odd=draw(st.sampled_from(Odd)),
        apart_organisations=draw(st.booleans()),
        kept=tuple(_seating(rng, people, tables) for _ in range(kept)),
        locked=_locked(rng, people, rounds, tables) if draw(st.booleans()) else {},
        **chosen,
    )


def _person(rng: random.Random, key: str, rounds: int, hosts: int) -> Person:
    arrives = rng.randint(1, rounds) if rng.random() < 0.2 else 1
    leaves = rng.randint(arrives, rounds) if rng.random() < 0.2 else None
    away = {rng.randint(1, rounds)} if rng.random() < 0.15 else set()
    return Person(
        key=key,
        name=key.upper(),
        organisation=rng.choice(("", "", "Hub", "Trust")),
        sector=rng.choice("aabc"),
        host_table=rng.randint(1, hosts) if rng.random() < 0.15 else None,
        stays=rng.random() < 0.15,
        arrives_round=arrives,
        leaves_after_round=leaves,
        away=frozenset(away),
    )


def _pairs(
    rng: random.Random, people: tuple[Person, ...], count: int
) -> frozenset[tuple[str, str]]:
    every = [pair(a.key, b.key) for a, b in combinations(people, 2)]
    return frozenset(rng.sample(every, min(count, len(every))))


def _seating(rng: random.Random, people: tuple[Person, ...], tables: int) -> SeatedRound:
    """A kept round: some may be missing, and somebody may have left since."""
    keys = [person.key for person in people if rng.random() < 0.9] + ["gone"]
    rng.shuffle(keys)
    return SeatedRound(tuple(tuple(keys[t::tables]) for t in range(tables)))


def _locked(
    rng: random.Random, people: tuple[Person, ...], rounds: int, tables: int
) -> dict[tuple[int, str], int]:
    return {
        (rng.randint(1, rounds), rng.choice(people).key): rng.randint(1, tables)
        for _ in range(rng.randint(1, 5))
    }


def seated(*tables: str, out: str = "") -> SeatedRound:
    """A round written as words: seated("a0 b0", "a1 b1", out="c0")."""
    return SeatedRound(tuple(tuple(table.split()) for table in tables), tuple(out.split()))


def plan(*rounds: SeatedRound) -> Rounds:
    """The rounds as a plan."""
    return rounds


def without(asked: Problem, gone: set[str], plan: Rounds, kept: int, size: int) -> Problem:
    """The rest of a morning at as few tables of the room as will do, these people gone."""
    here = tuple(person for person in asked.people if person.key not in gone)
    return replace(
        asked,
        people=here,
        kept=plan[:kept],
        previous=plan,
        table_count=tables_for(len(here), size),
        room_tables=len(plan[0].tables),
    )
