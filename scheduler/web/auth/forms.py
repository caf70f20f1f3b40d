"""The form of the first visit, and the library's forms in our words."""

from typing import Any

from flask_security.forms import LoginForm, ResetPasswordForm
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import Email, EqualTo, InputRequired, Length

from scheduler.domain.people.email_addresses import LONGEST
from scheduler.web.shared.forms import ADDRESS_TOO_LONG, Longest, strip

ADVICE = "At least 10 characters. Three or four unrelated words are good."
LONGEST_PASSWORD = 200
PASSWORD_TOO_LONG = f"A password can have at most {LONGEST_PASSWORD} characters."


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
        validators=[Longest(200, "Keep it to 200 characters."), InputRequired("Enter your name.")],
    )
    password = PasswordField(
        "Choose a password",
        description=ADVICE,
        validators=[
            Longest(LONGEST_PASSWORD, PASSWORD_TOO_LONG),
            InputRequired("Choose a password."),
            Length(10, message="The password needs at least 10 characters."),
        ],
    )
    password_again = PasswordField(
        "Repeat the password",
        validators=[
            Longest(LONGEST_PASSWORD, PASSWORD_TOO_LONG),
            InputRequired("Repeat the password."),
            EqualTo("password", "The two passwords are not the same."),
        ],
    )


class SetUpForm(JoinForm):
    """Creates the owner's account and the organising body."""

    body_name = StringField(
        "Your organisation",
        description="Who runs the events, for example “Renfrewshire Third Sector Network”.",
        filters=[strip],
        validators=[
            Longest(200, "Keep it to 200 characters."),
            InputRequired("Enter the name of your organisation."),
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

    typed = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shortest_first(self)
        self.email.label.text = "Email address"
        self.password.description = ""
        self.remember.label.text = "Stay signed in on this device"


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
