"""Random but ordinary events: ``python -m benchmarks.engine.ordinary [--events 60] [--seed 1]``.

18 to 80 people of three to six sectors of uneven size, at tables of three to eight, over four
to eight rounds. A third have a host at every table, half have people of one organisation whom
the plan avoids to bring together, and one person in ten comes a round late or leaves one early.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median
from time import perf_counter

from scheduler.engine import rules
from scheduler.engine.problem import Person, Problem, tables_for
from scheduler.engine.result import Settings
from scheduler.engine.solve import solve, warm_up

_SECTORS = "ABCDEF"


@dataclass(frozen=True)
class Outcome:
    """What the engine did with one event. ``levels``: pairs, fewest and spread proven best."""

    problem: Problem
    pairs: int
    ceiling: int
    levels: tuple[bool, bool, bool]
    seconds: float

    @property
    def gap(self) -> float:
        """How far the pairs are from the ceiling, as a share of it."""
        return 1 - self.pairs / max(1, self.ceiling)


def ordinary_events(events: int, seed: int) -> list[Problem]:
    """Return that many random events; the same for the same seed."""
    return [_event(random.Random(f"{seed} {number}")) for number in range(events)]


def _event(draw: random.Random) -> Problem:
    number, rounds = draw.randint(18, 80), draw.randint(4, 8)
    size = draw.randint(3, 8)
    tables = tables_for(number, size)
    weights = [draw.uniform(0.3, 2.0) for _ in range(draw.randint(3, 6))]
    first = list(range(len(weights)))
    sectors = sorted(first + draw.choices(first, weights, k=number - len(first)))
    hosted, colleagues = draw.random() < 1 / 3, draw.random() < 1 / 2
    hosts = draw.sample(range(number), tables) if hosted else []
    people = []
    for i, sector in enumerate(sectors):
        comes, leaves = 1, None
        if i not in hosts and draw.random() < 1 / 10:
            if draw.random() < 1 / 2:
                comes = 2
            else:
                leaves = rounds - 1
        organisation = draw.randint(1, number // 2) if colleagues else i
        table = hosts.index(i) + 1 if i in hosts else None
        people.append(
            Person(
                f"p{i}",
                f"Person {i}",
                f"Organisation {organisation}",
                _SECTORS[sector],
                host_table=table,
                arrives_round=comes,
                leaves_after_round=leaves,
            )
        )
    return Problem(tuple(people), rounds, table_count=tables, table_limit=size)


def shape(problem: Problem) -> str:
    """Sector sizes, tables and rounds, and the rules, in a few words."""
    sectors = [sum(p.sector == s for p in problem.people) for s in problem.sectors]
    parts = [
        f"{','.join(map(str, sectors))}; tables of {problem.table_limit}; {problem.rounds} rounds"
    ]
    if any(person.host_table for person in problem.people):
        parts.append("hosts")
    late = sum(p.arrives_round > 1 or p.leaves_after_round is not None for p in problem.people)
    if late:
        parts.append(f"{late} late or early")
    return "; ".join(parts)


def measure(problem: Problem, seconds: float, workers: int) -> Outcome:
    """Plan one event. Stops the run if the plan breaks a rule."""
    began = perf_counter()
    result = solve(problem, Settings(seconds=seconds, workers=workers))
    taken = perf_counter() - began
    if result.score is None or rules.check(problem, result.rounds):
        sys.exit(f"{shape(problem)}: the plan does not pass the rule book.")
    s = result.score
    levels = (
        s.cross_sector_pairs == s.ceiling,
        s.fewest_cross_sector == s.fewest_ceiling,
        s.spread == s.spread_floor,
    )
    return Outcome(problem, s.cross_sector_pairs, s.ceiling, levels, taken)


def summary(outcomes: Sequence[Outcome]) -> str:
    """Return the figures of a run in one sentence."""
    gaps = [outcome.gap for outcome in outcomes]
    proven = [sum(all(o.levels[: n + 1]) for o in outcomes) for n in range(3)]
    return (
        f"Of {len(outcomes)} random ordinary events {proven[0]} are proven best in pairs, "
        f"{proven[1]} in the worst-off person too and {proven[2]} on all three levels; "
        f"the mean gap is {mean(gaps):.2%}, the greatest {max(gaps):.1%}, "
        f"the median time {median(o.seconds for o in outcomes):.2f} s."
    )


def main(arguments: Sequence[str]) -> None:
    """Plan the events and print each as it goes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine.ordinary")
    parser.add_argument("--events", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="numbers of events, with commas")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments)
    warm_up()
    outcomes = []
    chosen = [int(n) for n in options.only.split(",")] if options.only else None
    for number, problem in enumerate(ordinary_events(options.events, options.seed)):
        if chosen is not None and number not in chosen:
            continue
        outcome = measure(problem, options.seconds, options.workers)
        outcomes.append(outcome)
        marks = "".join("y" if proven else "-" for proven in outcome.levels)
        print(
            f"{number:>3} {outcome.pairs:>5} of {outcome.ceiling:>5} {marks} "
            f"{outcome.seconds:6.2f} s  {shape(problem)}",
            flush=True,
        )
    print(summary(outcomes))


if __name__ == "__main__":
    main(sys.argv[1:])
