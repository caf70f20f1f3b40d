"""Whether this installation can do its work: the database, the workers, the disk."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    NullPool,
    and_,
    create_engine,
    event,
    func,
    select,
    text,
)
from sqlalchemy.exc import SQLAlchemyError

from scheduler.domain.states import JobState, MailState
from scheduler.models import Job, MailServer, OutgoingMail, Worker
from scheduler.models.clock import database_now
from scheduler.models.database import read_only
from scheduler.models.failures import UNREACHABLE, sentence_of

PATIENCE_SECONDS = 3
"""How long the database may take to let us write."""

LONGEST_SILENCE = timedelta(seconds=60)
LONGEST_WAIT = timedelta(minutes=5)
"""For a piece of work that a worker could have begun."""

LEAST_FREE_BYTES = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Ages:
    """Seconds since something last happened; None where there is no such thing."""

    job: float | None
    """Since the oldest job that nobody has begun was recorded."""
    email: float | None
    """Since the oldest email that has not left was written."""
    due_email: float | None
    """Since the email that is most overdue should have been tried."""
    worker: float | None
    """Since any worker showed life."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What was found. ``problems`` are sentences for whoever runs the server; none: ready."""

    migration: str | None
    ages: Ages | None
    free_bytes: int
    problems: tuple[str, ...]


def look_at_installation(url: URL, newest: str, folder: Path) -> Readiness:
    """Look at the database at ``url``, which the migration ``newest`` fits, and at the disk.

    Asks on a connection of its own, as a file that was removed lives on in those that are open.
    Changes nothing. ``folder`` is where files are kept. Never raises for a database that is away.
    """
    migration, ages, problems = None, None, []
    try:
        migration, ages = _ask(url)
    except FileNotFoundError:
        problems.append("The database file is missing: stop the server and restore a backup.")
    except SQLAlchemyError as error:
        problems.append(sentence_of(error) or UNREACHABLE)
    else:
        if migration != newest:
            problems.append(_not_migrated(migration))
    free = shutil.disk_usage(folder).free
    if ages:
        problems += _too_old(ages)
    if free < LEAST_FREE_BYTES:
        problems.append(f"Only {free // 1024**2} MB of the disk are free: make room on it.")
    return Readiness(migration, ages, free, tuple(problems))


def _ask(url: URL) -> tuple[str | None, Ages | None]:
    """The database's migration and its ages, after a write that was taken back."""
    if url.get_backend_name() == "sqlite" and not _file(url).is_file():
        raise FileNotFoundError
    engine = _impatient(url)
    token = read_only.set(False)
    try:
        with engine.connect() as connection:
            if not engine.dialect.has_table(connection, "alembic_version"):
                return None, None
            connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
            found = connection.scalar(text("SELECT version_num FROM alembic_version"))
            # Of a database of another version nothing else may be asked.
            there = engine.dialect.has_table(connection, Worker.__tablename__)
            return found, _ages(connection) if there else None
    finally:
        read_only.reset(token)
        engine.dispose()


def _file(url: URL) -> Path:
    # SQLite's own addresses, file:/path?mode=ro, come through with their scheme.
    return Path((url.database or "").removeprefix("file:"))


def _impatient(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, poolclass=NullPool)

        @event.listens_for(engine, "connect")
        def wait_briefly(connection: object, _record: object) -> None:
            connection.execute(  # type: ignore[attr-defined]
                f"PRAGMA busy_timeout={1000 * PATIENCE_SECONDS}"
            )

        return engine
    # The lock's limit comes first, so that its error names the lock.
    limits = f"-c lock_timeout={PATIENCE_SECONDS}s -c statement_timeout={2 * PATIENCE_SECONDS}s"
    arguments = {"connect_timeout": PATIENCE_SECONDS, "options": limits}
    return create_engine(url, poolclass=NullPool, connect_args=arguments)


def _ages(connection: Connection) -> Ages:
    now = connection.scalar(select(database_now()))
    waiting = OutgoingMail.state.in_((MailState.QUEUED, MailState.SENDING))
    due_since = func.coalesce(OutgoingMail.next_try_at, OutgoingMail.created_at)
    due = and_(
        OutgoingMail.state == MailState.QUEUED,
        due_since <= now,
        # While the mail server is away all of them wait, and no worker is to blame.
        ~select(MailServer).where(MailServer.failures > 0).exists(),
    )

    def age(statement: object) -> float | None:
        moment = connection.scalar(statement)  # type: ignore[call-overload]
        return max(0.0, (now - moment).total_seconds()) if moment else None

    return Ages(
        job=age(select(func.min(Job.created_at)).where(Job.state == JobState.QUEUED)),
        email=age(select(func.min(OutgoingMail.created_at)).where(waiting)),
        due_email=age(select(func.min(due_since)).where(due)),
        worker=age(select(func.max(Worker.seen_at))),
    )


def _too_old(ages: Ages) -> Iterator[str]:
    longest = LONGEST_WAIT.total_seconds()
    if ages.worker is None:
        yield "No worker has shown life: start one with `flask worker`."
    elif ages.worker > LONGEST_SILENCE.total_seconds():
        yield f"No worker has shown life for {_long(ages.worker)}: restart the workers."
    if (ages.job or 0) > longest:
        yield f"A plan has waited for {_long(ages.job)} and no worker has begun it."
    if (ages.due_email or 0) > longest:
        yield f"An email has been due for {_long(ages.due_email)} and no worker has tried it."


def _long(seconds: float | None) -> str:
    minutes = round((seconds or 0) / 60)
    if minutes < 2:
        return f"{round(seconds or 0)} seconds"
    return f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours"


def _not_migrated(found: str | None) -> str:
    if found is None:
        return "The database has no tables yet: run `flask db upgrade`."
    return (
        f"The database is at migration {found}, which is not the one of this version: run "
        "`flask db upgrade`."
    )
