"""The part of a POST that only looks things up."""

from collections.abc import Iterator
from contextlib import contextmanager

from scheduler.models import db
from scheduler.models.database import read_only


@contextmanager
def reading() -> Iterator[None]:
    """Look things up and check a form without the write lock that a POST takes on SQLite.

    The transaction ends with the block; what was loaded stays loaded. Nothing may be changed
    inside. Use it where many people post at once: the lock is then held for the change alone.
    """
    before = read_only.set(True)
    try:
        yield
    finally:
        db.session.commit()
        read_only.reset(before)
