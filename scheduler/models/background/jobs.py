"""Background work, as rows: the queue may forget, a row does not; and the workers that do it."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.domain.states import JobState
from scheduler.models.database import Model, Moment, StateOf


class Job(Model):
    """One piece of background work.

    ``progress``: what the page shows ({} before the first report). ``heartbeat_at`` is when it was
    queued, then renewed while running, by the database's clock; a running job whose heartbeat
    stops is queued again.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    state: Mapped[JobState] = mapped_column(StateOf(JobState, 12), index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    arguments: Mapped[dict] = mapped_column(JSON, default=dict)
    progress: Mapped[dict] = mapped_column(JSON, default=dict)
    stop_requested: Mapped[bool] = mapped_column(default=False)
    sentence: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    heartbeat_at: Mapped[datetime | None] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", ondelete="SET NULL"))


class Worker(Model):
    """A background worker: its machine and process id, and when it last showed life."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    seen_at: Mapped[datetime] = mapped_column(Moment)
