"""The workers that have shown life."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.models.database import Model, Moment


class Worker(Model):
    """A background worker: its machine and process id, and when it last showed life."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    seen_at: Mapped[datetime] = mapped_column(Moment)
