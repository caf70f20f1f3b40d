"""Counts of the rate limits in a file that all processes of one machine share."""

import hashlib
import os
import sqlite3
import threading
import time
from typing import Any

from limits.storage import Storage


class SharedCounts(Storage):
    """The storage that ``sqlite:///path`` names.

    Each process would otherwise count for itself, and a limit be as many times as high as there
    are processes. A power cut may take the counts along: they are worth no sync of the disk.
    """

    STORAGE_SCHEME = ["sqlite"]  # noqa: RUF012

    def __init__(self, uri: str, wrap_exceptions: bool = False, **_options: Any) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._path = uri.removeprefix("sqlite:///")
        self._lock = threading.Lock()
        self._opened: sqlite3.Connection | None = None

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        """What the limiter takes for a storage that is away."""
        return sqlite3.Error, OSError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count ``amount`` more under the key for ``expiry`` seconds; return the sum."""
        now = time.time()
        self._ask("DELETE FROM counts WHERE ends <= ?", now)
        counted = self._ask(
            "INSERT INTO counts VALUES (?, ?, ?) "
            "ON CONFLICT (key) DO UPDATE SET number = number + excluded.number RETURNING number",
            _digest(key),
            amount,
            now + expiry,
        )
        return int(counted or 0)

    def get(self, key: str) -> int:
        """Return the sum under the key."""
        statement = "SELECT number FROM counts WHERE key = ? AND ends > ?"
        return int(self._ask(statement, _digest(key), time.time()) or 0)

    def get_expiry(self, key: str) -> float:
        """Return when the sum under the key is forgotten, in seconds since 1970."""
        statement = "SELECT ends FROM counts WHERE key = ?"
        return float(self._ask(statement, _digest(key)) or time.time())

    def check(self) -> bool:
        """Return whether the file can be read."""
        try:
            self._ask("SELECT count(*) FROM counts")
        except self.base_exceptions:
            return False
        return True

    def reset(self) -> int | None:
        """Forget every count."""
        self._ask("DELETE FROM counts")
        return None

    def clear(self, key: str) -> None:
        """Forget the count under the key."""
        self._ask("DELETE FROM counts WHERE key = ?", _digest(key))

    def _ask(self, statement: str, *values: object) -> Any:
        """Carry out the statement; return the first value of its first row."""
        with self._lock:
            if self._opened is None:
                self._opened = self._open()
            # All rows: a statement that is not read to its end keeps the file locked.
            rows = self._opened.execute(statement, values).fetchall()
            return rows[0][0] if rows else None

    def _open(self) -> sqlite3.Connection:
        # Nobody else on the machine needs to read who came from where.
        os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(
            self._path, timeout=5, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS counts (key TEXT PRIMARY KEY, number INTEGER, ends REAL)"
        )
        connection.execute("CREATE INDEX IF NOT EXISTS counts_end ON counts (ends)")
        return connection


def _digest(key: str) -> str:
    """Keys hold addresses of people and machines; the file needs to know neither."""
    return hashlib.sha256(key.encode()).hexdigest()
