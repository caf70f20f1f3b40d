"""How a worker carries out a job of any kind: it ends with a result or with a sentence."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog

from scheduler.domain.states import JobState
from scheduler.errors import CrosstalkError
from scheduler.models import db, transaction
from scheduler.services.background import jobs

log = structlog.get_logger("crosstalk")


def carry_out_job(
    job_id: int,
    work: Callable[[int], None],
    clock: Callable[[], datetime],
    *,
    name: str,
    crashed: str,
    told: Callable[[CrosstalkError], dict[str, Any]] = lambda _error: {},
) -> None:
    """Claim the job and do its ``work``, which is given the number of the attempt and ends the job.

    Does nothing where another worker has it. Where the work raises, the job fails: with the
    sentence of a CrosstalkError, and what ``told`` makes of it as its progress, or with
    ``crashed``, in which "{kind}" stands for the kind of the error. ``name`` is what the log calls
    the work.
    """
    attempt = jobs.claim(job_id)
    if attempt is None:
        return
    progress: dict[str, Any] = {}
    try:
        work(attempt)
        return
    except CrosstalkError as error:
        sentence, progress = error.sentence, told(error)
    except Exception as error:
        kind = type(error).__name__
        log.error(f"{name} crashed", job=job_id, kind=kind, place=_place_of(error))
        sentence = crashed.format(kind=kind)
    db.session.rollback()
    with transaction():
        jobs.finish(job_id, attempt, JobState.FAILED, clock(), sentence, progress=progress)


def _place_of(error: Exception) -> str:
    # The exception's text may quote what a person typed; its type and place do not.
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
