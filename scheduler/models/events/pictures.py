"""Pictures of an event: its logo, and photographs of what to expect."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.models.database import Model, Moment


class EventPicture(Model):
    """One picture, as pages show it. ``words``: what is seen, for who does not see it.

    ``logo``: it stands beside the title; the others are photographs, in the order of their ids.
    ``name`` is in its address and made from the content, so that it may be kept for ever.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    logo: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(String(200))
    mimetype: Mapped[str] = mapped_column(String(40))
    width: Mapped[int]
    height: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
