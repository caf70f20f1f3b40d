"""The search for a plan that keeps every rule, where the search for pairs leaves some broken.

For the pairs a broken rule is a wall: no swap ever breaks one more, so that a start in the
wrong valley stays there. Here nothing but the rules counts, each broken one the same, and the
same kernel anneals over them: a pair who must meet counts as a new pair does elsewhere, and a
meeting of two kept apart takes one away. Where everybody must meet everybody this is the
search for a social golfer schedule; where all are kept apart, for a colouring of a graph in
classes of given sizes. Method: simulated annealing over swaps as in
:mod:`scheduler.engine.kernels.anneal`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, count

import numpy as np

from scheduler.engine.kernels import pair_codes as codes
from scheduler.engine.kernels.tuples import Found, SeatingArrays, Worth
from scheduler.engine.search.pairs.anneal import AnnealingPhase, anneal_for, random_state
from scheduler.engine.search.pairs.designed import seating_where_most_must_meet
from scheduler.engine.search.seating.instance import Instance
from scheduler.engine.search.seating.state import SearchState, broken, from_seats
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import Parameters, parameter, share_parameter
from scheduler.engine.strategy import Method


@dataclass(frozen=True)
class RuleParameters(Parameters):
    """Tuning of the search for a plan that keeps every rule."""

    windows: tuple[tuple[float, float, float], ...] = parameter(
        "temperatures in broken rules, and share of moves that start at one",
        ((0.25, 0.1, 0.0), (0.5, 0.1, 0.4), (0.4, 0.2, 0.2)),
    )
    """Phase after phase. Cold ones mend crowded must-meets, hot ones dense keep-aparts; which of
    them a problem has more of is seen too late to choose."""
    grows: float = parameter("times", 1.3, least=1.0)
    """How much longer each phase is than the one before."""
    most_moves: int = parameter("moves", 2_000_000, least=1)
    """Of the first long phase: in a large room the others follow sooner."""
    crowded: float = share_parameter(0.9)
    """Of all pairs who must meet, beyond which a schedule for everybody is looked up."""


_TUNED = RuleParameters()


def _in_rules() -> tuple[np.ndarray, np.ndarray]:
    """The class of each byte where only rules count, and then the worth of each byte."""
    kinds, worth = np.zeros(256, dtype=np.uint8), np.zeros(256, dtype=np.int64)
    for byte, (first, met) in enumerate(zip(codes.FIRST.tolist(), codes.MET.tolist(), strict=True)):
        if first in (codes.MUST_COUNTS, codes.MUST_NEUTRAL):
            kinds[byte] = codes.COUNTS + met
        elif first in (codes.APART, codes.SITS_OUT):
            kinds[byte] = byte
        else:
            kinds[byte] = codes.NEUTRAL + met
        if first == codes.COUNTS:
            worth[byte] = met > 0
        elif first in (codes.APART, codes.SITS_OUT):
            worth[byte] = codes.WORTH[byte] // codes.RULE
    return kinds, worth


_KINDS, _WORTH = _in_rules()
_RULES = Worth(*codes.worth_steps(_WORTH))


@dataclass
class _Progress:
    """The seats with the fewest broken rules so far, and how many those are."""

    seat: np.ndarray
    missing: int


def keep_rules(
    instance: Instance, state: SearchState, seed: int, budget: Budget
) -> tuple[SearchState, int]:
    """Return the seating with the fewest broken rules found, and how many those are.

    Ends at none, or when the budget is over. ``state`` is left as it is.
    """
    found = _Progress(state.seat.copy(), broken(instance, state.code))
    crowded = _wanted(instance) > _TUNED.crowded * instance.n * (instance.n - 1) / 2
    if found.missing and crowded and budget.uses(Method.GOLFER_START):
        designed = seating_where_most_must_meet(instance, np.random.default_rng(seed))
        if designed is not None and broken(instance, designed.code) < found.missing:
            found = _Progress(designed.seat.copy(), broken(instance, designed.code))
    random, seat = random_state(seed), found.seat.copy()
    for phase in _phases(instance):
        if not found.missing or budget.over():
            break
        _run(instance, seat, phase, random, found, budget)
    if found.missing and _each_round_for_itself(instance):
        _repeat_rounds(instance, found)
    return from_seats(instance, found.seat), found.missing


def _run(
    instance: Instance,
    seat: np.ndarray,
    phase: AnnealingPhase,
    random: np.ndarray,
    found: _Progress,
    budget: Budget,
) -> None:
    """Run one phase on ``seat``, rounds that are done left out; keep the best it meets."""
    if not _each_round_for_itself(instance):
        seat[:] = _anneal(instance, seat, phase, random, found, budget)
        return
    rows = [r for r, here in enumerate(found.seat) if _meetings_apart(instance, here)]
    part, progress = _only(instance, rows), _Progress(found.seat[rows], found.missing)
    seat[rows] = _anneal(part, seat[rows], phase, random, progress, budget)
    found.seat[rows] = progress.seat
    for r in rows:
        if _meetings_apart(instance, seat[r]) < _meetings_apart(instance, found.seat[r]):
            found.seat[r] = seat[r]
    found.missing = sum(_meetings_apart(instance, here) for here in found.seat)


def _each_round_for_itself(instance: Instance) -> bool:
    """Whether no rule that the search may break looks at several rounds at once."""
    return _wanted(instance) == 0 and bool((instance.out_table < 0).all())


def _only(instance: Instance, rows: list[int]) -> Instance:
    """The instance with these of its free rounds only."""
    names = "present", "capacity", "tables", "out_table", "fixed"
    return replace(instance, **{name: getattr(instance, name)[rows] for name in names})


def _meetings_apart(instance: Instance, here: np.ndarray) -> int:
    """How many who are kept apart share a table of this round (int16[T, K])."""
    apart = (instance.base >= codes.APART) & (instance.base < codes.SITS_OUT)
    pairs = combinations(range(here.shape[1]), 2)
    both = [(here[:, s], here[:, v]) for s, v in pairs]
    return sum(int((apart[a, b] & (a >= 0) & (b >= 0)).sum()) for a, b in both)


def _repeat_rounds(instance: Instance, found: _Progress) -> None:
    """Where only some rounds keep every rule, let others be seated like them."""
    kind = [
        tuple(getattr(instance, name)[r].tobytes() for name in ("present", "capacity", "fixed"))
        for r in range(instance.free)
    ]
    good = [r for r, here in enumerate(found.seat) if not _meetings_apart(instance, here)]
    for r in range(instance.free):
        like = [other for other in good if kind[other] == kind[r]]
        if r not in good and like:
            found.seat[r] = found.seat[like[r % len(like)]]
    found.missing = sum(_meetings_apart(instance, here) for here in found.seat)


def _phases(instance: Instance) -> Iterator[AnnealingPhase]:
    """A short phase for what is nearly kept; then long ones, by how many swaps there are."""
    here, seats = instance.present.sum(axis=1), int(instance.capacity.sum())
    swaps = int((here**2).sum()) // 2
    long = min(_TUNED.most_moves, 200_000 + 50 * swaps)
    yield AnnealingPhase(100_000 + 100 * seats, *_TUNED.windows[0], 0.0)
    for turn in count():
        yield AnnealingPhase(
            int(long * _TUNED.grows**turn), *_TUNED.windows[turn % len(_TUNED.windows)], 0.0
        )


def _anneal(
    instance: Instance,
    seat: np.ndarray,
    phase: AnnealingPhase,
    random: np.ndarray,
    found: _Progress,
    budget: Budget,
) -> np.ndarray:
    """Run one phase, keep the best it meets in ``found``, and return the seats at its end."""
    state, wanted = from_seats(instance, seat), _wanted(instance)
    score = wanted - broken(instance, state.code)
    seating = SeatingArrays(_KINDS[state.code], state.seat, state.table)
    best = Found(np.array([wanted - found.missing], dtype=np.int64), found.seat)
    anneal_for(seating, instance.room, _RULES, phase, score, wanted, best, random, budget)
    found.missing = wanted - int(best.score[0])
    return state.seat


def _wanted(instance: Instance) -> int:
    """How many pairs must meet."""
    rows, columns = np.triu_indices(instance.n, 1)
    return int((_KINDS[instance.base[rows, columns]] < codes.NEUTRAL).sum())
