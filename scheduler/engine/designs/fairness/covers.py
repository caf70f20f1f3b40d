"""Even out a design: re-seat a whole sector at once (D9).

Keep everybody else where they are. A person of sector s may take any path, one table a
round, on which they meet nobody of another sector twice; the plan keeps all its pairs when
paths are chosen that fill each table, in each round, with as many of the sector as before.
That is a set partition with a cost for each path, which CP-SAT solves in milliseconds. Near
saturation it seldom gains at once; but covers that cost the same abound, and taking one at
random gives the other sectors new paths. So the sectors take turns, with a little noise.
"""

import random
from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from scheduler.engine.designs.verify import SeatingArray, people_met
from scheduler.engine.solvers.budget import Budget
from scheduler.engine.solvers.cp_sat import solve_within
from scheduler.engine.solvers.parameters import Parameters, parameter


@dataclass(frozen=True)
class CoverParameters(Parameters):
    """Tuning of covers."""

    steps: int = parameter("steps", 40_000, least=1)
    """Of the search for one sector's paths, which is left as it is beyond them."""
    paths: int = parameter("paths", 1_200, least=1)
    """A sector with more is left as it is."""
    shortage: int = parameter("people met, squared", 1_000)
    """The price of a meeting short of the fewest that could be."""
    noise: float = parameter("people met, squared", 0.008)
    """Added to the price of a path or taken off it, at most."""
    turn: int = parameter("look-ups", 1_250_000)
    """That take as long as one turn."""
    choice_seconds: float = parameter("seconds", 4.0)
    """For one choice of paths, by the clock, a guard alone."""
    choice_effort: float = parameter("CP-SAT's deterministic seconds", 0.2)
    """The same by the work done."""


_TUNED = CoverParameters()
_SCALE = 1_000
"""CP-SAT takes whole prices: this many to a square."""


def share_out(
    seating: SeatingArray,
    sectors: NDArray[np.int64],
    turns: int,
    budget: Budget,
    seed: int = 1,
) -> SeatingArray:
    """Return the fairest design met while sectors take ``turns`` turns to be re-seated.

    ``seating``: a design, as :func:`..verify.valid_rounds` says; the result is one with the
    same sectors at every table. Ends when the worst-off person meets as many as the average
    of the worst-off sector, rounded down, for then annealing does the rest. Looks at the
    budget between turns of at most some tenths of a second. Repeats itself for a seed unless
    the budget's clock ends it.
    """
    noise = random.Random(seed)  # noqa: S311 (a search, not a secret)
    found = people_met(seating, sectors)
    wanted = fair_degree(seating, sectors)
    best, least, now = seating, _worth(found, wanted), seating
    closed: set[int] = set()
    for turn in range(turns):
        sector = turn % (int(sectors.max()) + 1)
        if people_met(best, sectors).min() >= wanted or len(closed) > sectors.max():
            break
        budget.spend(_TUNED.turn)
        if budget.over():
            break
        if sector in closed:
            continue
        covered = _cover(now, sectors, sector, wanted, noise, budget)
        if covered is None:
            closed.add(sector)
            continue
        now = covered
        worth = _worth(people_met(now, sectors), wanted)
        if worth < least:
            best, least = now, worth
    return best


def fair_degree(seating: SeatingArray, sectors: NDArray[np.int64]) -> int:
    """Return the average of the people met in the worst-off sector, rounded down."""
    found = people_met(seating, sectors)
    return min(int(found[sectors == s].mean()) for s in range(int(sectors.max()) + 1))


def _worth(found: NDArray[np.int64], wanted: int) -> int:
    return int((found**2 + _TUNED.shortage * np.maximum(0, wanted - found)).sum())


def _cover(
    seating: SeatingArray,
    sectors: NDArray[np.int64],
    sector: int,
    wanted: int,
    noise: random.Random,
    budget: Budget,
) -> SeatingArray | None:
    """Return the seating with one sector on the cheapest paths, or None where they are many."""
    room = np.zeros((len(seating), int(seating.max()) + 1), dtype=np.int64)
    members = np.flatnonzero(sectors == sector)
    for r, row in enumerate(seating):
        np.add.at(room[r], row[members], 1)
    others = _others(seating, sectors, sector, room.shape[1])
    paths = _paths(room, others)
    if paths is None:
        return None
    cost = []
    for path in paths:
        met = sum(others[r][t].bit_count() for r, t in enumerate(path))
        cost.append(_SCALE * (met * met + _TUNED.shortage * max(0, wanted - met)))
    held = Counter(tuple(path) for path in seating[:, members].T.tolist())
    most = round(_TUNED.noise * _SCALE)
    noisy = [c + noise.randint(-most, most) for c in cost]
    chosen = _choose(paths, noisy, room, held, budget.within(_TUNED.choice_seconds))
    covered = seating.copy()
    if chosen:
        covered[:, members] = np.array(chosen).T
    return covered


def _others(
    seating: SeatingArray, sectors: NDArray[np.int64], sector: int, tables: int
) -> list[list[int]]:
    """The people of other sectors at each table of each round, as a bit mask."""
    masks = [[0] * tables for _ in seating]
    for bit, person in enumerate(np.flatnonzero(sectors != sector).tolist()):
        for r, table in enumerate(seating[:, person].tolist()):
            masks[r][table] |= 1 << bit
    return masks


def _paths(room: NDArray[np.int64], others: list[list[int]]) -> list[tuple[int, ...]] | None:
    """List every path that meets nobody twice; None where that takes too long."""
    open_tables = [np.flatnonzero(row).tolist() for row in room]
    stack: list[tuple[tuple[int, ...], int]] = [((), 0)]
    paths: list[tuple[int, ...]] = []
    for _ in range(_TUNED.steps):
        if not stack:
            return paths
        path, seen = stack.pop()
        r = len(path)
        if r == len(room):
            paths.append(path)
            if len(paths) > _TUNED.paths:
                return None
            continue
        for table in open_tables[r]:
            if not seen & others[r][table]:
                stack.append(((*path, table), seen | others[r][table]))
    return None


def _choose(
    paths: list[tuple[int, ...]],
    cost: list[int],
    room: NDArray[np.int64],
    held: Counter[tuple[int, ...]],
    budget: Budget,
) -> list[tuple[int, ...]]:
    """Return a cheapest choice of paths that fills the room; none where time runs out."""
    model = cp_model.CpModel()
    taken = [model.new_int_var(0, int(room.max()), "") for _ in paths]
    cells: dict[tuple[int, int], list[cp_model.IntVar]] = {}
    for path, times in zip(paths, taken, strict=True):
        model.add_hint(times, held.get(path, 0))
        for cell in enumerate(path):
            cells.setdefault(cell, []).append(times)
    for (r, table), crossing in cells.items():
        model.add(sum(crossing) == int(room[r, table]))
    model.minimize(sum(c * times for c, times in zip(cost, taken, strict=True)))
    status, solver = solve_within(model, budget, presolve=False, effort=_TUNED.choice_effort)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return []
    return [
        path for path, times in zip(paths, taken, strict=True) for _ in range(solver.value(times))
    ]
