"""Puts a backup in the place of what is there. No email leaves until somebody releases it."""

import json
import sqlite3
import tempfile
from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path

from sqlalchemy import MetaData, delete, update

from scheduler.domain.states import MailState
from scheduler.errors import InvalidInput
from scheduler.models import OutgoingMail, ResetRequest, SignIn, Worker, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.background.backup import archive
from scheduler.services.background.backup.making import (
    Installation,
    copy_file,
    on_file,
    sqlite_file,
)
from scheduler.services.background.backup.rows import (
    hold_back,
    insert_rows,
    read_stored_rows,
    write_stored_rows,
)

PASSING = (SignIn, ResetRequest, Worker)
"""Of one moment: everybody signs in anew, also who signed out after the backup was made."""


def restore(
    place: Installation, file: Path, known: Collection[str], migrate: Callable[[str], None]
) -> archive.Manifest:
    """Check the backup, then replace the database and the queue with it.

    ``known`` are the migrations of this version; ``migrate`` brings the database to one, "head"
    being the last. A backup of either kind of database fits either. Raises InvalidInput with a
    sentence before anything is changed.
    """
    with tempfile.TemporaryDirectory(prefix="crosstalk-restore-") as name:
        folder = Path(name)
        manifest = _read(file, folder, known)
        database = folder / archive.DATABASE
        if database.exists() and place.engine.dialect.name == "sqlite":
            _replace_file(place, database)
        else:
            _replace_rows(place, folder, manifest.migration, migrate)
        if place.queue and (folder / archive.QUEUE).exists():
            copy_file(folder / archive.QUEUE, place.queue)
        migrate("head")
        with transaction():
            for model in PASSING:
                changed_rows(delete(model))
    return manifest


def check_backup(file: Path, known: Collection[str]) -> tuple[str, ...]:
    """Check a backup as `restore` does; return its secret key, then the former ones it holds."""
    with tempfile.TemporaryDirectory(prefix="crosstalk-restore-") as name:
        folder = Path(name)
        _read(file, folder, known)
        former = folder / archive.FORMER
        before = json.loads(former.read_text()) if former.exists() else ()
        return ((folder / archive.SECRET).read_text(), *before)


def _read(file: Path, folder: Path, known: Collection[str]) -> archive.Manifest:
    manifest = archive.read_archive(file, folder)
    if manifest.migration not in known:
        raise InvalidInput(f"{file} was made by a newer version of Crosstalk.")
    database = folder / archive.DATABASE
    if database.exists():
        with closing(sqlite3.connect(database)) as connection:
            said = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if said != "ok":
            raise InvalidInput(f"{file} holds a damaged database.")
    return manifest


def _replace_file(place: Installation, database: Path) -> None:
    waiting = OutgoingMail.state.in_((MailState.QUEUED, MailState.SENDING))
    with on_file(database) as engine, engine.begin() as connection:
        connection.execute(update(OutgoingMail).where(waiting).values(state=MailState.HELD))
    with closing(sqlite3.connect(database)) as connection:
        # The log becomes part of the file, which is what is copied.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.session.remove()
    place.engine.dispose()
    copy_file(database, sqlite_file(place.engine))


def _replace_rows(
    place: Installation, folder: Path, migration: str, migrate: Callable[[str], None]
) -> None:
    rows = folder / archive.ROWS
    if not rows.exists():
        with on_file(folder / archive.DATABASE) as engine, engine.connect() as connection:
            write_stored_rows(connection, rows)
    db.session.remove()
    with place.engine.begin() as connection:
        there = MetaData()
        there.reflect(connection)
        there.drop_all(connection)
    migrate(migration)
    with place.engine.begin() as connection:
        insert_rows(
            connection, ((name, hold_back(name, row)) for name, row in read_stored_rows(rows))
        )
