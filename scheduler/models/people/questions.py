"""The organiser's own questions on an event's form, and what people answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.models.database import Model, Moment, Versioned


class Question(Versioned, Model):
    """A question that an organiser put on the form of an event.

    ``kind`` is one of `domain.people.questions.custom.KINDS`; ``choices`` belong to those that
    have some. ``seen``: who may see the answers beside the organisers (`description.Reader`).
    Answers are deleted ``kept_days`` after the event; None: they are kept as long as names are.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    label: Mapped[str] = mapped_column(String(150))
    help: Mapped[str] = mapped_column(String(300), default="")
    choices: Mapped[list[str]] = mapped_column(JSON, default=list)
    required: Mapped[bool] = mapped_column(default=False)
    purpose: Mapped[str] = mapped_column(String(300))
    seen: Mapped[list[str]] = mapped_column(JSON, default=list)
    kept_days: Mapped[int | None]


class Answer(Model):
    """What somebody answered; no answer is no row. ``wording``: the question as they saw it.

    ``value`` is text, a list of choices, or true for a consent.
    """

    __table_args__ = (UniqueConstraint("attendee_id", "question_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), index=True
    )
    attendee_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"))
    value: Mapped[Any] = mapped_column(JSON)
    wording: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(Moment)
