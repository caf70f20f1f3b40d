"""The form of the first visit, and the library's forms in our words."""

from typing import Any

from flask_security.forms import LoginForm, ResetPasswordForm
from flask_security.utils import validate_redirect_url
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import Email, InputRequired

from scheduler.domain.people.email_addresses import LONGEST
from scheduler.web.shared.accounts.passwords import (
    ADVICE,
    LONGEST_PASSWORD,
    PASSWORD_TOO_LONG,
    chosen_password,
    repeated_password,
)
from scheduler.web.shared.forms import ADDRESS_TOO_LONG, Longest, Named, strip


def shortest_first(form: FlaskForm) -> None:
    """Let no check of the library read text that is longer than its field may be.

    It normalises addresses and passwords, which takes long for long ones.
    """
    for field in form:
        if isinstance(field, EmailField):
            first = Longest(LONGEST, ADDRESS_TOO_LONG)
        elif isinstance(field, PasswordField):
            first = Longest(LONGEST_PASSWORD, PASSWORD_TOO_LONG)
        else:
            continue
        field.validators = [first, *field.validators]


class JoinForm(FlaskForm):
    """The name and the password of a new account."""

    name = StringField(
        "Your name",
        filters=[strip],
        validators=[Longest(200, "Keep it to 200 characters."), Named("Enter your name.")],
    )
    password = chosen_password()
    password_again = repeated_password()


class SetUpForm(JoinForm):
    """Creates the owner's account and the organising body."""

    page_order = ("body_name", "name", "email")
    body_name = StringField(
        "Your organisation",
        description="Who runs the events, for example “Renfrewshire Third Sector Network”.",
        filters=[strip],
        validators=[
            Longest(200, "Keep it to 200 characters."),
            Named("Enter the name of your organisation."),
        ],
    )
    email = EmailField(
        "Your email address",
        filters=[strip],
        validators=[
            Longest(LONGEST, ADDRESS_TOO_LONG),
            InputRequired("Enter your email address."),
            Email("Enter an email address such as name@example.org."),
        ],
    )


class SignInForm(LoginForm):
    """The sign-in form. ``typed`` carries a form that was sent while nobody was signed in."""

    page_order = ("email",)
    typed = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shortest_first(self)
        self.email.label.text = "Email address"
        self.password.description = ""
        self.remember.label.text = "Stay signed in on this device"

    def validate_next(self, field: HiddenField) -> None:
        """Whoever signs in by a link that would lead on to another site stays here, and is in."""
        if field.data and not validate_redirect_url(field.data):
            field.data = ""


class LostPasswordForm(FlaskForm):
    """Asks for a link with which to choose a new password."""

    email = EmailField(
        "Email address",
        filters=[strip],
        validators=[
            Longest(LONGEST, ADDRESS_TOO_LONG),
            InputRequired("Enter your email address."),
            Email("Enter an email address such as name@example.org."),
        ],
    )


class NewPasswordForm(ResetPasswordForm):
    """Takes the new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shortest_first(self)
        self.password.label.text = "New password"
        self.password.description = ADVICE
        self.password_confirm.label.text = "Repeat the new password"
