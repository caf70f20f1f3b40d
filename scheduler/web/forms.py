"""What the forms of every audience share."""

from flask_wtf import FlaskForm
from wtforms import EmailField, ValidationError
from wtforms.validators import DataRequired, Length

from scheduler.domain.email_addresses import is_address, tidy_address


def strip(value: str | None) -> str | None:
    """Drop white space around what was typed (a wtforms filter)."""
    return value.strip() if value else value


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
            DataRequired(missing),
            Length(max=254, message="An address can have at most 254 characters."),
            Mailable(),
        ],
    )
