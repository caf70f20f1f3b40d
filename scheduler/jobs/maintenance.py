"""What every worker does besides the work that the queue brings: it keeps house.

It sends again what a queue has lost, ends what is over, writes what is due and deletes what nobody
needs any more. Each of these may be done by several workers at once.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog

from scheduler.jobs.queue import Queue, Task, at_work
from scheduler.mail.letters import Sender
from scheduler.mail.mailbox import ReturnsMailbox, read_reports
from scheduler.models.clock import read_clock
from scheduler.services.accounts import resets
from scheduler.services.background import jobs, workers
from scheduler.services.events import waiting_list_settings
from scheduler.services.messages import outbox
from scheduler.services.messages.words import returned
from scheduler.services.messages.writing import reminders
from scheduler.services.paper import printing
from scheduler.services.people.importing.staging import purge_staged
from scheduler.services.planning.rounds.clock import keep_all_so_far
from scheduler.services.privacy import purging

_Work = Callable[[datetime], object]

EVERY: Final[tuple[tuple[timedelta, tuple[_Work, ...]], ...]] = (
    (
        timedelta(hours=1),
        (purge_staged, printing.purge_files, purging.purge),
    ),
    (timedelta(seconds=30), (waiting_list_settings.keep_up, reminders.send_due)),
    (timedelta(0), (keep_all_so_far,)),
)
"""What is done how often: uploaded lists that nobody came back to, prints of yesterday and what has
been kept of people for long enough are deleted; offers whose time is over end, and reminders whose
time has come are written; which rounds began and ended by themselves is written down each time.
"""

OFTEN: Final = timedelta(seconds=2)
RETURNS_EVERY: Final = timedelta(minutes=5)
"""How often the mailbox is read that emails come back to."""

log = structlog.get_logger("crosstalk")


class Maintenance:
    """The regular works of the worker called ``name``, and when each was done last."""

    def __init__(self, queue: Queue, name: str = "") -> None:
        self._queue = queue
        self._app = queue.app
        self._name = name
        self._done: dict[timedelta, datetime] = {}

    def works(self) -> tuple[tuple[timedelta, Callable[[], None]], ...]:
        """Each work with the pause after it; each is done in a thread of its own."""
        return (
            (OFTEN, self.keep_house),
            (OFTEN, self.answer_resets),
            (RETURNS_EVERY, self.read_returns),
            (workers.SHOWN_EVERY, self.show_life),
        )

    def keep_house(self) -> None:
        """Do what is due of ``EVERY``, then send again what the queue has lost."""
        now = datetime.now(UTC)
        for pause, works in EVERY:
            if pause not in self._done or now - self._done[pause] >= pause:
                self._done[pause] = now
                self._do_each(works, now)
        self._send_lost(now)

    def answer_resets(self) -> None:
        """Write the emails that were asked for with the address of an account."""
        with at_work(self._app):
            from_us = Sender("Crosstalk", self._app.config["MAIL_FROM"])
            for request_id in resets.waiting_resets():
                link_for = self._app.extensions["reset_link"]
                resets.answer_reset(request_id, link_for, from_us, datetime.now(UTC))

    def read_returns(self) -> None:
        """Note which emails came back, where a mailbox for them is set."""
        mailbox = ReturnsMailbox.read(self._app.config)
        if mailbox is not None:
            with at_work(self._app):
                read_reports(mailbox, returned.note_report)

    def show_life(self) -> None:
        """Leave the sign of life of this worker, unless it is deaf to the queue."""
        if self._queue.trouble():
            return
        with at_work(self._app):
            workers.show_life(self._name, read_clock())

    def _send_lost(self, now: datetime) -> None:
        """Queue again stale jobs, jobs never claimed, and emails not yet sent."""
        with at_work(self._app):
            lost = {Task.RUN_JOB: jobs.requeue_lost(now), Task.DELIVER_MAIL: outbox.due()}
            for task, ids in lost.items():
                # Where something is queued the workers are busy, not deaf: more would pile up.
                if ids and not self._queue.lanes[task].pending_count():
                    for row_id in ids:
                        self._queue.send(task, row_id)

    def _do_each(self, works: tuple[_Work, ...], now: datetime) -> None:
        """Do the regular works; where one fails the others are done all the same."""
        for work in works:
            try:
                with at_work(self._app):
                    work(now)
            except Exception as error:  # It is tried again when it is due again.
                log.error("maintenance failed", work=work.__name__, kind=type(error).__name__)
