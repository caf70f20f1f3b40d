"""``python -m benchmarks.engine.ablation [--quick] [--only METHOD,…] [--rooms NAME,…]``.

The whole run takes about five minutes on two cores and rewrites the ablation's table in
docs/engine.md; ``--quick`` takes about one and, like ``--only`` and ``--rooms``, prints alone.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from benchmarks.document import replace_section
from benchmarks.engine.ablation.measure import Loss, Outcome, load_engine, loss, outcome
from benchmarks.engine.ablation.rooms import Room, rooms
from benchmarks.engine.ablation.table import HEAD, row, section
from scheduler.engine.strategy import Method, removable

_DOCUMENT = Path(__file__).parents[3] / "docs" / "engine.md"
_SECONDS, _QUICK_SECONDS = 1.0, 0.5
_ANOTHER = 2
"""The other seed, which shows how much of a figure is noise."""


def main(arguments: Sequence[str]) -> None:
    """Measure, print as it goes, write the table."""
    options = _options(arguments)
    measured = _chosen(options)
    seconds = options.seconds or (_QUICK_SECONDS if options.quick else _SECONDS)
    chosen = [Method(name) for name in options.only.split(",")] if options.only else removable()
    began = perf_counter()
    # Compiled before several processes would begin it at once.
    load_engine()
    # Processes begun anew: the threads of a solve do not survive a fork.
    with ProcessPoolExecutor(
        options.processes, mp_context=get_context("spawn"), initializer=load_engine
    ) as pool:
        whole = dict(_outcomes(pool, measured, seconds))
        print(HEAD, flush=True)
        losses = []
        for name, lost in _losses(pool, measured, whole, chosen, seconds):
            print(row(name, lost), flush=True)
            losses.append((name, lost))
    text = section(measured, whole, losses, seconds)
    print(f"\n{text}\n\nThe whole run took {perf_counter() - began:.0f} seconds.")
    if not (options.quick or options.only or options.rooms):
        replace_section("ablation", text, _DOCUMENT)


def _chosen(options: argparse.Namespace) -> list[Room]:
    """The rooms named, or the quick ones, or all."""
    names = options.rooms.split(",") if options.rooms else []
    if names:
        return [room for room in rooms() if room.name in names]
    return [room for room in rooms() if room.quick or not options.quick]


def _outcomes(
    pool: ProcessPoolExecutor,
    measured: Iterable[Room],
    seconds: float,
    seed: int = 1,
    without: tuple[Method, ...] = (),
) -> Iterator[tuple[str, Outcome]]:
    """Name and outcome of each room; all of them are begun before the first is asked for."""
    begun = [
        (room.name, pool.submit(outcome, room.problem, seconds, seed, without)) for room in measured
    ]
    return ((name, future.result()) for name, future in begun)


def _losses(
    pool: ProcessPoolExecutor,
    measured: Sequence[Room],
    whole: dict[str, Outcome],
    chosen: Iterable[Method],
    seconds: float,
) -> Iterator[tuple[str, Loss]]:
    """What each method is worth in the rooms that ask for it; what seed and clock change."""
    kinds = {room.name: room.kind for room in measured}
    begun = [("*another seed*", _outcomes(pool, measured, seconds, _ANOTHER))]
    for method in chosen:
        asking = [room for room in measured if method in whole[room.name].asked]
        begun.append((method.value, _outcomes(pool, asking, seconds, without=(method,))))
    begun.append(("*nothing*", _outcomes(pool, measured, seconds)))
    for label, outcomes in begun:
        yield label, loss((kinds[name], whole[name], found) for name, found in outcomes)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine.ablation")
    parser.add_argument("--quick", action="store_true", help="a few rooms, in about a minute")
    parser.add_argument("--only", default="", help="names of methods, with commas")
    parser.add_argument("--rooms", default="", help="names of rooms, with commas")
    parser.add_argument("--seconds", type=float, default=0.0, help="for one room (1)")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="at a time")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
