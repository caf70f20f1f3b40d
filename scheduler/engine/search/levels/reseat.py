"""Large neighbourhoods by assignment: one person from each table of a round, re-seated optimally.

The people taken out sit at different tables before and after, so what one of them brings to
a table does not depend on where the others go: every level, fairness included, is a sum over
(person, table), and a linear sum assignment finds the best of T! seatings at once. O(T²·k)
to price and O(T³·log) at worst to assign. For pairs, one half is matched anew to the other.
"""

from dataclasses import dataclass

import numpy as np

from scheduler.engine.kernels import pair_codes as codes
from scheduler.engine.kernels.levels.changes import (
    AFFINITY,
    COUNTED,
    FAIR,
    MOVED_PERSON,
    MOVES,
    PAIRS,
    REPEATS,
    TIMES,
)
from scheduler.engine.search.levels.affinity import WISH
from scheduler.engine.search.levels.degrees import BY_BYTE, changed_seats
from scheduler.engine.search.levels.improve import Levels
from scheduler.engine.search.levels.mixing import mix, mixable
from scheduler.engine.search.seating.instance import Instance
from scheduler.engine.search.seating.state import SearchState
from scheduler.engine.solvers.assignment import assign
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.parameters import Parameters, parameter


@dataclass(frozen=True)
class ReseatParameters(Parameters):
    """Tuning of re-seating by assignment."""

    widest: int = parameter("tables", 300, least=2)
    """More are left to the annealing."""
    idle_sweeps: int = parameter("sweeps", 10, least=1)
    """Without gain before the end."""
    idle_tables: int = parameter("tables", 800)
    """Where these are few: sweeps that re-seat so many in each round."""


_TUNED = ReseatParameters()
_STEP = {0: 10**13, 1: 10**8, 2: 10**5, 3: 1, 4: 0}
"""What one unit weighs by rank, so that the levels stay lexicographic in one integer."""
_PAIRS_ALONE = (1, 0, 0, 0, 0)
"""What one unit of each level weighs while only pairs count."""


@dataclass
class _Table:
    """One round with a person taken from each of some tables."""

    r: int
    tables: np.ndarray
    seats: np.ndarray
    movers: np.ndarray
    others: np.ndarray


