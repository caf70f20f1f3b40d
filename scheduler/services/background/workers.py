"""Signs of life of the workers, by which others notice one that stands still."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update

from scheduler.models import Worker, db, transaction
from scheduler.models.database import changed_rows

SHOWN_EVERY = timedelta(seconds=5)
FORGOTTEN_AFTER = timedelta(days=1)


def show_life(name: str, now: datetime) -> None:
    """Note that the worker of this name is alive; forget those that are long gone."""
    with transaction():
        if not changed_rows(update(Worker).where(Worker.name == name).values(seen_at=now)):
            db.session.add(Worker(name=name, seen_at=now))
        changed_rows(delete(Worker).where(Worker.seen_at < now - FORGOTTEN_AFTER))
