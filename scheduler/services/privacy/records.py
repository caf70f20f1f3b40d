"""What was done with personal data, for the organiser to read again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from scheduler.models import PrivacyRecord, db, transaction

SHOWN_AT_ONCE = 50


def note_record(body_id: int, by: str, sentence: str, now: datetime) -> None:
    """Keep that something was done, in the caller's transaction."""
    db.session.add(PrivacyRecord(body_id=body_id, by=by, sentence=sentence, at=now))


def keep(body_id: int, by: str, sentence: str, now: datetime) -> None:
    """Keep that something was done, in a transaction of its own."""
    with transaction():
        note_record(body_id, by, sentence, now)


def records_of(body_id: int) -> Sequence[PrivacyRecord]:
    """Return the latest of what was done for a body, newest first."""
    return db.session.scalars(
        select(PrivacyRecord)
        .where(PrivacyRecord.body_id == body_id)
        .order_by(PrivacyRecord.id.desc())
        .limit(SHOWN_AT_ONCE)
    ).all()
