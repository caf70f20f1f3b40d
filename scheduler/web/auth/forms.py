"""The form of the first visit."""

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, StringField, SubmitField
from wtforms.validators import Email, EqualTo, InputRequired, Length

from scheduler.web.forms import strip


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
        description="At least 10 characters. Three or four unrelated words are good.",
        validators=[
            InputRequired("Choose a password."),
            Length(10, 200, "The password needs at least 10 characters."),
        ],
    )
    password_again = PasswordField(
        "The password again",
        validators=[EqualTo("password", "The two passwords are not the same.")],
    )
    submit = SubmitField("Create the account")
