"""How long a step may still take."""

from dataclasses import dataclass, replace
from time import monotonic
from typing import Self

from scheduler.engine.result import ShouldStop


@dataclass(frozen=True)
class TimeLeft:
    """Until when something may take, on the monotonic clock, unless it is told to stop before."""

    deadline: float
    should_stop: ShouldStop | None

    @classmethod
    def of(cls, seconds: float, should_stop: ShouldStop | None) -> Self:
        """So many seconds from now."""
        return cls(monotonic() + seconds, should_stop)

    def left(self) -> float:
        """Seconds left, none once told to stop."""
        told = self.should_stop is not None and self.should_stop()
        return 0.0 if told else max(0.0, self.deadline - monotonic())

    def part(self, share: float) -> Self:
        """The limits of something that may take this share of what is left."""
        return replace(self, deadline=monotonic() + share * self.left())
