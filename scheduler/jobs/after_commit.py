"""Jobs and emails reach the queue here: after the commit of the transaction that added them."""

from typing import Any

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from scheduler.domain.states import JobState
from scheduler.jobs.queue import Task
from scheduler.models import Job, OutgoingMail, db

_ADDED = "added work"


def send_added_work() -> None:
    """Let every commit hand the jobs and emails it added to the queue of its application.

    What a rollback takes back is forgotten. What the queue loses, the workers find again.
    """
    session: Any = db.session
    if event.contains(session, "after_commit", _send):
        return
    event.listen(session, "after_flush", _remember)
    event.listen(session, "after_commit", _send)
    event.listen(session, "after_rollback", _forget)


def _remember(session: Session, _context: Any) -> None:
    added = session.info.setdefault(_ADDED, [])
    added += [
        (Task.DELIVER_MAIL, row)
        for row in (*session.new, *session.dirty)
        if isinstance(row, OutgoingMail) and row.is_due
    ]
    added += [
        (Task.RUN_JOB, row)
        for row in session.new
        if isinstance(row, Job) and row.state == JobState.QUEUED
    ]


def _send(session: Session) -> None:
    for task, row in session.info.pop(_ADDED, []):
        current_app.extensions["queue"].send(task, row.id)


def _forget(session: Session) -> None:
    session.info.pop(_ADDED, None)
