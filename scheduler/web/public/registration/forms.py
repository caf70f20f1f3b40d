"""The forms of an event's public page."""

import re
import secrets
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, ValidationError
from wtforms.validators import Regexp

from scheduler.domain.languages import gettext
from scheduler.domain.people.email_addresses import likely_meant
from scheduler.domain.people.questions.description import PersonField
from scheduler.models import Event
from scheduler.web.shared.forms import address_field
from scheduler.web.shared.languages import later
from scheduler.web.shared.people.details_form import PersonDetailsForm


class SignUpForm(PersonDetailsForm):
    """The details, an address, and a random key by which a double submit is known."""

    submission = HiddenField(validators=[Regexp(r"[\w-]{0,64}\Z", re.ASCII)])
    website = StringField(later("Leave this field empty"))
    kept_address = HiddenField()

    def _begin(self, event: Event, fields: list[PersonField]) -> None:
        super()._begin(event, fields)
        if not self.submission.data:
            self.submission.data = new_submission()

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask once about an address that looks mistyped; the same one typed again is kept."""
        fine = super().validate(extra_validators)
        address = self["email"]
        meant = "" if address.errors else likely_meant(address.data or "")
        if meant and self.kept_address.data != address.data:
            self.kept_address.data = address.data
            address.errors = [
                gettext(
                    "Did you mean %(meant)s? Correct it, or press the button again to keep "
                    "%(typed)s.",
                    meant=meant,
                    typed=address.data,
                )
            ]
            return False
        return fine

    def validate_website(self, field: StringField) -> None:
        """A robot fills every field; a person does not see this one."""
        if field.data:
            field.data = ""
            raise ValidationError(
                gettext(
                    "A field that people do not see was filled in. If you are not a robot, press "
                    "the button again."
                )
            )


def new_submission() -> str:
    """Return a key for one visitor's form."""
    return secrets.token_urlsafe(18)


class LostLinkForm(FlaskForm):
    """Asks for the personal link once more."""

    email = address_field(
        later("The email address you signed up with"), "", later("Enter your email address.")
    )


class CorrectAddressForm(FlaskForm):
    """Asks for the right address in place of a mistyped one."""

    email = address_field(later("The right address"), "", later("Enter your email address."))
