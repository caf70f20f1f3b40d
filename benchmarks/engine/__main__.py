"""``python -m benchmarks.engine [--quick] [--only P1,T1] [--late] [--seconds S] [--workers W]``.

The whole run takes about seven minutes on two cores, the engine on one and the plainer ways
meanwhile on the other, and rewrites the engine's sections of
docs/benchmarks.md; ``--late`` measures and rewrites the section on late changes alone.
``--quick`` takes less than a minute and, like ``--only``, prints alone.
"""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from time import perf_counter

from benchmarks.document import replace_section
from benchmarks.engine.affinity import Liked, measure_affinity
from benchmarks.engine.instances import Instance, instances
from benchmarks.engine.late_change import late_changes
from benchmarks.engine.report import late_section, section
from benchmarks.engine.ways import Limits, Measured, Plain, by_plain_ways, measure

_CHANGED = "P4", "T5", "T6"
"""The instances that people leave and join late."""
_WARM = "P1", "T1"
"""Solved once beforehand, so that nobody's figure holds the compilation of the kernels."""
_AT_ONCE = Limits(0.5, 0.01, 0.1)


def main(arguments: Sequence[str]) -> None:
    """Measure, print as it goes, write the document."""
    options = _options(arguments)
    every = instances()
    chosen = _chosen(every, options)
    limits = (
        Limits(2.0, 0.3, 0.5, options.workers)
        if options.quick
        else Limits(options.seconds, 3.0, 8.0, options.workers)
    )
    for name in _WARM:
        measure(every[name], _AT_ONCE)
    if options.late:
        replace_section("late change", _late(every, _CHANGED))
        return
    began = perf_counter()
    # Begun anew: the threads of a solve do not survive a fork.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        for name in _WARM:
            pool.submit(by_plain_ways, every[name], _AT_ONCE).result()
        plain = [pool.submit(by_plain_ways, instance, limits) for instance in chosen]
        measured = [_said(measure(instance, limits)) for instance in chosen]
        liked: list[Liked] = []
        for name in () if options.only else ("P2",) if options.quick else ("P2", "P4"):
            liked += measure_affinity(every[name], 2.0 if options.quick else 10.0)
        late = _late(every, () if options.only else _CHANGED[:2] if options.quick else _CHANGED)
        print(_HEAD)
        compared = [
            (m, _compared(m, ways.result())) for m, ways in zip(measured, plain, strict=True)
        ]
    text = section(compared, liked, limits)
    print("\n" + text)
    print(f"\nThe whole run took {perf_counter() - began:.0f} seconds.")
    if not options.quick and not options.only:
        replace_section("engine", text)
        replace_section("late change", late)


_HEAD = (
    f"{'':>9} {'ceiling':>8} {'random':>7} {'by hand':>7} {'CP-SAT':>7} {'anneal':>7} {'ours':>7}"
)


def _late(every: dict[str, Instance], names: Sequence[str]) -> str:
    """Measure late changes of these instances; print and return their section."""
    text = late_section([change for name in names for change in late_changes(every[name], 10.0)])
    print("\n" + text)
    return text


def _said(m: Measured) -> Measured:
    print(f"{m.instance.name:>9} {m.engine:>7} of {m.ceiling:>7} {m.seconds:6.2f} s", flush=True)
    return m


def _compared(m: Measured, plain: Plain) -> Plain:
    values = (plain.random, plain.rotation, plain.textbook, plain.annealing, m.engine)
    shown = " ".join(f"{'-' if value is None else value:>7}" for value in values)
    ratio = m.engine / max(1, plain.best)
    print(f"{m.instance.name:>9} {m.ceiling:>8} {shown}  ratio {ratio:.3f}", flush=True)
    return plain


def _chosen(every: dict[str, Instance], options: argparse.Namespace) -> list[Instance]:
    if options.only:
        return [every[name] for name in options.only.split(",")]
    # The odd shapes and the histories are for the tests: the former every way seats alike, and
    # none of the other ways knows of the latter.
    compared = [i for i in every.values() if i.group not in ("shapes", "history")]
    return [i for i in compared if i.quick or not options.quick]


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the quick instances, in a minute")
    parser.add_argument("--only", default="", help="names of instances, with commas")
    parser.add_argument("--late", action="store_true", help="late changes alone")
    parser.add_argument("--seconds", type=float, default=10.0, help="for the engine (10)")
    parser.add_argument("--workers", type=int, default=1, help="threads of the engine (1)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
