"""Mail waiting to be sent, and what became of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.domain.states import MailState
from scheduler.models.database import Model, Moment, StateOf


class OutgoingMail(Model):
    """One message, written in the same transaction as the change it tells of.

    ``message`` is the whole RFC 5322 message, so that a retry sends the same bytes and the outbox
    page can show it.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("organising_body.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), index=True
    )
    attendee_id: Mapped[int | None] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(30))
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    message: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[MailState] = mapped_column(StateOf(MailState, 10), index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def is_due(self) -> bool:
        """Whether a worker should try it now, for the first time or afresh."""
        return self.state == MailState.QUEUED and self.claimed_at is None
