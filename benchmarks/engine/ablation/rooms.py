"""The rooms of the ablation: ordinary and dense events, complete rooms, and rooms under rules.

The dense ones are the ordinary events on which the engine was once furthest below its ceiling:
nearly every seat has to bring a new pair, sectors and tables are uneven, some people host a table
and one in ten arrives late or leaves early. Complete rooms have no rule but the seats. The rooms
under rules are there because some methods serve nothing else.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations, islice, pairwise

from benchmarks.engine.instances import instances
from benchmarks.engine.ordinary import ordinary_events
from scheduler.engine.problem import Odd, Pair, Person, Problem, pair, tables_for
from scheduler.engine.result import Settings
from scheduler.engine.solve import solve

_SECTORS = "ABCDEF"
_ORDINARY, _SEED = 12, 2
"""Ordinary events, and the seed that draws them: not the one the engine was tuned on."""
_COMPLETE = "T1", "T7", "S1", "S4", "S7", "X1", "X2", "S10", "8-4-10", "7-4-9", "P6"
_LISTED = "C1", "H2", "H3", "H4", "two in five came before", "odd number in pairs"
_QUICK_LISTED = "C1", "H3"
_DENSE = (
    ((10, 20, 15, 16, 3), 8, 8, False, "late early"),
    ((8, 11, 7, 5, 14, 7), 7, 8, True, "late early"),
    ((16, 18, 9), 6, 8, True, "late early"),
    ((10, 7, 26, 5, 6), 7, 7, False, "late early"),
    ((12, 6, 6, 15), 5, 7, False, "late early"),
    ((33, 28, 18), 8, 7, False, "late early"),
    ((9, 6, 6, 3, 3), 5, 7, False, "late"),
    ((5, 12, 2, 1, 5, 3), 5, 7, False, ""),
    ((4, 21, 4), 6, 5, False, "late"),
)
"""Sizes of sectors, seats at a table, rounds, a host at every table, who is not there all along."""
_ABSENT = 0.1
"""Share of the people who arrive late or leave early, where some do."""


class Kind(StrEnum):
    """What a room is in the list for."""

    ORDINARY = "ordinary"
    DENSE = "dense"
    COMPLETE = "complete"
    RULED = "ruled"


@dataclass(frozen=True)
class Room:
    """One problem of the list; ``quick`` ones are measured by ``--quick`` too."""

    name: str
    kind: Kind
    problem: Problem
    quick: bool = False


def rooms() -> tuple[Room, ...]:
    """Every room, the same in every run, kind by kind."""
    return (*_ordinary(), *_dense(), *_complete(), *_ruled())


def _ordinary() -> Iterator[Room]:
    for number, problem in enumerate(ordinary_events(_ORDINARY, _SEED)):
        yield Room(f"ordinary {number}", Kind.ORDINARY, problem, quick=number < 2)


def _dense() -> Iterator[Room]:
    for number, (sizes, size, rounds, hosted, absent) in enumerate(_DENSE):
        draw = random.Random(f"dense {number}")
        people = _people(sizes)
        tables = tables_for(len(people), size)
        hosts = draw.sample(range(len(people)), tables) if hosted else []
        ways = absent.split()
        for i, person in enumerate(people):
            if i in hosts:
                people[i] = replace(person, host_table=hosts.index(i) + 1)
            elif ways and draw.random() < _ABSENT:
                people[i] = _absent(person, draw.choice(ways), draw.randint(2, rounds - 1))
        problem = Problem(tuple(people), rounds, table_count=tables, table_limit=size)
        yield Room(f"dense {number}", Kind.DENSE, problem, quick=number in (3, 7))


def _absent(person: Person, way: str, number: int) -> Person:
    """The person, there from this round on or up to it."""
    if way == "late":
        return replace(person, arrives_round=number)
    return replace(person, leaves_after_round=number)


def _people(sizes: tuple[int, ...]) -> list[Person]:
    sectors = [_SECTORS[s] for s, size in enumerate(sizes) for _ in range(size)]
    return [Person(f"p{i}", f"Person {i}", f"Organisation {i}", s) for i, s in enumerate(sectors)]


def _complete() -> Iterator[Room]:
    every = instances()
    for name in _COMPLETE:
        yield Room(name, Kind.COMPLETE, every[name].problem(), quick=every[name].quick)


def _ruled() -> Iterator[Room]:
    every = instances()
    for name in _LISTED:
        yield Room(name, Kind.RULED, every[name].problem(), quick=name in _QUICK_LISTED)
    yield Room("small room", Kind.RULED, _room((4, 3, 2), 3, 3), quick=True)
    yield Room("few left to meet", Kind.RULED, _room((10, 10, 10, 10), 2, 18))
    yield Room("clash", Kind.RULED, _clash(), quick=True)
    yield Room("fifteen schoolgirls", Kind.RULED, _all_must_meet(5, 3, 7))
    yield Room("45% apart", Kind.RULED, _apart(_room((24, 20, 16), 6, 4), 0.45))
    yield Room("60% apart", Kind.RULED, _apart(_room((24, 20, 16), 5, 4), 0.6))
    yield Room("companions", Kind.RULED, _companions((3, 3, 2, 2, 2), 6, 3))
    yield Room("hosts to meet", Kind.RULED, _hosts_to_meet())
    yield Room("wishes", Kind.RULED, _wishes(every["P2"].problem()), quick=True)
    late = _late(every["T3"].problem())
    yield Room("late change, best meetings", Kind.RULED, late)
    yield Room(
        "late change, fewest moves", Kind.RULED, replace(late, prefer_stability=True), quick=True
    )


def _room(sizes: tuple[int, ...], size: int, rounds: int) -> Problem:
    people = tuple(_people(sizes))
    if size == 2:
        return Problem(people, rounds, pairs=True, odd=Odd.SIT_OUT)
    return Problem(people, rounds, table_count=tables_for(len(people), size))


def _clash() -> Problem:
    """Three people who must all meet one another, in pairs, within two rounds."""
    three = combinations(("p0", "p1", "p2"), 2)
    return replace(_room((8,), 2, 2), must_meet=frozenset(pair(a, b) for a, b in three))


def _all_must_meet(groups: int, size: int, rounds: int) -> Problem:
    asked = _room((groups,) * size, size, rounds)
    return replace(asked, must_meet=_every_pair(asked))


def _apart(asked: Problem, share: float) -> Problem:
    """The room with a share of its pairs kept apart, of whom none sit together in a random plan."""
    draw = random.Random(f"apart {share}")
    met = set()
    for number in asked.open_rounds:
        keys = [person.key for person in asked.people]
        draw.shuffle(keys)
        for size in asked.table_sizes(number):
            seated, keys = keys[:size], keys[size:]
            met |= {pair(a, b) for a, b in combinations(seated, 2)}
    every = _every_pair(asked)
    apart = draw.sample(sorted(every - met), round(share * len(every)))
    return replace(asked, apart=frozenset(apart))


def _companions(groups: tuple[int, ...], size: int, rounds: int) -> Problem:
    """Groups who always share a table, and fill the tables in one way alone."""
    asked = _room((sum(groups) // 2, sum(groups) - sum(groups) // 2), size, rounds)
    shuffled = random.Random("companions").sample(asked.people, len(asked.people))
    keys = iter(person.key for person in shuffled)
    parties = [list(islice(keys, number)) for number in groups]
    pairs = (pair(a, b) for party in parties for a, b in pairwise(party))
    return replace(asked, together=frozenset(pairs))


def _hosts_to_meet() -> Problem:
    """Four who keep a table of their choice must each meet the host of another one."""
    staying = {"p0": "p14", "p1": "p12", "p2": "p15", "p3": "p13"}
    asked = _room((12, 12), 6, 4)
    people = tuple(
        replace(p, stays=i < 4, host_table=i - 11 if 12 <= i < 16 else None)
        for i, p in enumerate(asked.people)
    )
    must_meet = frozenset(pair(a, b) for a, b in staying.items())
    return replace(asked, people=people, must_meet=must_meet)


def _wishes(asked: Problem) -> Problem:
    """Ten wishes each for people of other sectors."""
    draw = random.Random("wishes")
    wished = set()
    for person in asked.people:
        others = [other for other in asked.people if other.sector != person.sector]
        wished |= {pair(person.key, other.key) for other in draw.sample(others, 10)}
    return replace(asked, wishes=frozenset(wished))


def _late(asked: Problem) -> Problem:
    """A planned morning of which one in seven fails to come, with as many tables in use."""
    plan = solve(asked, Settings()).rounds
    missing = set(random.Random("late").sample(asked.people, len(asked.people) // 7))
    here = tuple(person for person in asked.people if person not in missing)
    return replace(asked, people=here, previous=plan)


def _every_pair(asked: Problem) -> frozenset[Pair]:
    return frozenset(pair(a.key, b.key) for a, b in combinations(asked.people, 2))
