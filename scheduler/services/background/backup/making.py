"""Makes a backup while the product runs, and reads it back before it counts as made."""

import json
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, text

from scheduler.errors import InvalidInput
from scheduler.services.background.backup import archive
from scheduler.services.background.backup.rows import numbers_of, write_stored_rows


@dataclass(frozen=True, slots=True)
class Installation:
    """What an installation keeps, and where.

    ``keys``: the secret key itself, and those before it that still count. ``queue``: the file of
    an SQLite queue.
    """

    engine: Engine
    keys: tuple[str, ...]
    queue: Path | None


def back_up(place: Installation, file: Path, now: datetime) -> dict[str, int]:
    """Write everything into ``file`` and read it back; return how many rows each table has.

    All of the database is of one moment. Raises InvalidInput with a sentence.
    """
    with tempfile.TemporaryDirectory(prefix="crosstalk-backup-") as name:
        folder = Path(name)
        with archive.unpacked_in(folder):
            migration, numbers = _gather(place, folder)
        archive.write_archive(file, folder, now.isoformat(), migration, numbers)
    with tempfile.TemporaryDirectory(prefix="crosstalk-backup-") as name:
        try:
            archive.read_archive(file, Path(name))
        except InvalidInput:
            file.unlink()
            raise
    return numbers


def _gather(place: Installation, folder: Path) -> tuple[str, dict[str, int]]:
    """Put everything into ``folder``; return the migration and how many rows each table has."""
    present, *former = place.keys
    (folder / archive.SECRET).write_text(present)
    if former:
        (folder / archive.FORMER).write_text(json.dumps(former))
    if place.queue and place.queue.exists():
        copy_file(place.queue, folder / archive.QUEUE)
    if place.engine.dialect.name == "sqlite":
        copy_file(sqlite_file(place.engine), folder / archive.DATABASE)
        with on_file(folder / archive.DATABASE) as copied, copied.connect() as connection:
            migration, numbers = migration_of(connection), numbers_of(connection)
    else:
        with place.engine.connect() as connection:
            connection.execution_options(isolation_level="REPEATABLE READ")
            migration = migration_of(connection)
            numbers = write_stored_rows(connection, folder / archive.ROWS)
    return migration, numbers


def copy_file(source: Path, target: Path) -> None:
    """Copy an SQLite database as it is at one moment, over what ``target`` holds, in one step."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        new.execute("PRAGMA busy_timeout=20000")
        old.backup(new)


def sqlite_file(engine: Engine) -> Path:
    """Return the file of an SQLite database."""
    return Path((engine.url.database or "").removeprefix("file:"))


class on_file:
    """``with on_file(path) as engine``: an SQLite file that nobody else uses."""

    def __init__(self, path: Path) -> None:
        self._engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)

    def __enter__(self) -> Engine:
        return self._engine

    def __exit__(self, *_error: object) -> None:
        self._engine.dispose()


def migration_of(connection: Connection) -> str:
    """Return the database's migration. Raises InvalidInput for one without tables."""
    there = connection.dialect.has_table(connection, "alembic_version")
    found = there and connection.scalar(text("SELECT version_num FROM alembic_version"))
    if not found:
        raise InvalidInput("This database has no tables yet: there is nothing to back up.")
    return str(found)
