"""The log read back, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from scheduler.domain.accounts.audit import LogEntry, LogLine, Topic, lines
from scheduler.models import Attendee, AuditEntry, Event, User, db

AT_ONCE: Final = 100
GONE: Final = "somebody who is no longer stored"


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What of the log is asked for; None and "" stand for all of it."""

    topic: str = ""
    user_id: int | None = None
    event_id: int | None = None
    person_id: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class LogPage:
    """Lines, the newest first; ``before`` leads to the next page, None on the last."""

    lines: tuple[LogLine, ...]
    before: int | None


def read_log(body_id: int, asked: LogFilter) -> LogPage:
    """Return one page of an organisation's log."""
    wanted = (
        select(AuditEntry, Attendee.name)
        .outerjoin(Attendee, Attendee.id == AuditEntry.attendee_id)
        .where(AuditEntry.body_id == body_id)
        .order_by(AuditEntry.id.desc())
        .limit(AT_ONCE + 1)
    )
    if asked.topic in list(Topic):
        wanted = wanted.where(AuditEntry.topic == Topic(asked.topic))
    for column, value in (
        (AuditEntry.user_id, asked.user_id),
        (AuditEntry.event_id, asked.event_id),
        (AuditEntry.attendee_id, asked.person_id),
    ):
        if value is not None:
            wanted = wanted.where(column == value)
    if asked.before is not None:
        wanted = wanted.where(AuditEntry.id < asked.before)
    rows = db.session.execute(wanted).all()
    shown = rows[:AT_ONCE]
    before = shown[-1][0].id if len(rows) > AT_ONCE else None
    return LogPage(tuple(lines([_entry(row, name) for row, name in shown])), before)


def events_of_log(body_id: int) -> Sequence[Event]:
    """Return the events that the log can be about, the latest first."""
    wanted = select(Event).where(Event.body_id == body_id).order_by(Event.starts_at.desc())
    return db.session.scalars(wanted).all()


def users_of_log(body_id: int) -> list[tuple[int, str]]:
    """Return who has done anything, by name; members who have left among them."""
    wanted = (
        select(User.id, User.name)
        .where(
            User.id.in_(select(AuditEntry.user_id).where(AuditEntry.body_id == body_id).distinct())
        )
        .order_by(User.name, User.id)
    )
    return [(user_id, name) for user_id, name in db.session.execute(wanted)]


def _entry(row: AuditEntry, name: str | None) -> LogEntry:
    named = (name or GONE) if row.about_person else None
    return LogEntry(row.at, row.who, row.verb, row.rest, row.event_id, row.attendee_id, named)
