"""What was printed, and prints that wait to be fetched."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.models.database import Model, Moment


class SheetPrint(Model):
    """Sheets as they were printed. ``facts``: what each says, see domain.paper.out_of_date."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    printed_at: Mapped[datetime] = mapped_column(Moment)
    facts: Mapped[dict] = mapped_column(JSON)


class PrintFile(Model):
    """The PDF that a job has made; it goes with the next one, or after a day."""

    job_id: Mapped[int] = mapped_column(ForeignKey("job.id", ondelete="CASCADE"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Moment)
