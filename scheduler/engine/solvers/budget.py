"""What a piece of work may still spend, who may cancel it, and what an observer is told of it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Self

from scheduler.engine.strategy import Method

_UNITS_PER_SECOND = 130_000_000
"""Pair look-ups that counted work is allowed per second of its time.

About 60% of what a plain core of 2024 does. Counted work ends by this count, so that the same
plan results on every machine that is not slower; the clock is the guard on those that are.
"""

clock: Callable[[], float] = monotonic
"""What counts the seconds of every budget. Tests put the processor's time of their process here:
then no result depends on what else the machine is doing."""


@dataclass
class Observer:
    """What the caller of a solve is told while it waits."""

    pairs: int = 0
    ceiling: int = 0
    level: str = "preparing"

    def offer(self, pairs: int) -> None:
        """Show a better number of pairs; lower ones are ignored."""
        self.pairs = max(self.pairs, pairs)


@dataclass
class Work:
    """Pair look-ups done so far."""

    units: float = 0.0


@dataclass(frozen=True)
class Budget:
    """The time and the counted work that something may take, unless it is cancelled before.

    ``deadline``: on the monotonic clock. ``allowed``: the look-ups after which ``work`` is
    spent, infinite where only the clock counts. ``cancelled`` is asked besides the flags
    ``stop``, of the whole solve, and ``won``, of one race between workers. Parts of a budget
    share its flags, its observer and, unless made afresh, its count of work. ``without``: the
    methods that are left out.
    """

    deadline: float
    allowed: float = float("inf")
    cancelled: Callable[[], bool] = bool
    started: float = field(default_factory=lambda: clock())
    stop: threading.Event = field(default_factory=threading.Event)
    won: threading.Event = field(default_factory=threading.Event)
    work: Work = field(default_factory=Work)
    observer: Observer = field(default_factory=Observer)
    without: frozenset[Method] = frozenset()

    @classmethod
    def of(
        cls,
        seconds: float,
        cancelled: Callable[[], bool] = bool,
        counted: bool = False,
        without: frozenset[Method] = frozenset(),
    ) -> Self:
        """A budget of so many seconds from now; ``counted``: and of the work that fits in."""
        return cls(clock() + seconds, _units(seconds, counted), cancelled, without=without)

    def uses(self, method: Method) -> bool:
        """Whether a method is to be tried."""
        return method not in self.without

    def is_cancelled(self) -> bool:
        """Whether somebody said stop, or another worker of the race has won."""
        return self.stop.is_set() or self.won.is_set() or self.cancelled()

    def elapsed(self) -> float:
        """Seconds since the solve began."""
        return clock() - self.started

    def left(self) -> float:
        """Seconds left, never negative; none once cancelled."""
        return 0.0 if self.is_cancelled() else max(0.0, self.deadline - clock())

    def over(self) -> bool:
        """Whether to end now: cancelled, or out of time or work."""
        return self.work.units >= self.allowed or self.left() <= 0

    def spend(self, units: float) -> None:
        """Count look-ups done."""
        self.work.units += units

    def charge(self, share: float) -> None:
        """Count work that is not counted in look-ups as this share of all that is allowed."""
        if self.allowed < float("inf"):
            self.spend(share * self.allowed)

    def part(self, share: float) -> Self:
        """A budget of this share of the time and the work left."""
        return replace(
            self,
            deadline=clock() + share * self.left(),
            allowed=self.work.units + share * max(0.0, self.allowed - self.work.units),
        )

    def race(self, share: float) -> Self:
        """The same for a race of workers, which ends when one has :attr:`won`."""
        return replace(self.part(share), won=threading.Event())

    def within(self, seconds: float) -> Self:
        """The same budget, ended after so many seconds at the latest."""
        return replace(self, deadline=min(self.deadline, clock() + seconds))

    def afresh(self, seconds: float, counted: bool = False) -> Self:
        """So many seconds from now, whatever is left, with a count of work of its own."""
        return replace(
            self,
            deadline=clock() + seconds,
            allowed=_units(seconds, counted),
            work=Work(),
        )


def _units(seconds: float, counted: bool) -> float:
    return seconds * _UNITS_PER_SECOND if counted else float("inf")
