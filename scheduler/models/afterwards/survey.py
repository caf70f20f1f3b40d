"""What people are asked after an event, and what they answered, without their names."""

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.models.database import Model, Versioned


class Survey(Versioned, Model):
    """The questions of one event: a list, each with the same answers, and one to think about."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), unique=True)
    questions: Mapped[list[str]] = mapped_column(JSON)
    reflection: Mapped[str] = mapped_column(String(200))


class SurveyReply(Model):
    """The answers of one person, of whom nothing is kept with them.

    ``id`` is random, so that the order of the replies does not tell either. ``answers``: the
    value of a ``SurveyAnswer`` of the domain for each question, or "" where none was given.
    ``quotable``: the words may be shown to others.
    """

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), index=True)
    answers: Mapped[list[str]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(Text, default="")
    quotable: Mapped[bool]


class SurveyDone(Model):
    """That an attendee has answered; not what, and not when."""

    attendee_id: Mapped[int] = mapped_column(
        ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True
    )
