"""The forms of an event's public page."""

import re
import secrets

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, ValidationError
from wtforms.validators import Regexp

from scheduler.domain.people.questions.description import PersonField
from scheduler.models import Event
from scheduler.web.shared.forms import address_field
from scheduler.web.shared.people.details_form import PersonDetailsForm


class SignUpForm(PersonDetailsForm):
    """The details, an address, and a random key by which a double submit is known."""

    submission = HiddenField(validators=[Regexp(r"[\w-]{0,64}\Z", re.ASCII)])
    website = StringField("Leave this field empty")

    def _begin(self, event: Event, fields: list[PersonField]) -> None:
        super()._begin(event, fields)
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
