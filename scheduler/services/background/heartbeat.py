"""The heart of a running job: a thread that shows life in its row and hears the wish to stop.

A thread of its own, because the work may be silent for many seconds: on a fresh install the
solvers are compiled first, and a job without a heartbeat is taken for dead.
"""

import threading
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Any, Self

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from scheduler.services.background import jobs

BEAT_SECONDS = jobs.HEARTBEAT.total_seconds() / 2

log = structlog.get_logger("crosstalk")


class Heart:
    """Beats while its ``with`` block runs. ``progress`` is what the next beat writes."""

    def __init__(
        self, engine: Engine, job_id: int, attempt: int, clock: Callable[[], datetime]
    ) -> None:
        self.progress: dict[str, Any] | None = None
        self._engine, self._clock = engine, clock
        self._job_id, self._attempt = job_id, attempt
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
        """Whether somebody asked to stop, or another worker took the job over."""
        return self._stop.is_set()

    def _beat_on(self) -> None:
        while not self._over.wait(BEAT_SECONDS):
            self._beat()

    def _beat(self) -> None:
        try:
            if jobs.beat(self._engine, self._job_id, self._attempt, self._clock(), self.progress):
                self._stop.set()
        except SQLAlchemyError as error:
            # A database that is away for a moment must not cost the work done so far.
            log.warning("heartbeat missed", job=self._job_id, kind=type(error).__name__)
