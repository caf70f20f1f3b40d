"""The queue: carries ids to workers. What is to be done stands in the database.

A queue may lose a message (a worker killed after taking it); the rows of Job and
OutgoingMail do not. The maintenance loop sends again what a queue has lost, and claiming a row
by a conditional update makes a message that arrives twice harmless. So a queue that is
away costs a few seconds, never work: sending to it fails quietly, with a line in the log.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import structlog
from flask import Flask

from scheduler.domain.states import JobKind
from scheduler.mail.letters import Sender
from scheduler.mail.mailbox import ReturnsMailbox, read_reports
from scheduler.models.clock import read_clock
from scheduler.models.database import read_only
from scheduler.services.accounts import resets
from scheduler.services.afterwards.working_groups import proposing
from scheduler.services.background import jobs as job_rows
from scheduler.services.background import workers
from scheduler.services.events import waiting_list_settings
from scheduler.services.messages import outbox
from scheduler.services.messages.mail_context import reset_mail_context, set_mail_context
from scheduler.services.messages.words import returned
from scheduler.services.messages.writing import reminders
from scheduler.services.paper import printing
from scheduler.services.people.importing import import_preview as people_import
from scheduler.services.planning import run as planning
from scheduler.services.planning.rounds.clock import keep_all_so_far
from scheduler.services.privacy import purging

if TYPE_CHECKING:
    from huey import Huey

LANES = {"run_job": "crosstalk-plans", "deliver_mail": "crosstalk-emails"}
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

PURGE_EVERY = timedelta(hours=1)
PUNCTUAL_EVERY = timedelta(seconds=30)
log = structlog.get_logger("crosstalk")


class Queue:
    """Sends work to the workers and, in a worker, carries it out under ``app``.

    Opens nothing until it is used.
    """

    def __init__(self, app: Flask, url: str) -> None:
        self._app = app
        self._url = url
        self._left_alone_until = 0.0
        self._purged: datetime | None = None
        self._kept_up: datetime | None = None

    @cached_property
    def lanes(self) -> "dict[str, Huey]":
        """The queue of each kind of work; QUEUE_URL says what carries them."""
        work = {"run_job": self._run_job, "deliver_mail": self._deliver_mail}
        lanes = {task: _open(self._url, name) for task, name in LANES.items()}
        self._tasks = {task: lanes[task].task(name=task)(work[task]) for task in lanes}
        return lanes

    def send(self, task: str, row_id: int) -> None:
        """Put ``run_job`` or ``deliver_mail`` for a row on its queue, after the commit.

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
            log.warning("queue away", task=task, kind=type(error).__name__)

    def trouble(self) -> str | None:
        """Return a sentence where what carries the queue cannot be reached, after some seconds."""
        try:
            self.lanes["run_job"].pending_count()
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

    def send_again(self) -> None:
        """Queue again what was lost: stale jobs, jobs never claimed, emails not yet sent.

        Twice a minute also end offers of places whose time is over, and write reminders whose time
        has come. Once an hour delete uploaded lists that nobody came back to, prints of yesterday,
        and what has been kept of people for long enough. Each time write down which rounds began
        and ended by themselves.
        """
        now = datetime.now(UTC)
        if self._purged is None or now - self._purged >= PURGE_EVERY:
            self._purged = now
            self._maintain(now, people_import.purge_staged, printing.purge_files, purging.purge)
        if self._kept_up is None or now - self._kept_up >= PUNCTUAL_EVERY:
            self._kept_up = now
            self._maintain(now, waiting_list_settings.keep_up, reminders.send_due)
        self._maintain(now, keep_all_so_far)
        with self._at_work():
            lost = {"run_job": job_rows.requeue_lost(now), "deliver_mail": outbox.due()}
            for task, ids in lost.items():
                # Where something is queued the workers are busy, not deaf: more would pile up.
                if ids and not self.lanes[task].pending_count():
                    for row_id in ids:
                        self.send(task, row_id)

    def _maintain(self, now: datetime, *works: Callable[[datetime], object]) -> None:
        """Do the regular works; where one fails the others are done all the same."""
        for work in works:
            try:
                with self._at_work():
                    work(now)
            except Exception as error:  # It is tried again when it is due again.
                log.error("maintenance failed", work=work.__name__, kind=type(error).__name__)

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """What each piece of work needs around it, in whatever thread it is done."""
        read_only.set(False)
        token = set_mail_context(self._app.extensions["mail_context"])
        try:
            with self._app.app_context():
                yield
        finally:
            reset_mail_context(token)

    def answer_resets(self) -> None:
        """Write the emails that were asked for with the address of an account."""
        with self._at_work():
            from_us = Sender("Crosstalk", self._app.config["MAIL_FROM"])
            for request_id in resets.waiting_resets():
                link_for = self._app.extensions["reset_link"]
                resets.answer_reset(request_id, link_for, from_us, datetime.now(UTC))

    def read_returns(self) -> None:
        """Note which emails came back, where a mailbox for them is set."""
        mailbox = ReturnsMailbox.read(self._app.config)
        if mailbox is not None:
            with self._at_work():
                read_reports(mailbox, returned.note_report)

    def show_life(self, name: str) -> None:
        """Leave the sign of life of the worker of this name, unless it is deaf to the queue."""
        if self.trouble():
            return
        with self._at_work():
            workers.show_life(name, read_clock())

    def _run_job(self, job_id: int) -> None:
        with self._at_work():
            work = JOBS.get(job_rows.kind_of(job_id) or "")
            if work is None:
                job_rows.refuse(job_id, datetime.now(UTC))
            else:
                work(job_id, self._app.config["PLAN_SECONDS"])

    def _deliver_mail(self, mail_id: int) -> None:
        with self._at_work():
            outbox.deliver(mail_id, self._app.extensions["mail_transport"])


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
