"""What went wrong with the database, in a sentence for whoever runs the server."""

from sqlalchemy.exc import SQLAlchemyError

UNREACHABLE = "The database cannot be reached: see whether it runs, and DATABASE_URL."
LOCKED = "The database is locked by somebody who does not let go of it."
READ_ONLY = "The database cannot be written: it, its file or its disk is read-only."
DAMAGED = "The database file is damaged: stop the server and restore a backup."
FULL = "The database cannot be written: the disk is full."
NO_TABLES = "The database has no tables yet, or old ones: run `flask db upgrade`."
NOT_OPENED = "The database file cannot be opened: look at its folder and its owner."

_SAID = {
    "locked": LOCKED,
    "lock timeout": LOCKED,
    "readonly": READ_ONLY,
    "read-only": READ_ONLY,
    "malformed": DAMAGED,
    "not a database": DAMAGED,
    "file is encrypted": DAMAGED,
    "disk is full": FULL,
    "no space left": FULL,
    "no such table": NO_TABLES,
    "no such column": NO_TABLES,
    "unable to open": NOT_OPENED,
    "disk i/o error": "The database file cannot be read or written: look at the disk.",
}
"""What drivers say, and what it means. Their own texts may hold the name of a user."""

_STATES = {
    "42P01": NO_TABLES,
    "42703": NO_TABLES,
    "53100": FULL,
    "55P03": LOCKED,
    "25006": READ_ONLY,
}
"""PostgreSQL's codes, which are the same in every language."""


def sentence_of(error: SQLAlchemyError) -> str | None:
    """Return the sentence for a failure of the database itself; None for any other error."""
    cause = getattr(error, "orig", None)
    if known := _STATES.get(getattr(cause, "sqlstate", None) or ""):
        return known
    said = str(cause).lower()
    for part, sentence in _SAID.items():
        if part in said:
            return sentence
    return UNREACHABLE if getattr(error, "connection_invalidated", False) or _away(cause) else None


def _away(cause: BaseException | None) -> bool:
    """Whether the driver could not reach a server: then there is no code of the server's."""
    operational = type(cause).__name__ == "OperationalError"
    return operational and not getattr(cause, "sqlstate", None)
