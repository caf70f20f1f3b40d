"""What was done with the personal data of a body, without the person it was about."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.models.database import Model, Moment


class PrivacyRecord(Model):
    """One time that personal data was shown, erased or deleted in time, and by whom.

    ``by`` is the name of an account, or "Crosstalk". ``sentence`` says what and how much.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(
        ForeignKey("organising_body.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(200))
    sentence: Mapped[str] = mapped_column(Text)
