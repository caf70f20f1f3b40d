"""What the forms of every audience share."""

from flask_wtf import FlaskForm
from wtforms import EmailField, Field, ValidationError
from wtforms.validators import DataRequired, StopValidation

from scheduler.domain.people.email_addresses import LONGEST, is_address, tidy_address
from scheduler.domain.text import visible

ADDRESS_TOO_LONG = f"An address can have at most {LONGEST} characters."


def strip(value: str | None) -> str | None:
    """Drop white space around what was typed, and all of it where nothing can be seen of it."""
    return visible(value) if value else value


class Longest:
    """Refuses text of more than ``most`` characters and keeps every other check from reading it.

    Stands first among a field's validators: the library's own Length lets the rest go on, and
    reading 200 kB letter by letter takes long.
    """

    def __init__(self, most: int, sentence: str) -> None:
        self.most, self.sentence = most, sentence
        self.field_flags = {"maxlength": most}

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Raise StopValidation with the sentence for the person."""
        if len(field.data or "") > self.most:
            raise StopValidation(self.sentence)


class Mailable:
    """Refuses what is not an address that mail can be sent to."""

    def __call__(self, form: FlaskForm, field: EmailField) -> None:
        """Raise ValidationError with the sentence for the person."""
        if not is_address(tidy_address(field.data or "")):
            raise ValidationError("Enter an email address such as name@example.org.")


def address_field(label: str, description: str, missing: str) -> EmailField:
    """A required email address; ``missing`` is the sentence for an empty one."""
    return EmailField(
        label,
        description=description,
        filters=[strip],
        validators=[
            Longest(LONGEST, ADDRESS_TOO_LONG),
            DataRequired(missing),
            Mailable(),
        ],
    )
