"""Emails that were held back by a restore: they may have left already before it."""

from sqlalchemy import func, select, update

from scheduler.domain.states import MailState
from scheduler.models import Event, OutgoingMail, db, transaction
from scheduler.models.database import changed_rows


def number_held(event: Event | None = None) -> int:
    """Return how many emails are held back, of one event or of all."""
    held = select(func.count()).select_from(OutgoingMail)
    held = held.where(OutgoingMail.state == MailState.HELD)
    if event is not None:
        held = held.where(OutgoingMail.event_id == event.id)
    return db.session.scalar(held) or 0


def release(event: Event | None = None) -> int:
    """Let the emails that are held back leave, of one event or of all; return how many."""
    held = update(OutgoingMail).where(OutgoingMail.state == MailState.HELD)
    if event is not None:
        held = held.where(OutgoingMail.event_id == event.id)
    with transaction():
        return changed_rows(held.values(state=MailState.QUEUED, next_try_at=None))
