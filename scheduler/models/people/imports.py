"""A list that was uploaded and previewed, waiting for its confirmation."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.models.database import Model, Moment


class StagedImport(Model):
    """The uploaded bytes between preview and import; purged after a day or once used.

    ``choices``: the organiser's column mapping and sector synonyms. ``outcome``: what came of it
    (`services.people.importing.outcome`), None until it was carried out.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    filename: Mapped[str] = mapped_column(String(255))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    choices: Mapped[dict] = mapped_column(JSON, default=dict)
    outcome: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
