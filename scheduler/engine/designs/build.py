"""The entry point for any mix: the longest prefix of rounds that a construction gives."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.engine.designs.columns.layout import lay_out
from scheduler.engine.designs.columns.moves import moves
from scheduler.engine.designs.columns.paths import with_paths
from scheduler.engine.designs.developed import DEVELOPED
from scheduler.engine.designs.golfers.schedule import golfer
from scheduler.engine.designs.verify import SeatingArray, people_met, sector_labels, valid_rounds
from scheduler.engine.solvers.parameters import Parameters, parameter


@dataclass(frozen=True)
class PrefixParameters(Parameters):
    """Tuning of the search for the longest prefix."""

    steps: int = parameter("steps a second", 60_000, least=1)
    """What an idle machine searches."""
    give_up: int = parameter("rounds", 4, least=1)
    """Paths are looked for with up to so many rounds fewer than asked, less one."""


_TUNED = PrefixParameters()


def design(
    sector_sizes: Sequence[int],
    tables: int,
    rounds: int,
    seconds: float,
    seed: int = 1,
) -> SeatingArray | None:
    """Return tables [rounds', people] with rounds' ≤ rounds, or None when no design is known.

    People stand sector by sector in the order of ``sector_sizes``. In every round returned
    the table sizes and each sector's numbers at the tables differ by at most one, and no
    cross-sector pair meets in two rounds; so the cross-sector pairs equal bound B1 of those
    rounds and no plan has more. ``seconds`` are those of an idle machine: work is counted in
    steps, so that a seed gives the same design anywhere.
    """
    sizes = tuple(size for size in sector_sizes if size)
    if not sizes or tables < 1 or rounds < 1:
        return None
    sectors = sector_labels(sizes)
    effort = int(seconds * _TUNED.steps)
    best: SeatingArray | None = None
    for seating in _candidates(sizes, tables, rounds):
        length = valid_rounds(seating[:rounds], sectors, tables)
        if length > (0 if best is None else len(best)):
            best = seating[:length]
        if best is not None and len(best) == rounds:
            apart = _separate_ways(sizes, tables, rounds)
            return _fairest((*apart, best), sectors, tables)
    known = 0 if best is None else len(best)
    # Pairs need no help here: assignment round by round meets their ceiling.
    if sum(sizes) > 2 * tables:
        for goal in range(rounds, max(known, rounds - _TUNED.give_up), -1):
            effort //= 2
            fairest = _fairest(with_paths(sizes, tables, goal, effort, seed), sectors, tables)
            if fairest is not None:
                return fairest
    return best


def _fairest(
    seatings: Iterable[SeatingArray], sectors: NDArray[np.int64], tables: int
) -> SeatingArray | None:
    """Return the seating whose worst-off person meets most, then the most even one.

    The first of those that are equally fair; ends at the first in which the degrees within
    each sector differ by at most one, for no exchange makes that fairer.
    """
    best, most = None, (0, 0)
    for seating in seatings:
        if valid_rounds(seating, sectors, tables) < len(seating):
            continue
        found = people_met(seating, sectors)
        fair = int(found.min()), -int((found**2).sum())
        if best is None or fair > most:
            best, most = seating, fair
        if all(np.ptp(found[sectors == s]) <= 1 for s in range(int(sectors.max()) + 1)):
            break
    return best


def _candidates(sizes: tuple[int, ...], tables: int, rounds: int) -> Iterator[SeatingArray]:
    """Yield seatings to verify, cheapest first."""
    if set(sizes) == {1} and len(sizes) % tables == 0:
        known = golfer(tables, len(sizes) // tables, rounds)
        if known is not None:
            yield known
        return
    if (sizes, tables) in DEVELOPED and rounds > tables - 1:
        yield DEVELOPED[sizes, tables].expand()
    layout = lay_out(sizes, tables)
    if layout is not None:
        for move in moves(layout.columns, tables, rounds):
            yield layout.seat(move)


def _separate_ways(sizes: tuple[int, ...], tables: int, rounds: int) -> Iterator[SeatingArray]:
    """Yield at most one seating: columns of a sector share a shift as little as is known how.

    Who shares a shift shares a table all morning. Where as many shifts are known as there
    are columns, colleagues of a sector meet at most once, too.
    """
    least, most = lay_out(sizes, tables), lay_out(sizes, tables, spare=sum(sizes))
    if least is None or most is None:
        return
    for columns in range(most.columns, least.columns, -1):
        for move in moves(columns, tables, rounds):
            layout = lay_out(sizes, tables, spare=columns - least.columns)
            if layout is not None and move.shape[1] >= rounds:
                yield layout.seat(move[:, :rounds])
                return
