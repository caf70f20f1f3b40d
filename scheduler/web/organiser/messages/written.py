"""What the pages share on which an organiser writes to many: fields, reader, test, number."""

from datetime import datetime
from typing import Any

from flask import flash, request
from flask_security.core import current_user
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from scheduler.domain.messages.own_words import LONGEST_SUBJECT, LONGEST_TEXT
from scheduler.models import Attendee, Event
from scheduler.services.messages.writing import groups
from scheduler.services.messages.writing.groups import Audience, Starts, Words
from scheduler.web.organiser.messages.shown_email import shown_letter
from scheduler.web.shared.forms import strip
from scheduler.web.shared.mailing import emails


def subject_field() -> StringField:
    """The subject of an email."""
    return StringField(
        "Subject",
        filters=[strip],
        validators=[DataRequired("Write the subject of the email."), Length(max=LONGEST_SUBJECT)],
    )


def text_field(rows: int, description: str = "") -> TextAreaField:
    """The words of an email."""
    return TextAreaField(
        "Your words",
        description=description,
        filters=[strip],
        validators=[DataRequired("Write the text of the email."), Length(max=LONGEST_TEXT)],
        render_kw={"rows": rows},
    )


def chosen_reader(audience: Audience) -> Attendee | None:
    """Whose email is shown: whoever was chosen, else the first of them; None for nobody."""
    wanted = request.form.get("person", "")
    chosen = next((p for p in audience.people if str(p.id) == wanted), None)
    return chosen or next(iter(audience.people), None)


def as_read(
    event: Event,
    reader: Attendee | None,
    words: Words,
    now: datetime,
    starts: Starts | None = None,
) -> dict[str, Any]:
    """What a preview shows: the reader and their email, in a reminder with where they start."""
    letter = groups.letter_for(event, reader, words, now, starts) if reader else None
    return {
        "reader": reader,
        "email": shown_letter(letter) if letter else None,
    }


def send_to_oneself(
    event: Event,
    reader: Attendee,
    words: Words,
    now: datetime,
    starts: Starts | None = None,
) -> None:
    """Send the reader's email to whoever is signed in, and say so."""
    groups.send_test(event, reader, words, current_user, now, starts or {})
    flash(f"The test is for {current_user.email} alone. {emails(1)}")


def number_seen() -> int:
    """How many people the organiser was told that it goes to; -1 for none that can be."""
    typed = request.form.get("number", "")
    return int(typed) if typed.isdecimal() and len(typed) < 6 else -1
