"""Time, the stop flag and the best so far, shared by the threads of one solve."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace


@dataclass
class Board:
    """What the caller is told while it waits."""

    pairs: int = 0
    ceiling: int = 0
    level: str = "preparing"

    def offer(self, pairs: int) -> None:
        """Show a better number of pairs; lower ones are ignored."""
        self.pairs = max(self.pairs, pairs)


_UNITS_PER_SECOND = 80_000_000
"""Pair look-ups that one worker is allowed per second of the time limit.

About 60% of what a plain core of 2024 does. A lone worker counts its work and ends by this
count, so that the same plan results on every machine that is not slower; the clock is the
guard on those that are.
"""


@dataclass
class Work:
    """Pair look-ups done so far."""

    units: float = 0.0


@dataclass(frozen=True)
class Watch:
    """One solve's clock. Threads ask :meth:`over`; the caller's thread sets ``stop``."""

    seconds: float
    started: float = field(default_factory=time.monotonic)
    stop: threading.Event = field(default_factory=threading.Event)
    won: threading.Event = field(default_factory=threading.Event)
    board: Board = field(default_factory=Board)
    work: Work = field(default_factory=Work)
    allowed: float = float("inf")
    asked: Callable[[], bool] = bool
    """A second way to be told to stop, for callers without a flag of their own."""

    @staticmethod
    def start(seconds: float, workers: int) -> "Watch":
        """A watch that starts now; a lone worker's work is counted."""
        units = seconds * _UNITS_PER_SECOND if workers == 1 else float("inf")
        return Watch(seconds, allowed=units)

    def elapsed(self) -> float:
        """Seconds since the solve began."""
        return time.monotonic() - self.started

    def left(self) -> float:
        """Seconds of search left, never negative."""
        return max(0.0, self.seconds - self.elapsed())

    def spend(self, units: float) -> None:
        """Count look-ups done."""
        self.work.units += units

    def over(self) -> bool:
        """Whether to stop now: told to, out of time or work, or another thread has won."""
        spent = self.work.units >= self.allowed
        told = self.stop.is_set() or self.won.is_set() or self.asked()
        return spent or told or self.left() <= 0

    def part(self, share: float) -> "Watch":
        """A watch for a race that may use this share of the time and the work left."""
        return replace(
            self,
            seconds=self.elapsed() + share * self.left(),
            allowed=self.work.units + share * max(0.0, self.allowed - self.work.units),
            won=threading.Event(),
        )
