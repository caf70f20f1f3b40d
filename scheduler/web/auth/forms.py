"""The form of the first visit, and the library's forms in our words."""

from typing import Any

from flask_security.forms import ForgotPasswordForm, LoginForm, ResetPasswordForm
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, StringField, SubmitField
from wtforms.validators import Email, EqualTo, InputRequired, Length

from scheduler.web.forms import strip

ADVICE = "At least 10 characters. Three or four unrelated words are good."


class SetUpForm(FlaskForm):
    """Creates the owner's account and the organising body."""

    body_name = StringField(
        "Organising body",
        description="Who runs the events, for example “Renfrewshire Third Sector Network”.",
        filters=[strip],
        validators=[InputRequired("Enter the name of the organising body."), Length(max=200)],
    )
    name = StringField(
        "Your name",
        filters=[strip],
        validators=[InputRequired("Enter your name."), Length(max=200)],
    )
    email = EmailField(
        "Your email address",
        filters=[strip],
        validators=[
            InputRequired("Enter your email address."),
            Email("Enter an email address such as name@example.org."),
        ],
    )
    password = PasswordField(
        "Choose a password",
        description=ADVICE,
        validators=[
            InputRequired("Choose a password."),
            Length(10, 200, "The password needs at least 10 characters."),
        ],
    )
    password_again = PasswordField(
        "The password again",
        validators=[
            InputRequired("Enter the password again."),
            EqualTo("password", "The two passwords are not the same."),
        ],
    )
    submit = SubmitField("Create the account")


class SignInForm(LoginForm):
    """The sign-in form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email.label.text = "Email address"
        self.password.description = ""
        self.remember.label.text = "Stay signed in on this device"


class LostPasswordForm(ForgotPasswordForm):
    """Asks for a link with which to choose a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email.label.text = "Email address"


class NewPasswordForm(ResetPasswordForm):
    """Takes the new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.password.label.text = "New password"
        self.password.description = ADVICE
        self.password_confirm.label.text = "The new password again"
