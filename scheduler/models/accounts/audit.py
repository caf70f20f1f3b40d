"""Who did what, to whom and when."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.domain.accounts.audit import Topic
from scheduler.models.database import Model, Moment, StateOf


class AuditEntry(Model):
    """One thing that somebody did: "Moira" "gave" Ann "table 4 in round 2".

    ``who`` is the name of the account as it was, or empty where the attendee did it themselves.
    The person it is about is named by their sign-up alone, so that the log forgets them with it.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(
        ForeignKey("organising_body.id", ondelete="CASCADE"), index=True
    )
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), index=True
    )
    attendee_id: Mapped[int | None] = mapped_column(
        ForeignKey("attendee.id", ondelete="SET NULL"), index=True
    )
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    who: Mapped[str] = mapped_column(String(200))
    topic: Mapped[Topic] = mapped_column(StateOf(Topic, 12))
    verb: Mapped[str] = mapped_column(String(80))
    about_person: Mapped[bool]
    rest: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(Moment)
