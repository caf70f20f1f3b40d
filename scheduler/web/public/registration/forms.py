"""The forms of an event's public page."""

import re
import secrets
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, ValidationError
from wtforms.validators import Regexp

from scheduler.models import Event
from scheduler.web.shared.details_form import DetailsForm
from scheduler.web.shared.forms import address_field


class SignUpForm(DetailsForm):
    """The details, an address, and a random key by which a double submit is known."""

    email = address_field(
        "Your email address",
        "We send your personal link and the calendar entry there.",
        "Enter your email address.",
    )
    submission = HiddenField(validators=[Regexp(r"[\w-]{0,64}\Z", re.ASCII)])
    website = StringField("Leave this field empty")

    def __init__(self, event: Event, **kwargs: Any) -> None:
        super().__init__(event, **kwargs)
        if not self.submission.data:
            self.submission.data = new_submission()

    def validate_website(self, field: StringField) -> None:
        """A robot fills every field; a person does not see this one."""
        if field.data:
            field.data = ""
            raise ValidationError(
                "A field that people do not see was filled in. If you are not a robot, press the "
                "button again."
            )


def new_submission() -> str:
    """Return a key for one visitor's form."""
    return secrets.token_urlsafe(18)


class LostLinkForm(FlaskForm):
    """Asks for the personal link once more."""

    email = address_field("The email address you signed up with", "", "Enter your email address.")
