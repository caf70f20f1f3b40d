"""Time, the stop flag and the best so far, shared by the threads of one solve."""

import threading
import time
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


@dataclass(frozen=True)
class Watch:
    """One solve's clock. Threads ask :meth:`over`; the caller's thread sets ``stop``."""

    seconds: float
    started: float = field(default_factory=time.monotonic)
    stop: threading.Event = field(default_factory=threading.Event)
    won: threading.Event = field(default_factory=threading.Event)
    board: Board = field(default_factory=Board)

    def elapsed(self) -> float:
        """Seconds since the solve began."""
        return time.monotonic() - self.started

    def left(self) -> float:
        """Seconds of search left, never negative."""
        return max(0.0, self.seconds - self.elapsed())

    def over(self) -> bool:
        """Whether to stop now: told to, out of time, or another thread has won."""
        return self.stop.is_set() or self.won.is_set() or self.left() <= 0

    def part(self, seconds: float) -> "Watch":
        """A watch for a race that ends at most ``seconds`` after the solve began."""
        return replace(self, seconds=min(seconds, self.seconds), won=threading.Event())