def reseat(levels: Levels, rng: np.random.Generator, target: np.ndarray, budget: Budget) -> bool:
    """Re-seat round after round until several sweeps bring little; say whether any helped.

    Little is less than a thousandth of the affinity, unless a wish was granted or a higher
    level gained: nobody waits for crumbs.
    """
    levels.return_to_best()
    idle, gained, marked = 0, False, levels.best.copy()
    patience = max(
        _TUNED.idle_sweeps, _TUNED.idle_tables // max(1, int(levels.instance.tables.max(initial=0)))
    )
    mixable_rounds, steps = mixable(levels), _in_order(levels)
    while idle < patience and (levels.best < target).any() and not budget.over():
        mix(levels, mixable_rounds, rng)
        for r in rng.permutation(levels.instance.free):
            if budget.over():
                break
            _reseat_round(levels, int(r), rng, steps)
            budget.spend(_work(levels, int(r)))
        levels.keep_best()
        idle, better = idle + 1, levels.best - marked
        gained |= bool(better.any())
        if (
            better[AFFINITY] >= min(WISH, 1 + levels.best[AFFINITY] // 1000)
            or better[:AFFINITY].any()
        ):
            idle, marked = 0, levels.best.copy()
    return gained


def reseat_as_sum(
    levels: Levels, rng: np.random.Generator, steps: tuple[int, ...], sweeps: int, budget: Budget
) -> None:
    """Re-seat every round some times for the sum of ``steps`` (by level) times the levels.

    What is reached in the end is taken as the best plan.
    """
    levels.return_to_best()
    for _ in range(sweeps):
        for r in range(levels.instance.free):
            if budget.over():
                break
            _reseat_round(levels, r, rng, steps)
            budget.spend(_work(levels, r))
    levels.best, levels.best_seat = levels.totals.copy(), levels.state.seat.copy()


def pair_anew(
    instance: Instance, state: SearchState, ceiling: int, sweeps: int, rng: np.random.Generator,
    budget: Budget,
) -> SearchState:  # fmt: skip
    """Return the state with its pairs raised by re-seating every round ``sweeps`` times.

    For tables of two. No step loses pairs or breaks a rule; ends at ``ceiling``. What swaps miss
    near saturation is found because the meetings of two rounds are dealt anew before each sweep.
    """
    levels = Levels(instance, state, 0)
    rounds = mixable(levels)
    for _ in range(sweeps):
        mix(levels, rounds, rng)
        for r in rng.permutation(instance.free):
            if levels.totals[PAIRS] >= ceiling or budget.over():
                return levels.state
            _reseat_round(levels, int(r), rng, _PAIRS_ALONE)
            # Tables of two are soon priced.
            budget.spend(_work(levels, int(r)) // 2)
    return levels.state


def _work(levels: Levels, r: int) -> int:
    """Look-ups that take as long as one round's re-seating."""
    return 100_000 + 60 * int(levels.instance.tables[r]) ** 2


def _in_order(levels: Levels) -> tuple[int, ...]:
    """What one unit of each level weighs where they are lexicographic."""
    steps = [0] * 5
    for rank, level in enumerate(levels.order.tolist()):
        steps[level] = _STEP[rank] if level != MOVES or rank == 0 else int(len(levels.old) > 0)
    return tuple(steps)


def _reseat_round(levels: Levels, r: int, rng: np.random.Generator, steps: tuple[int, ...]) -> None:
    taken = _take_out(levels, r, rng)
    if taken is None:
        return
    parts = _prices(levels, taken)
    price = np.zeros(parts[0].shape, dtype=np.int64)
    for level, step in enumerate(steps):
        price -= step * parts[level]
    place = _cheapest(price, rng)
    rows = np.arange(len(place))
    gained = int((parts[PAIRS][rows, place] - parts[PAIRS][rows, rows]).sum())
    if 2 * gained <= -codes.RULE:
        # The rules come before every level, also before the old seats where these come first.
        return
    # What costs the same is taken too: the next rounds start from somewhere else.
    if price[rows, place].sum() <= price[rows, rows].sum():
        _apply(levels, taken, place, parts)


def _cheapest(price: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return a cheapest assignment, any of those that cost the same."""
    rows, columns = rng.permutation(len(price)), rng.permutation(len(price))
    place = np.empty(len(price), dtype=np.int64)
    place[rows] = columns[assign(price[np.ix_(rows, columns)])]
    return place


def _take_out(levels: Levels, r: int, rng: np.random.Generator) -> _Table | None:
    """Choose a random free seat at each table; None where fewer than two tables have one."""
    instance, seat = levels.instance, levels.state.seat
    count = int(instance.tables[r])
    if not 2 <= count <= _TUNED.widest:
        return None
    here = seat[r, :count]
    free = (here >= 0) & (instance.fixed[r, here] < 0) & (instance.group[here] < 0)
    dice = rng.random(here.shape)
    if rng.random() < 0.5:
        # Everybody of one sector against the others: what pairs ask for most.
        dice += instance.sector[here] == rng.integers(instance.sector.max() + 1)
    dice *= free
    tables = np.flatnonzero(free.any(axis=1))
    if len(tables) < 2:
        return None
    seats = dice.argmax(axis=1)[tables]
    others = here[tables].copy()
    others[np.arange(len(tables)), seats] = -1
    return _Table(r, tables, seats, here[tables, seats].astype(np.int64), others.astype(np.int64))


def _prices(levels: Levels, taken: _Table) -> list[np.ndarray]:
    """What each mover (row) is worth at each table (column) on every level."""
    instance, vacancy = levels.instance, levels.instance.n
    movers, others = taken.movers, taken.others
    rows = np.arange(len(movers))
    byte = levels.state.code[movers[:, None, None], others[None, :, :]].astype(np.int64)
    seated = others[rows] >= 0
    byte[rows, rows] -= seated
    seats = (others >= 0)[None, :, :]
    people = seats & (others != vacancy)[None, :, :] & (movers != vacancy)[:, None, None]
    met = codes.MET[byte]
    new = people & (BY_BYTE[COUNTED][byte] > 0) & (met == 0)
    own = levels.degree[movers] - new[rows, rows].sum(axis=1)
    theirs = levels.degree[others] - new[rows, rows]
    fair = levels.price[movers[:, None], own[:, None] + new.sum(axis=2)].astype(np.int64)
    with_new = levels.price[others[None, :, :], np.maximum(0, theirs)[None, :, :] + new]
    without = levels.price[others, np.maximum(0, theirs)][None, :, :]
    fair = fair + np.where(people, with_new - without, 0).sum(axis=2)
    same = instance.organisation[movers][:, None, None] == instance.organisation[others][None]
    repeats = (people & (met > 0)).sum(axis=2) + (people & same).sum(axis=2)
    parts = [np.zeros_like(fair) for _ in range(5)]
    parts[PAIRS] = np.where(seats, codes.ADD[byte], 0).sum(axis=2).astype(np.int64)
    parts[FAIR] = -fair
    parts[REPEATS] = -repeats.astype(np.int64)
    if len(levels.affinity) > 1:
        liked = levels.affinity[movers[:, None, None], others[None, :, :]]
        parts[AFFINITY] = np.where(people & (met == 0), liked, 0).sum(axis=2).astype(np.int64)
    if len(levels.old):
        parts[MOVES] = _kept(levels, taken)
    return parts


def _kept(levels: Levels, taken: _Table) -> np.ndarray:
    """What keeping or leaving the old seat is worth to each mover at each table."""
    old = levels.old[taken.r, taken.movers]
    now = levels.state.table[taken.r, taken.movers]
    elsewhere = levels.changed[taken.movers] - ((old >= 0) & (old != now))
    leaves = (old[:, None] >= 0) & (old[:, None] != taken.tables[None, :])
    leaves &= (taken.movers != levels.instance.n)[:, None]
    return -(leaves * (1 + MOVED_PERSON * (elsewhere[:, None] == 0))).astype(np.int64)


def _apply(levels: Levels, taken: _Table, place: np.ndarray, parts: list[np.ndarray]) -> None:
    """Seat mover i at table place[i] and keep bytes, degrees and totals in step."""
    state, rows = levels.state, np.arange(len(place))
    if (place == rows).all():
        return
    levels.totals += np.array([(p[rows, place] - p[rows, rows]).sum() for p in parts])
    for i, t in enumerate(place.tolist()):
        if i == t:
            continue
        mover, table = taken.movers[i], taken.tables[t]
        _meet(levels, mover, taken.others[i], -1)
        _meet(levels, mover, taken.others[t], 1)
        state.seat[taken.r, table, taken.seats[t]] = mover
        state.table[taken.r, mover] = table
    state.table[:, levels.instance.n] = -1
    levels.changed = changed_seats(state.table, levels.old)


def _meet(levels: Levels, mover: np.int64, others: np.ndarray, times: int) -> None:
    """Count one more (1) or one fewer (-1) meeting of the mover with each of the others."""
    others = others[others >= 0]
    code = levels.state.code
    before = code[mover, others].astype(np.int64)
    after = before + times
    code[mover, others] = code[others, mover] = after
    counts = BY_BYTE[COUNTED][before] > 0
    first = (counts & (BY_BYTE[TIMES][np.maximum(before, after)] == 1)) * np.int32(times)
    levels.degree[others] += first
    levels.degree[mover] += first.sum(dtype=np.int32)
