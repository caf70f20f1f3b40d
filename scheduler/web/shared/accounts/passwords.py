"""The fields of a password that is chosen, for every form that takes one."""

from typing import Final

from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from scheduler.web.shared.forms import Longest

ADVICE: Final = "At least 10 characters. Three or four unrelated words are good."
LONGEST_PASSWORD: Final = 200
PASSWORD_TOO_LONG: Final = f"A password can have at most {LONGEST_PASSWORD} characters."


def chosen_password() -> PasswordField:
    """The new password; its field is called ``password``."""
    return PasswordField(
        "Choose a password",
        description=ADVICE,
        validators=[
            Longest(LONGEST_PASSWORD, PASSWORD_TOO_LONG),
            InputRequired("Choose a password."),
            Length(10, message="The password needs at least 10 characters."),
        ],
    )


def repeated_password() -> PasswordField:
    """The same once more."""
    return PasswordField(
        "Repeat the password",
        validators=[
            Longest(LONGEST_PASSWORD, PASSWORD_TOO_LONG),
            InputRequired("Repeat the password."),
            EqualTo("password", "The two passwords are not the same."),
        ],
    )
