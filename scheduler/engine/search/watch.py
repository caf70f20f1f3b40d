"""Time, the stop flag and the best so far, shared by the threads of one solve."""

import threading
import time
from dataclasses import dataclass, field


@dataclass
class Watch:
    """One solve's clock. Threads ask :meth:`over`; the caller's thread sets ``stop``."""

    seconds: float
    started: float = field(default_factory=time.monotonic)
    stop: threading.Event = field(default_factory=threading.Event)
    pairs: int = 0
    ceiling: int = 0
    level: str = "preparing"

    def elapsed(self) -> float:
        """Seconds since the solve began."""
        return time.monotonic() - self.started

    def left(self) -> float:
        """Seconds of search left, never negative."""
        return max(0.0, self.seconds - self.elapsed())

    def over(self) -> bool:
        """Whether to stop now: told to, or out of time."""
        return self.stop.is_set() or self.left() <= 0
