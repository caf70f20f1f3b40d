"""How the benchmark says what it measured."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    what: str
    measured: str
    wanted: str = ""


def spread(seconds: Sequence[float]) -> str:
    """The median and the 99th percentile of the times."""
    times = sorted(1000 * one for one in seconds)
    ninety_nine = times[-(-99 * len(times) // 100) - 1]
    return f"p50 {statistics.median(times):.0f} ms, p99 {ninety_nine:.0f} ms"
