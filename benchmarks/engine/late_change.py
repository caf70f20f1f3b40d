"""People fail to come: how good is the new plan, and how many have to move?

Measured in both modes that the organiser may choose, beside a repair by hand.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from time import perf_counter

from benchmarks.engine.instances import Instance
from benchmarks.engine.plain_repair import plain_repair
from scheduler.engine.problem import Person, Problem, Rounds, tables_for
from scheduler.engine.result import Settings, measure
from scheduler.engine.solve import solve

BEST, FEWEST, BY_HAND = "best meetings", "fewest moves", "by hand"


@dataclass(frozen=True)
class Change:
    """One late change and how one way met it; None: a way that breaks a rule.

    ``stay``: people of the old plan who are still there; ``seats``: theirs in the rounds still
    to come, of which ``floor`` change because of the table sizes alone.
    """

    instance: Instance
    what: str
    way: str
    ceiling: int
    stay: int
    floor: int
    seats: int
    pairs: int | None
    people_moved: int | None
    seats_moved: int | None
    seconds: float


def late_changes(instance: Instance, seconds: float, seed: int = 1) -> list[Change]:
    """Plan, then lose 15% before round 1, after round 2, and after round 2 gain ten too."""
    problem = instance.problem()
    plan = solve(problem, Settings(seconds=seconds, seed=seed)).rounds
    guests = [p for p in problem.people if p.host_table is None]
    leavers = set(random.Random(seed).sample(guests, round(0.15 * len(problem.people))))
    stayers = tuple(person for person in problem.people if person not in leavers)
    walk_ins = tuple(
        Person(
            f"w{i}",
            f"Walk-in {i}",
            f"New organisation {i}",
            problem.sectors[i % 3],
            arrives_round=3,
        )
        for i in range(10)
    )
    cases = (
        ("15% missing before round 1", stayers, 0),
        ("15% gone after round 2", stayers, 2),
        ("15% gone after round 2, ten walk-ins", stayers + walk_ins, 2),
    )
    return [
        change
        for what, people, kept in cases
        for change in _changes(
            instance, what, _changed(instance, people, plan, kept), Settings(seconds, seed=seed)
        )
    ]


def _changed(instance: Instance, people: tuple[Person, ...], plan: Rounds, kept: int) -> Problem:
    """The same morning for other people, at as few tables of the room as will do."""
    hosted = max((person.host_table or 0 for person in people), default=0)
    return replace(
        instance.problem(),
        people=people,
        kept=plan[:kept],
        previous=plan,
        table_count=max(hosted, tables_for(len(people), instance.table_size)),
        room_tables=len(plan[0].tables),
    )


def _changes(
    instance: Instance, what: str, problem: Problem, settings: Settings
) -> Iterator[Change]:
    """The same change met in three ways."""
    best = solve(problem, settings)
    assert best.score is not None
    open_rounds = range(len(problem.kept) + 1, problem.rounds + 1)
    old = {key for seated in problem.previous for table in seated.tables for key in table}
    stay = sum(person.key in old for person in problem.people)
    calm = replace(problem, prefer_stability=True)
    ways: tuple[tuple[str, Callable[[], Rounds | None]], ...] = (
        (BEST, lambda: best.rounds),
        (FEWEST, lambda: solve(calm, settings).rounds),
        (BY_HAND, lambda: plain_repair(problem)),
    )
    for way, plan in ways:
        began = perf_counter()
        rounds = plan()
        counts = measure(problem, rounds) if rounds else None
        yield Change(
            instance=instance,
            what=what,
            way=way,
            ceiling=best.score.ceiling,
            stay=stay,
            floor=sum(_fewest_moves(problem, number) for number in open_rounds),
            seats=len(open_rounds) * stay,
            pairs=counts.cross_sector_pairs if counts else None,
            people_moved=counts.moved_people if counts else None,
            seats_moved=counts.moved_seats if counts else None,
            seconds=best.seconds if way == BEST else perf_counter() - began,
        )


def _fewest_moves(problem: Problem, number: int) -> int:
    """The people whom the table sizes of a round alone force to move.

    The tables that hold the most stay in use, those of hosts in any case, and each keeps
    what it holds up to its new size; the fullest are given the largest sizes. Walk-ins may
    fill what is missing, but nobody may stay beyond a size, nor at a table left empty.
    """
    here = {person.key for person in problem.present(number)}
    held = [sum(k in here for k in keys) for keys in problem.previous[number - 1].tables]
    hosted = {p.host_table - 1 for p in problem.people if p.host_table is not None}
    sizes = sorted(filter(None, problem.table_sizes(number)), reverse=True)
    ranked = sorted(range(len(held)), key=lambda t: (t not in hosted, -held[t]))
    used, left = ranked[: len(sizes)], ranked[len(sizes) :]
    fullest = sorted((held[t] for t in used), reverse=True)
    return sum(held[t] for t in left) + sum(
        max(0, have - room) for have, room in zip(fullest, sizes, strict=False)
    )
