"""A thread that shows that its work is alive, and hears that the work should stop.

A thread of its own, because the work may be silent for many seconds: on a fresh install the
solvers are compiled first, and a mail server may take minutes to answer.
"""

import threading
from collections.abc import Callable
from datetime import timedelta
from types import TracebackType
from typing import Self

import structlog
from sqlalchemy.exc import SQLAlchemyError

log = structlog.get_logger("crosstalk")


class Heartbeat:
    """Calls ``beat`` at once and then after each ``pause`` while its ``with`` block runs.

    ``beat`` renews the claim in the database, on a connection of its own, and returns True when
    the work should stop. ``work`` names it in the log.
    """

    def __init__(self, beat: Callable[[], bool], pause: timedelta, **work: int) -> None:
        self._beat_once, self._pause, self._work = beat, pause.total_seconds(), work
        self._stop, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._beat_on, daemon=True)

    def __enter__(self) -> Self:
        self._beat()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def should_stop(self) -> bool:
        """Whether somebody asked to stop, or another worker took the work over."""
        return self._stop.is_set()

    def _beat_on(self) -> None:
        while not self._over.wait(self._pause):
            self._beat()

    def _beat(self) -> None:
        try:
            if self._beat_once():
                self._stop.set()
        except SQLAlchemyError as error:
            # A database that is away for a moment must not cost the work done so far.
            log.warning("heartbeat missed", kind=type(error).__name__, **self._work)
