"""The database handle, the transaction every service owns, and SQLite's pragmas."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CursorResult, DateTime, Delete, Engine, MetaData, String, Update, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, object_session
from sqlalchemy.types import TypeDecorator

from scheduler.domain.states import State

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

read_only: ContextVar[bool] = ContextVar("read_only", default=False)
"""Set for requests that only read: on SQLite they then take no write lock."""


class Base(DeclarativeBase):
    """Every table; constraints get names so that migrations can alter them on SQLite."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})

if TYPE_CHECKING:

    class Model(Base):
        """What type checkers see of db.Model."""

        __abstract__ = True

else:
    Model = db.Model


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC by every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Store UTC; refuse a naive time, whose meaning nobody knows."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs its time zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Give back an aware UTC datetime (SQLite forgets the zone)."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class StateOf(TypeDecorator[State]):
    """One state of an enumeration, kept as its value."""

    impl = String
    cache_ok = True

    def __init__(self, states: type[State], length: int) -> None:
        super().__init__(length)
        self.states = states

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """Store the value; refuse what is no such state."""
        return None if value is None else self.states(value).value

    def process_result_value(self, value: str | None, dialect: Any) -> State | None:
        """Give back the member of the enumeration."""
        return None if value is None else self.states(value)


class Versioned:
    """Something that people edit: ``version`` grows by one with every change of its row.

    Forms carry the version they show, see ``services.editing``. Counters that statements change
    past the session (places taken) leave it alone.
    """

    id: Mapped[int]
    version: Mapped[int] = mapped_column(default=1, server_default="1")


@event.listens_for(Versioned, "before_update", propagate=True)
def _grow_version(_mapper: Any, _connection: Any, target: Versioned) -> None:
    session = object_session(target)
    if session is not None and session.is_modified(target, include_collections=False):
        target.version += 1


@contextmanager
def transaction() -> Iterator[None]:
    """Commit what the block changed, or roll all of it back when it raises."""
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


@contextmanager
def reading() -> Iterator[None]:
    """Look things up without the write lock that a POST or a job takes on SQLite.

    A transaction that is open, and may hold the lock, ends before; that of the block ends with it.
    What was loaded stays loaded. Nothing may be changed inside. Use it where many post at once, or
    where looking takes long: the lock is then held for the change alone.
    """
    db.session.commit()
    before = read_only.set(True)
    try:
        yield
    finally:
        db.session.commit()
        read_only.reset(before)


def changed_rows(statement: Update | Delete) -> int:
    """Carry out the statement in the present transaction and return how many rows it changed.

    Objects already loaded keep their old values: refresh those that matter.
    """
    quiet = statement.execution_options(synchronize_session=False)
    return cast("CursorResult[Any]", db.session.execute(quiet)).rowcount


@event.listens_for(Engine, "connect")
def _sqlite_pragmas(connection: Any, _record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        # SQLAlchemy's begin event below opens transactions; the driver must not.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        # In WAL mode NORMAL syncs at checkpoints alone: a power cut would lose sign-ups that
        # people have been told of.
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA busy_timeout=20000")
        connection.execute("PRAGMA foreign_keys=ON")


@event.listens_for(Engine, "begin")
def _sqlite_begin(connection: Any) -> None:
    # A transaction that reads and then writes must hold the write lock from its start:
    # under deferred locking, concurrent sign-ups would lose updates or fail as "locked".
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if read_only.get() else "BEGIN IMMEDIATE")
