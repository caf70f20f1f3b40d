"""A worker: plans and emails are carried out side by side, each kind by threads of its own."""

import os
import signal
import threading
import time
from typing import TYPE_CHECKING, Final

import structlog

from scheduler.jobs.queue import Queue, Task
from scheduler.jobs.warming import wait_for_parent

if TYPE_CHECKING:
    from huey import Huey
    from huey.consumer import Consumer

log = structlog.get_logger("crosstalk")

EMAIL_THREADS: Final = 4
LOOK_FOR_EMAILS: Final = 0.25
LOOK_FOR_PLANS: Final = 0.1
"""Seconds between two looks of a thread at a queue without messages: guests stand at their tables
while new ones are worked out."""

LONGEST_PAUSE_SECONDS: Final = 15.0
FAREWELL_SECONDS: Final = 10.0
"""How long a worker that was told to stop finishes the emails that it is handing over.

One that is cut off would be sent a second time, as nobody knows whether the server took it. A plan
that is cut off begins anew.
"""


def work(queue: Queue, plan_threads: int) -> None:
    """Carry out what the queue brings until SIGTERM or SIGINT; call it in the main thread."""
    # A plan begins anew wherever it is cut, so nothing waits for one.
    plans = _consumer(queue.lanes[Task.RUN_JOB], plan_threads, patience=0.0, look=LOOK_FOR_PLANS)
    emails = _consumer(queue.lanes[Task.DELIVER_MAIL], EMAIL_THREADS, patience=FAREWELL_SECONDS)
    emails.start()
    try:
        # Last, because the handlers of signals are those of the consumer that began last.
        plans.run()
    finally:
        emails.stop(graceful=True)


def wait_for_queue(queue: Queue) -> None:
    """Return once the queue can be reached; say once that it cannot, and when it can again."""
    pause, said = 0.5, False
    while trouble := queue.trouble():
        if not said:
            log.warning("waiting", why=trouble)
        said, pause = True, min(2 * pause, LONGEST_PAUSE_SECONDS)
        time.sleep(pause)
    if said:
        log.info("the queue is there")


def stop_with_parent() -> None:
    """Wait until standard input closes; then end as SIGTERM would, in time whatever happens."""
    wait_for_parent()
    timer = threading.Timer(FAREWELL_SECONDS + 1, os._exit, (0,))
    timer.daemon = True
    timer.start()
    os.kill(os.getpid(), signal.SIGTERM)


def _consumer(
    lane: "Huey", threads: int, patience: float, look: float = LOOK_FOR_EMAILS
) -> "Consumer":
    return lane.create_consumer(
        workers=threads,
        periodic=False,
        worker_type="thread",
        initial_delay=0.05,
        max_delay=look,
        shutdown_timeout=patience,
    )
