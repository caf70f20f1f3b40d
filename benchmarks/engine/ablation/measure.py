"""One solve of one room with some methods left out, and the sums of many."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from time import process_time
from typing import Self
from unittest.mock import patch

from benchmarks.engine.ablation.rooms import Kind
from scheduler.engine import rules
from scheduler.engine.problem import Problem
from scheduler.engine.result import Counts, Result, Score, Settings, measure
from scheduler.engine.solve import solve, warm_up
from scheduler.engine.solvers import budget
from scheduler.engine.strategy import Method

_LEVELS = 3
"""Levels with a proof: pairs, the worst-off person, evenness."""


class Asked(frozenset[Method]):
    """No methods, or those left out; keeps in ``seen`` the methods that a solve asked for.

    A solve that never asks for a method is the same without it and need not be repeated.
    """

    seen: set[Method]

    def __new__(cls, left_out: Iterable[Method] = ()) -> Self:
        """The methods left out; nothing is seen yet."""
        made = super().__new__(cls, left_out)
        made.seen = set()
        return made

    def __contains__(self, method: object) -> bool:
        if isinstance(method, Method):
            self.seen.add(method)
        return super().__contains__(method)


def load_engine() -> None:
    """Load all that a solve may need, CP-SAT too: no room is to pay for being the first."""
    warm_up()
    import_module("ortools.sat.python.cp_model")


@dataclass(frozen=True)
class Outcome:
    """What one solve brought.

    ``pairs`` and ``fewest`` are 0 without a plan. ``proofs``: how many of the levels pairs,
    fewest and evenness are proven best, in that order; all of them where it is proven that there
    is no plan. ``rank``: all levels, more being better. ``seconds`` of processor time.
    """

    pairs: int
    fewest: int
    proofs: int
    rank: tuple[int, ...]
    seconds: float
    asked: frozenset[Method]


@dataclass(frozen=True)
class Loss:
    """What a list of rooms lost against the engine with all its methods; gains are negative.

    ``pairs`` by kind of room; ``worse`` and ``better``: rooms whose plan ranks lower or higher.
    """

    asked: int
    pairs: dict[Kind, int]
    fewest: int
    proofs: int
    seconds: float
    worse: int
    better: int


def outcome(
    problem: Problem, seconds: float, seed: int = 1, without: Iterable[Method] = ()
) -> Outcome:
    """Solve once on one thread, so that the same call gives the same plan.

    The time given is processor time: a machine that does other things as well changes no figure.
    Raises AssertionError where the plan breaks a rule.
    """
    asked = Asked(without)
    began = process_time()
    with patch.object(budget, "clock", process_time):
        result = solve(problem, Settings(seconds=seconds, seed=seed, without=asked))
    took = process_time() - began
    seen = frozenset(asked.seen)
    if result.score is None:
        proofs = 0 if result.unproven else _LEVELS
        return Outcome(0, 0, proofs, (), took, seen)
    assert rules.check(problem, result.rounds) == []
    counts = measure(problem, result.rounds)
    return Outcome(
        pairs=counts.cross_sector_pairs,
        fewest=counts.fewest,
        proofs=_proofs(result, result.score),
        rank=_rank(problem, counts),
        seconds=took,
        asked=seen,
    )


def _proofs(result: Result, score: Score) -> int:
    """The levels proven best, up to the first that is not."""
    proven = (
        score.cross_sector_pairs == score.ceiling,
        score.fewest_cross_sector == score.fewest_ceiling,
        score.spread == score.spread_floor,
    )
    return next((level for level, best in enumerate(proven) if not best), _LEVELS)


def _rank(problem: Problem, counts: Counts) -> tuple[int, ...]:
    """All levels, with those who move first where the fewest moves were asked for."""
    return (-counts.moved_people if problem.prefer_stability else 0, *counts.rank)


def loss(compared: Iterable[tuple[Kind, Outcome, Outcome]]) -> Loss:
    """Sum what was lost, room by room: its kind, all methods, some left out."""
    rows = list(compared)
    return Loss(
        asked=len(rows),
        pairs={kind: sum(a.pairs - b.pairs for k, a, b in rows if k is kind) for kind in Kind},
        fewest=sum(a.fewest - b.fewest for _, a, b in rows),
        proofs=sum(a.proofs - b.proofs for _, a, b in rows),
        seconds=sum(b.seconds - a.seconds for _, a, b in rows),
        worse=sum(b.rank < a.rank for _, a, b in rows),
        better=sum(b.rank > a.rank for _, a, b in rows),
    )
