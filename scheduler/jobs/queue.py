"""The queue: carries ids to workers. What is to be done stands in the database.

A queue may lose a message (a worker killed after taking it); the rows of Job and
OutgoingMail do not. The maintenance loop sends again what a queue has lost, and claiming a row
by a conditional update makes a message that arrives twice harmless. So a queue that is
away costs a few seconds, never work: sending to it fails quietly, with a line in the log.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import structlog
from flask import Flask

from scheduler.domain.states import JobKind
from scheduler.models.database import read_only
from scheduler.services.afterwards.working_groups import proposing
from scheduler.services.background import jobs as job_rows
from scheduler.services.messages import outbox
from scheduler.services.messages.mail_context import reset_mail_context, set_mail_context
from scheduler.services.paper import printing
from scheduler.services.planning import run as planning

if TYPE_CHECKING:
    from huey import Huey


class Task(StrEnum):
    """What the queue brings to a worker: the id of a row, and what to do with it."""

    RUN_JOB = "run_job"
    DELIVER_MAIL = "deliver_mail"


LANES: Final = {Task.RUN_JOB: "crosstalk-plans", Task.DELIVER_MAIL: "crosstalk-emails"}
"""A queue for each kind of work: a mail server that is slow delays no plan, and the reverse."""

JOBS: Final[Mapping[str, Callable[[int, float], None]]] = {
    JobKind.PLAN: planning.run_job,
    JobKind.REPLAN: planning.run_job,
    JobKind.IMPROVE: lambda job_id, _seconds: planning.run_improvement(job_id),
    JobKind.PRINT: lambda job_id, _seconds: printing.run(job_id),
    JobKind.GROUPS: lambda job_id, _seconds: proposing.run_groups(job_id),
}
"""The service that carries out each kind of job: its id, and the seconds that a plan may take."""

AWAY: Final = (
    "The queue cannot be reached: see whether it runs, and QUEUE_URL. Pages are served; "
    "plans and emails wait until it is back."
)
CONNECT_SECONDS: Final = 3
ANSWER_SECONDS: Final = 5
"""How long a queue on another machine may take; workers ask it to wait for a second."""

LEFT_ALONE_SECONDS: Final = 10.0
"""How long nothing is sent to a queue that failed: maintenance sends it later."""

log = structlog.get_logger("crosstalk")


class Queue:
    """Sends work to the workers and, in a worker, carries it out under ``app``.

    Opens nothing until it is used.
    """

    def __init__(self, app: Flask, url: str) -> None:
        self.app = app
        self._url = url
        self._left_alone_until = 0.0

    @cached_property
    def lanes(self) -> "dict[Task, Huey]":
        """The queue of each kind of work; QUEUE_URL says what carries them."""
        work = {Task.RUN_JOB: self._run_job, Task.DELIVER_MAIL: self._deliver_mail}
        lanes = {task: _open(self._url, name) for task, name in LANES.items()}
        self._tasks = {task: lanes[task].task(name=task.value)(work[task]) for task in lanes}
        return lanes

    def send(self, task: Task, row_id: int) -> None:
        """Put a task for a row on its queue, after the commit.

        Never raises: the row is safe, and maintenance sends what did not get through.
        """
        if monotonic() < self._left_alone_until:
            return
        try:
            _ = self.lanes  # The first look at them makes the tasks.
            self._tasks[task](row_id)
        except Exception as error:  # Each kind of queue fails in its own ways.
            # One that does not answer would cost each of a thousand emails its patience.
            self._left_alone_until = monotonic() + LEFT_ALONE_SECONDS
            log.warning("queue away", task=task.value, kind=type(error).__name__)

    def trouble(self) -> str | None:
        """Return a sentence where what carries the queue cannot be reached, after some seconds."""
        try:
            self.lanes[Task.RUN_JOB].pending_count()
        except Exception as error:  # As above.
            log.warning("queue away", kind=type(error).__name__)
            return AWAY
        return None

    def run_pending(self) -> int:
        """Carry out what is queued, here and now; returns how many. For tests and scripts."""
        done = 0
        for lane in self.lanes.values():
            while (task := lane.dequeue()) is not None:
                lane.execute(task)
                done += 1
        return done

    def _run_job(self, job_id: int) -> None:
        with at_work(self.app):
            work = JOBS.get(job_rows.kind_of(job_id) or "")
            if work is None:
                job_rows.refuse(job_id, datetime.now(UTC))
            else:
                work(job_id, self.app.config["PLAN_SECONDS"])

    def _deliver_mail(self, mail_id: int) -> None:
        with at_work(self.app):
            outbox.deliver(mail_id, self.app.extensions["mail_transport"])


@contextmanager
def at_work(app: Flask) -> Iterator[None]:
    """What each piece of work needs around it, in whatever thread it is done."""
    read_only.set(False)
    token = set_mail_context(app.extensions["mail_context"])
    try:
        with app.app_context():
            yield
    finally:
        reset_mail_context(token)


def _open(url: str, name: str) -> "Huey":
    # huey brings the drivers of every queue along; commands without a queue do without them.
    import huey

    scheme = urlsplit(url).scheme
    common: dict[str, Any] = {"results": False, "utc": True}
    if scheme == "sqlite":
        return huey.SqliteHuey(name, filename=url.removeprefix("sqlite:///"), fsync=False, **common)
    if scheme in ("redis", "rediss"):
        pool = huey.storage.ConnectionPool.from_url(
            url, socket_connect_timeout=CONNECT_SECONDS, socket_timeout=ANSWER_SECONDS
        )
        return huey.RedisHuey(name, connection_pool=pool, **common)
    if scheme in ("postgresql", "postgres"):
        return huey.PostgresHuey(name, dsn=url, connect_timeout=CONNECT_SECONDS, **common)
    return huey.MemoryHuey(name, **common)
