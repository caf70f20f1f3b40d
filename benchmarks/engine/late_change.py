"""People fail to come: how good is the new plan, and how many have to move?"""

import random
from dataclasses import dataclass, replace
from time import perf_counter

from benchmarks.engine.instances import Instance
from scheduler.engine.counts import count
from scheduler.engine.problem import Person, Problem, Rounds, tables_for
from scheduler.engine.result import Settings
from scheduler.engine.solve import solve


@dataclass(frozen=True)
class Change:
    """One late change: seats are those of the people who stay, in the rounds still to come."""

    instance: Instance
    what: str
    pairs: int
    ceiling: int
    moved: int
    floor: int
    seats: int
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
        _change(instance, what, _changed(instance, people, plan, kept), seconds, seed)
        for what, people, kept in cases
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


def _change(instance: Instance, what: str, problem: Problem, seconds: float, seed: int) -> Change:
    began = perf_counter()
    result = solve(problem, Settings(seconds=seconds, seed=seed))
    took = perf_counter() - began
    assert result.score is not None
    open_rounds = range(len(problem.kept) + 1, problem.rounds + 1)
    old = {key for seated in problem.previous for table in seated.tables for key in table}
    return Change(
        instance=instance,
        what=what,
        pairs=result.score.cross_sector_pairs,
        ceiling=result.score.ceiling,
        moved=count(problem, result.rounds).moved_seats,
        floor=sum(_fewest_moves(problem, number) for number in open_rounds),
        seats=len(open_rounds) * sum(person.key in old for person in problem.people),
        seconds=took,
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
