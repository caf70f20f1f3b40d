"""Mail waiting to be sent, and what became of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.domain.states import MailState
from scheduler.models.database import Model, Moment, StateOf


class OutgoingMail(Model):
    """One message, written in the same transaction as the change it tells of.

    ``message`` is the whole RFC 5322 message, so that a retry sends the same bytes and the outbox
    page can show it. Whoever sends it renews ``claimed_at``; ``attempts`` counts the claims and is
    the name of the latest. ``tried_since`` is when the first try began, ``next_try_at`` the moment
    before which there is no other, by the database's clock; ``error`` what the mail server said.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("organising_body.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), index=True
    )
    attendee_id: Mapped[int | None] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"))
    group_message_id: Mapped[int | None] = mapped_column(ForeignKey("group_message.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    message: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[MailState] = mapped_column(StateOf(MailState, 10), index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    tried_since: Mapped[datetime | None] = mapped_column(Moment)
    next_try_at: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def is_due(self) -> bool:
        """Whether a worker should try it now, for the first time or afresh."""
        return self.state == MailState.QUEUED and self.next_try_at is None


class GroupMessage(Model):
    """What an organiser wrote to a group of an event; each reader's email points to it.

    ``submission`` is the random key of the form that sent it, so that it is sent once. ``subject``
    is as it was written, before names were filled in.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    submission: Mapped[str] = mapped_column(String(64), unique=True)
    audience: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Moment)


class MailServer(Model):
    """The one row that says whether the mail server takes emails.

    ``failures`` in a row concern every email alike: while there are any, one email at a time is
    tried, and none before ``next_try_at``. ``barred``: the server refuses us for good, as for a
    wrong password. ``words``: what it said.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    barred: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(Text, default="")
    since: Mapped[datetime | None] = mapped_column(Moment)
    next_try_at: Mapped[datetime | None] = mapped_column(Moment)
