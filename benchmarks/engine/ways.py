"""Every way of seating an instance, in one run, under one score."""

import sys
from dataclasses import dataclass
from statistics import mean
from time import perf_counter

from benchmarks.engine.annealing import annealing
from benchmarks.engine.by_hand import hand_rotation, random_seating
from benchmarks.engine.instances import Instance
from benchmarks.engine.room import Room, Seats, keeps_rules, pairs_met, room
from benchmarks.engine.textbook import textbook
from scheduler.engine import rules
from scheduler.engine.result import Settings
from scheduler.engine.solve import solve


@dataclass(frozen=True)
class Limits:
    """Seconds for each way, and the threads that the engine and CP-SAT may use."""

    engine: float
    annealing: float
    textbook: float
    workers: int = 1
    seed: int = 1


@dataclass(frozen=True)
class Plain:
    """Cross-sector pairs by each of the plainer ways; None: no valid plan."""

    random: int | None
    rotation: int | None
    textbook: int | None
    annealing: int | None

    @property
    def best(self) -> int:
        """The most that any of them reached."""
        return max(v or 0 for v in (self.random, self.rotation, self.textbook, self.annealing))


@dataclass(frozen=True)
class Measured:
    """Cross-sector pairs by the engine, and what it says of its own plan.

    ``fewest`` and ``spread`` are (reached, proven best) of the worst-off person and of the
    sum of squares. ``seconds``: inside ``solve``.
    """

    instance: Instance
    engine: int
    ceiling: int
    fewest: tuple[int, int | None]
    spread: tuple[int, int | None]
    seconds: float


def by_plain_ways(instance: Instance, limits: Limits) -> Plain:
    """Seat one instance in every plainer way."""
    plain = room(instance)
    draws = [random_seating(plain, seed) for seed in range(10)]
    return Plain(
        random=_mean_of_valid(plain, draws),
        rotation=_value(plain, hand_rotation(plain)),
        textbook=_value(plain, textbook(plain, limits.textbook, limits.workers, limits.seed)),
        annealing=_value(plain, annealing(plain, limits.annealing, limits.seed)),
    )


def measure(instance: Instance, limits: Limits) -> Measured:
    """Seat one instance with the engine. Stops the run if its plan breaks a rule."""
    began = perf_counter()
    result = solve(
        instance.problem(),
        Settings(seconds=limits.engine, seed=limits.seed, workers=limits.workers),
    )
    seconds = perf_counter() - began
    if result.score is None or rules.check(instance.problem(), result.rounds):
        sys.exit(f"{instance.name}: the engine's plan does not pass the rule book.")
    score = result.score
    return Measured(
        instance=instance,
        engine=score.cross_sector_pairs,
        ceiling=score.ceiling,
        fewest=(score.fewest_cross_sector, score.fewest_ceiling),
        spread=(score.spread, score.spread_floor),
        seconds=seconds,
    )


def _value(plain: Room, seats: Seats | None) -> int | None:
    if seats is None or not keeps_rules(plain, seats):
        return None
    return pairs_met(plain, seats)


def _mean_of_valid(plain: Room, draws: list[Seats]) -> int | None:
    values = [v for seats in draws if (v := _value(plain, seats)) is not None]
    return round(mean(values)) if values else None
