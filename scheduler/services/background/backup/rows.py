"""Rows of every table in a form that each database reads: one JSON object a line."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Date,
    DateTime,
    LargeBinary,
    MetaData,
    Table,
    Time,
    delete,
    func,
    insert,
    select,
    text,
)

from scheduler.domain.states import MailState

AT_ONCE = 500
VERSION_TABLE = "alembic_version"
_Row = dict[str, Any]


def stored_tables(connection: Connection) -> list[Table]:
    """Return the tables as they are in the database, those that others refer to first."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != VERSION_TABLE]


def numbers_of(connection: Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in stored_tables(connection)
    }


def write_stored_rows(connection: Connection, file: Path) -> dict[str, int]:
    """Write every row of every table; return how many there are of each."""
    numbers = {}
    with file.open("w", encoding="utf-8") as out:
        for table in stored_tables(connection):
            numbers[table.name] = 0
            found = select(table).order_by(*table.primary_key.columns)
            # An option of the connection itself would stay for whatever its owner asks next.
            options = {"yield_per": AT_ONCE}
            for row in connection.execute(found, execution_options=options).mappings():
                line = {name: _portable(value) for name, value in row.items()}
                out.write(json.dumps([table.name, line]) + "\n")
                numbers[table.name] += 1
    return numbers


def read_stored_rows(file: Path) -> Iterator[tuple[str, _Row]]:
    """Yield each row with its table's name, its values portable still."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            name, row = json.loads(line)
            yield name, row


def insert_rows(connection: Connection, rows: Iterable[tuple[str, _Row]]) -> None:
    """Put rows into the tables of the same migration, and the counters of ids behind them.

    What the migrations themselves have put there goes first.
    """
    tables = {table.name: table for table in stored_tables(connection)}
    for table in reversed(tables.values()):
        connection.execute(delete(table))
    waiting: list[_Row] = []
    last = ""
    for name, row in rows:
        if waiting and (name != last or len(waiting) == AT_ONCE):
            connection.execute(insert(tables[last]), waiting)
            waiting = []
        last = name
        waiting.append(_native(tables[name], row))
    if waiting:
        connection.execute(insert(tables[last]), waiting)
    if connection.dialect.name == "postgresql":
        _continue_counting(connection, tables.values())


def _continue_counting(connection: Connection, tables: Iterable[Table]) -> None:
    for table in tables:
        if "id" not in table.columns:
            continue
        largest = connection.scalar(select(func.max(table.c.id)))
        counter = connection.scalar(
            text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": f'"{table.name}"'}
        )
        if largest and counter:
            connection.execute(
                text("SELECT setval(:counter, :largest)"), {"counter": counter, "largest": largest}
            )


def hold_back(name: str, row: _Row) -> _Row:
    """Return the row of a table so that no email leaves before somebody releases it."""
    waiting = (MailState.QUEUED, MailState.SENDING)
    if name == "outgoing_mail" and row["state"] in waiting:
        return row | {"state": MailState.HELD.value}
    return row


def _portable(value: Any) -> Any:
    if isinstance(value, datetime):
        # SQLite gives times without their zone, which is UTC.
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def _native(table: Table, row: _Row) -> _Row:
    return {name: _reader(table, name)(value) for name, value in row.items()}


def _reader(table: Table, name: str) -> Callable[[Any], Any]:
    kind = table.columns[name].type
    for stored, native in ((DateTime, datetime), (Date, date), (Time, time)):
        if isinstance(kind, stored):
            return lambda value: value and native.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return lambda value: None if value is None else base64.b64decode(value)
    return lambda value: value
