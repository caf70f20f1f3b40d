"""What a form asks for beside the password: a code, or in its place what a passkey answers."""

from typing import Any

from wtforms import Field, Form, HiddenField, StringField
from wtforms.validators import InputRequired, StopValidation

from scheduler.services.accounts.two_steps.passkeys import LONGEST
from scheduler.services.accounts.two_steps.second_step import SecondFactor, TypedCode
from scheduler.web.shared.accounts import challenges
from scheduler.web.shared.forms import Longest, strip


class CodeUnlessPasskey(InputRequired):
    """A code is needed, unless a passkey has answered."""

    def __call__(self, form: Any, field: Field) -> None:
        """Take an empty code beside an answer of a passkey."""
        if form.passkey.data:
            raise StopValidation
        super().__call__(form, field)


def code_field(label: str, help_text: str, *, or_passkey: bool = False) -> StringField:
    """A field that phones fill by themselves and show digits for first."""
    needed = CodeUnlessPasskey if or_passkey else InputRequired
    return StringField(
        label,
        description=help_text,
        filters=[strip],
        validators=[needed("Enter the code."), Longest(59, "That is longer than a code.")],
        render_kw={
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
        },
    )


class PasskeyField(HiddenField):
    """The field into which the page puts what a passkey answered; it is never shown again."""

    def _value(self) -> str:
        return ""


def passkey_field() -> PasskeyField:
    """An answer that is not longer than one can be."""
    return PasskeyField(validators=[Longest(LONGEST, "That is no answer of a passkey.")])


def without_app(field: Field) -> None:
    """Ask for a recovery code alone: there is no app that shows six digits."""
    field.label.text = "Recovery code"
    field.description = "One of those that you kept; each works once."


def answer_of(form: Form, user_id: int) -> SecondFactor:
    """Return what the form brings: an answer of a passkey where there is one, else the code."""
    if sent := form["passkey"].data:
        return challenges.answered(challenges.ASKING, user_id, sent)
    return TypedCode(form["code"].data or "", challenges.vault())
